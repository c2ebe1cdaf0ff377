import Testing

@testable import BuildEngine

@Suite("What the compiler says")
struct CompilerMessageTests {
    @Test(
        "has the first error of the manifest, with its line",
        arguments: [
            ("Targets.swift:2:14: error: cannot convert: 'a'\n1 | x\n", 2, "cannot convert: 'a'"),
            (
                "Targets.swift:3:1: warning: unused\nTargets.swift:9:2: error: no such thing\n", 9,
                "no such thing"
            ),
            ("<unknown>:0: error: x\n/a/Other.swift:1:1: error: y\nTargets.swift:4:5: error: z\n", 4, "z"),
        ])
    func first(text: String, line: Int, words: String) {
        let message = CompilerMessage(of: "Targets.swift", in: text)
        #expect(message?.line == line && message?.words == words)
    }

    @Test(
        "is nothing to point at where no error has a line",
        arguments: [
            "", "error: no input files\n", "Targets.swift:7:1: note: here\n", "Targets.swift:x:1: error: y\n",
        ])
    func none(text: String) { #expect(CompilerMessage(of: "Targets.swift", in: text) == nil) }

    @Test(
        "is put in words of a manifest where it means one thing",
        arguments: [
            ("cannot find 'Production' in scope", "import TargetDescription"),
            ("type 'Effect' has no member 'lowPass'", "did you mean 'lowpass'?"),
            ("type 'Gate' has no member 'truepeak'", "did you mean 'truePeak'?"),
            ("type 'Any' has no member 'input'", "a comma or a bracket"),
            ("cannot convert value of type 'Int' to expected argument type 'Gain'", ".decibels(-6)"),
            ("cannot convert value of type 'Double' to expected argument type 'Time'", ".beats(4)"),
            ("static method 'lowpass' requires that 'String' conform to 'Automatable'", "without quotes"),
        ])
    func hint(words: String, hint: String) {
        let message = CompilerMessage(of: "Targets.swift", in: "Targets.swift:1:1: error: \(words)\n")
        #expect(message?.hint?.contains(hint) == true, "\(String(describing: message?.hint))")
    }

    @Test(
        "is left alone where it may mean anything", arguments: ["cannot find 'x' in scope", "expected '}'"])
    func noHint(words: String) {
        #expect(CompilerMessage(of: "a.swift", in: "a.swift:1:1: error: \(words)\n")?.hint == nil)
    }
}

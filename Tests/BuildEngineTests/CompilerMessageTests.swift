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
}

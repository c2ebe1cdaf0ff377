import TargetDescription
import Testing

@testable import BuildEngine

@Suite struct NameCheckTests {
    static func refusal(name: String) -> Refusal? {
        let production = Examples.production([Examples.usual(.stem).replacing("name", with: .text(name))])
        do {
            _ = try DescriptionDecoder.decode(production.description())
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "a name that is a file name everywhere is accepted",
        arguments: [
            "bass", "Bass 2", "größe", "音", "🎵", "a.b", ".hidden",
            "a-b_c+d=e@f#g$h%i&j(k)[l]{m};n,o'p!q~r^s`t", String(repeating: "x", count: 200),
        ])
    func accepted(name: String) {
        #expect(NameCheckTests.refusal(name: name) == nil)
    }

    @Test(
        "a name that some file system stumbles over is refused, and told why",
        arguments: [
            ("", "the name is empty"), (".", "means a directory"), ("..", "means a directory"),
            ("a/b", "has '/' in it"), ("../a", "has '/' in it"), ("/a", "has '/' in it"),
            ("a\\b", "has '\\' in it"),
            ("C:", "has ':' in it"), ("a*", "has '*' in it"), ("a?", "has '?' in it"),
            ("a\"b", "has '\"' in it"),
            ("a<b", "has '<' in it"), ("a>b", "has '>' in it"), ("a|b", "has '|' in it"),
            ("-n", "begins with '-'"), ("a ", "ends with a space or a dot"),
            ("a.", "ends with a space or a dot"),
            ("a\0b", "has a control character in it"), ("a\nb", "has a control character in it"),
            ("\u{7F}", "has a control character in it"), ("a\u{85}b", "has a control character in it"),
            (String(repeating: "x", count: 201), "has 201 bytes: at most 200"),
            (String(repeating: "ö", count: 101), "has 202 bytes: at most 200"),
            (String(repeating: "x", count: 10_000), "has 10000 bytes: at most 200"),
        ])
    func refused(name: String, reason: String) {
        let found = NameCheckTests.refusal(name: name)
        #expect(found?.path == "targets[0].name")
        #expect(found?.message.contains(reason) == true)
        // A message stays a message, however long the name.
        #expect((found?.message.count ?? 0) < 200)
    }

    @Test(
        "a path may lead anywhere, but not nowhere",
        arguments: [
            ("a.wav", nil), ("../b/a.wav", nil), ("/srv/a.wav", nil), ("größe \"x\".wav", nil),
            ("", "the path is empty"),
            ("a\0.wav", "control character"), ("a\n.wav", "control character"),
            (String(repeating: "x", count: 4_001), "has 4001 bytes: at most 4000"),
        ] as [(String, String?)])
    func paths(path: String, reason: String?) {
        let problem = Kind.file.problem(with: path)
        if let reason {
            #expect(problem?.contains(reason) == true)
        } else {
            #expect(problem == nil)
        }
    }

    @Test("sections are named under the same rules, for they become markers")
    func sections() {
        let production = Examples.production([]).replacing(
            "sections", with: .recipes([Examples.section("a\nb", 4)]))
        let found = #expect(throws: Refusal.self) { try DescriptionDecoder.decode(production.description()) }
        #expect(found?.path == "sections[0].name")
        #expect(found?.line == 2)
    }
}

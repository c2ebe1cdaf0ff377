import Foundation
import Testing

@Suite("Annotations for GitHub Actions")
struct AnnotationTests {
    @Test("name the line of a broken gate, or of a target that failed; nothing is said elsewhere")
    func failures() throws {
        var production = JSON.song
        production[target: "lead"]["line"] = 40
        production[target: "lead"]["gates"] = [
            ["rule": "peak", "atMost": -60, "line": 41], ["rule": "peak", "atMost": 0, "line": 42],
        ]
        production[target: "bass"] = .stem("bass", .recording("100%, no: such.wav"), more: ["line": 7])
        let place = try WorkSpace(production)
        let plain = try place.build(nil, "-k")
        #expect(!plain.result.text.contains("::"))
        let build = try place.build(nil, "-k", environment: github(place.directory))
        let lines = build.result.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(build)")
        #expect(
            lines.contains {
                $0.hasPrefix("::error file=production.json,line=7,title='bass' was not rendered::")
            })
        let gate = try #require(lines.first { $0.contains("line=41") })
        #expect(
            gate.hasPrefix(
                "::error file=production.json,line=41,title=Gate 'peak' of 'lead' broke::expected ≤ -60"))
        // A line feed within the message is written so, and so is a per cent sign.
        #expect(gate.contains("%0Aby: ") && gate.contains("%0Atry: "))
        #expect(build.result.errors.contains("100%25, no: such.wav"))
    }

    @Test("escape what would end a title")
    func title() throws {
        let name = "a, b; 50%"
        let place = try WorkSpace(
            .production([.stem(name, .tone(), more: ["gates": [["rule": "peak", "atMost": -60]]])]))
        let result = try place.build(nil, environment: github(place.directory)).result
        #expect(result.errors.contains("title=Gate 'peak' of 'a%2C b; 50%25' broke::"), "\(result)")
    }

    @Test("name a manifest by its place in the checkout, and the line that is refused")
    func manifest() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone(-5), more: ["line": 12])]))
        try FileManager.default.createDirectory(at: place.url("x"), withIntermediateDirectories: true)
        let result = try place.run(
            "-f", "../production/production.json", "-C", "x/..",
            environment: github(place.directory.deletingLastPathComponent()))
        #expect(result.exit == 2)
        #expect(
            result.errors.contains(
                "::error file=production/production.json,line=12,title=The manifest is refused::"),
            "\(result)")
        // Usage has no place.
        let usage = try place.run("nothing", "-f", "production.json", environment: github(place.directory))
        #expect(usage.exit == 2, "\(usage)")
    }

    @Test(
        "name the line of a manifest that does not compile, in the compiler's words, which are all there as well"
    )
    func notCompiled() throws {
        let place = try WorkSpace()
        try place.write(
            "import TargetDescription\n\nlet production = Productio(\"x\")\n", as: "Targets.swift")
        let result = try place.run(environment: github(place.directory))
        #expect(result.exit == 2)
        #expect(
            result.errors.contains(
                "::error file=Targets.swift,line=3,title=The manifest does not compile::cannot find 'Productio'"
            ),
            "\(result)")
        #expect(result.errors.contains("Targets.swift:3:18: error: cannot find 'Productio'"), "\(result)")
    }

    private func github(_ root: URL) -> [String: String] {
        ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": root.path]
    }
}

import Foundation
import Testing

/// `docs/ci`: what it says is done here.
@Suite("The recipe for CI")
struct CIRecipeTests {
    private static let directory = Page.root.appending(path: "docs/ci")

    @Test("builds a fresh copy of the example; with what that left, nothing is rendered on another one")
    func caching() throws {
        let first = try fresh()
        let result = try run(first)
        #expect(result.exit == 0, "\(result)")
        #expect(try events(first).contains { $0["outcome"] == "rendered" })
        #expect(try TestCases(readingFrom: first.url("reports/junit.xml")).failed == [])
        let verified = try JSON(
            parsing: String(contentsOf: first.url("reports/verify.json"), encoding: .utf8))
        #expect(verified["failed"] == 0 && (verified["passed"].integer ?? 0) > 5)

        let second = try fresh()
        try restore(first, to: second)
        let again = try run(second)
        #expect(again.exit == 0, "\(again)")
        #expect(try events(second).allSatisfy { !["rendered", "restored"].contains($0["outcome"].text) })
        #expect(again.output.contains("nothing to do"), "\(again)")
        #expect(try second.outputs() == first.outputs())
    }

    @Test("makes again what was damaged in the cache, and comes to the same bytes")
    func damage() throws {
        let first = try fresh()
        #expect(try run(first).exit == 0)
        let second = try fresh()
        try restore(first, to: second)
        var bytes = try second.bytes(of: "bounces/drums_stem.wav")
        bytes[bytes.count / 2] ^= 1
        try second.write(bytes, as: "bounces/drums_stem.wav")
        try Data("half a database".utf8).write(to: second.url("cache/state.db"))
        #expect(try run(second).exit == 0)
        #expect(try second.outputs() == first.outputs())
    }

    @Test("ends with the status of the build, also when that is bad, and keeps what was finished")
    func failure() throws {
        let place = try fresh()
        let manifest = try String(contentsOf: place.url("Targets.swift"), encoding: .utf8)
        try place.write(
            manifest.replacing("(\"bass\", 110, 0.8)", with: "(\"bass\", 110, 1.0)")
                .replacing(
                    ".stem(\"\\(tone.name)_stem\", .tone(.sine, frequency: tone.frequency, level: tone.level))",
                    with:
                        ".stem(\"\\(tone.name)_stem\", .tone(.sine, frequency: tone.frequency, level: tone.level), gates: [.peak(atMost: -1)])"
                ),
            as: "Targets.swift")
        let result = try run(place)
        #expect(result.exit == 3, "\(result)")
        #expect(try TestCases(readingFrom: place.url("reports/junit.xml")).failed == ["bass_stem peak"])
        #expect(result.output.contains("in use"), "\(result)")
        #expect(place.exists("bounces/drums_stem.wav"))
    }

    @Test("is what the workflow runs")
    func workflow() throws {
        let workflow = try String(contentsOf: Self.directory.appending(path: "github.yml"), encoding: .utf8)
        #expect(workflow.contains("run: bash ci/build.sh"))
        let paths = workflow.matches(of: /path: \|\n +bounces\n +cache\n/)
        #expect(paths.count == 2, "bounces and cache are restored and saved together")
        #expect(!workflow.contains("\t"))
    }

    @Test("is a workflow that YAML readers read", .enabled(if: readsYAML))
    func yaml() throws {
        let place = try WorkSpace()
        let script =
            "import sys, yaml; w = yaml.safe_load(open(sys.argv[1])); print(len(w['jobs']['build']['steps']))"
        let result = try place.start(
            program: "/usr/bin/env",
            ["python3", "-c", script, Self.directory.appending(path: "github.yml").path]
        ).wait()
        #expect(result.output == "6\n", "\(result)")
    }

    private static let readsYAML: Bool = {
        let result = try? WorkSpace().start(program: "/usr/bin/env", ["python3", "-c", "import yaml"]).wait()
        return result?.exit == 0
    }()

    /// A fresh checkout of the example.
    private func fresh() throws -> WorkSpace {
        let place = try WorkSpace()
        let example = Page.root.appending(path: "Targets.swift.example")
        try place.write(Data(contentsOf: example), as: "Targets.swift")
        return place
    }

    private func run(_ place: WorkSpace) throws -> RunResult {
        try place.start(
            program: "/usr/bin/env", ["bash", Self.directory.appending(path: "build.sh").path],
            environment: ["BOUNCE": Bounce.path]
        ).wait(atMost: 300)
    }

    /// As a cache does: other inodes, other stamps.
    private func restore(_ source: WorkSpace, to destination: WorkSpace) throws {
        for name in ["bounces", "cache"] {
            let copied = try source.start(
                program: "/bin/cp", ["-R", name, destination.url(name).path]
            ).wait()
            try #require(copied.exit == 0, "\(copied)")
        }
    }

    private func events(_ place: WorkSpace) throws -> [JSON] {
        try String(contentsOf: place.url("reports/events.jsonl"), encoding: .utf8).split(separator: "\n").map
        {
            try JSON(parsing: String($0))
        }
    }
}

import Foundation
import Testing

/// A manifest in which one line is at fault.
struct BadManifest: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let words: [String]

    /// - Parameter target: stands in line 8.
    init(
        _ name: String, target: String = "", sections: String = #".section("intro", beats: 1)"#,
        words: String...
    ) {
        testDescription = name
        text = BadManifest.text(target, sections)
        self.words = words
    }

    init(_ name: String, text: String, words: String...) {
        testDescription = name
        self.text = text
        self.words = words
    }

    static func text(_ target: String, _ sections: String) -> String {
        """
        import TargetDescription

        let production = Production(
            "bad", duration: .seconds(1), sampleRate: 8_000, channels: .mono,
            sections: [\(sections)],
            targets: [
                .stem("bass", .tone(.sine, frequency: 110, level: 0.5)),
                \(target)
            ])

        """
    }

    static let all = [
        BadManifest(
            "an unknown target", target: #".process("low", from: "bas", through: []),"#,
            words: "Targets.swift:8: ", "no target is called 'bas'", "did you mean 'bass'?"),
        BadManifest(
            "a cycle",
            target: #".process("a", from: "b", through: []), .process("b", from: "a", through: []),"#,
            words: "Targets.swift:8: ", "a → b → a"),
        BadManifest(
            "two targets of one name", target: #".stem("bass", .tone(.saw, frequency: 110, level: 0.5)),"#,
            words: "Targets.swift:8: ", "two targets are called 'bass'", "the first in line 7"),
        BadManifest(
            "two names that one file system folds into one",
            target: #".stem("Bass", .tone(.saw, frequency: 110, level: 0.5)),"#,
            words: "Targets.swift:8: ", "'bass' and 'Bass' would both write bounces/Bass.wav"),
        BadManifest(
            "a length below nothing",
            target: #".stem("lead", .tone(.sine, frequency: 440, level: 0.5), duration: .seconds(-2)),"#,
            words: "'lead': duration: expected a time, such as .seconds(1.5)", "found .seconds(-2)"),
        BadManifest(
            "an impossible number", target: #".stem("lead", .tone(.sine, frequency: 440, level: 1.5)),"#,
            words: "Targets.swift:8: ", "level",
            "a number from 0 to 1 of full scale, or a curve of such, found 1.5"),
        BadManifest(
            "a number that is none",
            target: #".stem("lead", .tone(.sine, frequency: Double.nan, level: 0.5)),"#,
            words: "Targets.swift:8: ", "frequency", "nan"),
        BadManifest(
            "a frequency above half the sample rate",
            target: #".stem("lead", .tone(.sine, frequency: 4_001, level: 0.5)),"#,
            words: "Targets.swift:8: ", "4001 Hz", "4000 Hz"),
        BadManifest(
            "sections that are too long", sections: #".section("intro", beats: 8)"#,
            words: "Targets.swift:5: ", "section 'intro' ends at 4.000 s", "1.000 s", "take 3.000 s"),
        BadManifest(
            "an unknown section",
            target: #".stem("lead", .tone(.sine, frequency: 440, level: 0.5), in: ["introo"]),"#,
            words: "Targets.swift:8: ", "no section is called 'introo'", "did you mean 'intro'?"),
        BadManifest(
            "steps that mean nothing", target: #".stem("beat", .drums([.pattern(kick: "x..q")])),"#,
            words: "Targets.swift:8: ", "kick", "q"),
        BadManifest(
            "a name with a path in it",
            target: #".stem("../bass", .tone(.sine, frequency: 440, level: 0.5)),"#,
            words: "Targets.swift:8: ", "'/'"),
        BadManifest(
            "a gate that asks for nothing",
            target: #".stem("lead", .tone(.sine, frequency: 440, level: 0.5), gates: [.silence()]),"#,
            words: "Targets.swift:8: ", "silence", "asks for nothing"),
        BadManifest(
            "a type error", target: #".stem("lead", .tone(.sine, frequency: "high", level: 0.5)),"#,
            words: "Targets.swift:8:", ": error: ", "Targets.swift does not compile"),
        BadManifest("no Swift", text: "x.. x.. x..\n", words: "Targets.swift:1:", "does not compile"),
        BadManifest(
            "no production", text: "import TargetDescription\nlet tempo = 120\n",
            words: "Targets.swift: ", "it states no production"),
        BadManifest(
            "two productions",
            text:
                "import TargetDescription\nlet a = Production(\"a\", targets: [])\nlet b = Production(\"b\", targets: [])\n",
            words: "Targets.swift: ", "it states 2 productions"),
        BadManifest(
            "a crash", text: BadManifest.text("", "") + "let none: [Int] = []\nprint(none[1])\n",
            words: "Targets.swift: ", "it stopped before it was through"),
        BadManifest(
            "an end before the end", text: "import Foundation\n" + BadManifest.text("", "") + "exit(0)\n",
            words: "Targets.swift: ", "exit"),
    ]
}

@Suite("A manifest")
struct ManifestTests {
    private static let good = BadManifest.text(
        #".process("low", from: "bass", through: [.lowpass(frequency: 500)]),"#,
        #".section("intro", beats: 1)"#)

    private func place(_ text: String) throws -> WorkSpace {
        let place = try WorkSpace()
        try place.write(text, as: "Targets.swift")
        return place
    }

    @Test(
        "that cannot stand is refused with status 2, its line, and the words for it",
        arguments: BadManifest.all)
    func refused(_ manifest: BadManifest) throws {
        let place = try place(manifest.text)
        let result = try place.run()
        #expect(result.exit == 2, "\(result)")
        for word in manifest.words { #expect(result.errors.contains(word), "\(word) is missing: \(result)") }
        #expect(!place.exists("bounces"))
    }

    @Test("that does not come to an end is stopped")
    func endless() throws {
        let result = try place(Self.good + "while true {}\n").run(environment: [
            "BOUNCE_MANIFEST_SECONDS": "1"
        ])
        #expect(result.exit == 2, "\(result)")
        #expect(
            result.errors.contains("Targets.swift: running it took more than 1 s and was stopped"),
            "\(result)")
    }

    @Test("is compiled once; another wording renders nothing, another value what it touches")
    func edits() throws {
        let place = try place(Self.good)
        let first = try place.run()
        #expect(first.exit == 0 && first.output.contains("done: 2 rendered"), "\(first)")
        #expect(place.names(in: "cache/manifests").count == 1)
        // What was compiled is not compiled again: there is no compiler any more.
        let second = try place.run(environment: ["BOUNCE_SWIFTC": Bounce.path])
        #expect(second.output.contains("nothing to do") || second.exit == 2, "\(second)")
        try place.write(
            "// The same song.\n\n\n" + Self.good.replacing("110", with: "1_10.0"), as: "Targets.swift")
        let third = try place.run()
        #expect(third.output.contains("nothing to do: 2 targets are up to date"), "\(third)")
        try place.write(Self.good.replacing("500", with: "600"), as: "Targets.swift")
        let fourth = try place.run()
        #expect(fourth.output.contains("done: 1 rendered, 1 up to date"), "\(fourth)")
    }

    @Test("may print what it likes: that is shown, and disturbs nothing")
    func prints() throws {
        let noisy =
            "print(\"{}\")\n" + Self.good + "print(\"\\n}\\n\")\nfor _ in 0..<5_000 { print(\"noise\") }\n"
        let result = try place(noisy).run("describe")
        #expect(result.exit == 0, "\(result)")
        #expect(try result.json()["targets"].elements.count == 2)
        #expect(result.errors.contains("noise"))
    }

    @Test("is told how to go on where there is none")
    func missing() throws {
        let result = try WorkSpace().run()
        #expect(result.exit == 2)
        #expect(
            result.errors.contains("there is no Targets.swift here") && result.errors.contains("bounce init"))
    }

    @Test("needs a compiler, and without one says what else would do")
    func noCompiler() throws {
        let result = try place(Self.good).run(environment: ["PATH": "/nowhere", "BOUNCE_SWIFTC": ""])
        #expect(result.exit == 7, "\(result)")
        #expect(result.errors.contains("swiftc") && result.errors.contains("bounce -f description.json"))
    }

    @Test("is compiled for users without a home of their own")
    func homeless() throws {
        let result = try place(Self.good).run(environment: [
            "HOME": "/dev/null", "XDG_CACHE_HOME": "/dev/null",
        ])
        #expect(result.exit == 0, "\(result)")
    }

    @Test("that ends before it is through is told how, without a backtrace")
    func exits() throws {
        let exit = try place("import TargetDescription\nprint(\"x\")\nfatalError(\"no\")\n").run()
        #expect(
            exit.exit == 2 && exit.errors.contains("it stopped before it was through (by signal"), "\(exit)")
        #expect(exit.errors.contains("Fatal error: no") && !exit.errors.contains("Registers"), "\(exit)")
    }

    @Test("described as JSON builds the same bytes")
    func described() throws {
        let place = try place(Self.good)
        #expect(try place.run().exit == 0)
        let description = try place.run("describe")
        let other = try WorkSpace()
        try other.write(description.output, as: "production.json")
        #expect(try other.build().exit == 0)
        #expect(try other.outputs() == place.outputs())
        #expect(try other.run("describe", "-f", "production.json").output == description.output)
    }

    @Test("written by init builds, and init writes over nothing")
    func starter() throws {
        let place = try WorkSpace()
        #expect(try place.run("init").exit == 0)
        let written = try place.bytes(of: "Targets.swift")
        let again = try place.run("init")
        #expect(again.exit == 2 && again.errors.contains("exists already"), "\(again)")
        #expect(try place.bytes(of: "Targets.swift") == written)
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
        #expect(try place.run("verify").exit == 0)
    }
}

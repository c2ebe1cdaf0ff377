import BuildGraph
import SoundFiles
import TargetDescription
import Testing

@testable import BuildEngine

/// What a key is made of: everything that can change the bytes, and nothing that cannot.
@Suite struct KeyTests {
    /// The components of a target in a production, and those of its gates.
    static func components(
        _ target: Recipe, in production: Recipe? = nil
    ) throws -> (key: [Component], gates: [Component]) {
        let production = production ?? Examples.production([target])
        let timeline = try Timeline(production)
        let kind = try #require(TargetKind(rawValue: target.rule.name))
        let hasFormat = target.rule.parameters.contains { $0.name == "format" } && target.isGiven("format")
        let format = hasFormat ? target.recipe("format") : production.recipe("format")
        return (
            KeyComponents.of(
                target, kind, format, SoundTags(target, production, timeline), production, timeline),
            KeyComponents.gates(of: target, timeline)
        )
    }

    static func bytes(_ components: [Component]) -> [UInt8] { Component.canonicalBytes(of: components) }

    @Test(
        "each value of each parameter gives another key, or another judgement",
        arguments: Catalogue.rules.indices)
    func everyParameter(index: Int) throws {
        let rule = Catalogue.rules[index]
        for parameter in rule.parameters {
            let recipes = Examples.values(parameter.kind).map { Examples.recipe(rule, parameter.name, $0) }
            let hosts = recipes.compactMap { Examples.host($0)?.target }
            // Productions and sections have tests of their own.
            guard !hosts.isEmpty else { continue }
            let found = try hosts.map { try KeyTests.components($0) }
            let isGate = rule.family == .gate || parameter.name == "gates"
            let keys = Set(found.map { KeyTests.bytes($0.key) })
            let judgements = Set(found.map { KeyTests.bytes($0.gates) })
            // What a file is called is no part of what is in it.
            let isInKey = !isGate && parameter.name != "named"
            #expect(keys.count == (isInKey ? hosts.count : 1), "\(rule.name).\(parameter.name)")
            #expect(judgements.count == (isGate ? hosts.count : 1), "\(rule.name).\(parameter.name)")
            // Whatever changes a key can be told.
            for (one, other) in zip(found, found.dropFirst()) where isInKey {
                #expect(!Reason.differences(from: one.key, to: other.key).isEmpty)
            }
        }
    }

    @Test(
        "a rule of a new version gives another key, or another judgement", arguments: Catalogue.rules.indices)
    func everyVersion(index: Int) throws {
        let rule = Catalogue.rules[index]
        let next = Rule(
            rule.name, rule.family, version: rule.version + 1, followsTempo: rule.followsTempo,
            rule.parameters)
        guard let old = Examples.host(Examples.usual(rule))?.target,
            let new = Examples.host(Examples.usual(next))?.target
        else { return }
        let (before, after) = (try KeyTests.components(old), try KeyTests.components(new))
        #expect((before.key == after.key) == (rule.family == .gate))
        #expect((before.gates == after.gates) == (rule.family != .gate))
        let reasons = Reason.differences(from: before.key, to: after.key)
        if rule.family != .gate { #expect(reasons.map(\.code) == [.rule]) }
    }

    @Test("the lines of a manifest are no part of a key", arguments: Catalogue.rules.indices)
    func lines(index: Int) throws {
        guard let host = Examples.host(Examples.usual(Catalogue.rules[index]))?.target else { return }
        let (before, after) = (try KeyTests.components(host), try KeyTests.components(host.moved(by: 100)))
        #expect(before.key == after.key)
        #expect(before.gates == after.gates)
    }

    @Test("another wording and layout of the same description gives the same keys")
    func layout() throws {
        let compact =
            #"{"schema":1,"name":"p","tempo":120,"duration":{"seconds":2},"targets":[{"rule":"stem","name":"a","instruments":[{"rule":"tone","frequency":110,"level":0.5}],"gates":[{"rule":"peak","atMost":-1}]}]}"#
        let spacious = """
            {
                "targets": [
                    {
                        "gates": [{"atMost": -1.0, "rule": "peak", "line": 80}],
                        "instruments": [{"level": 5e-1, "frequency": 1.1e2, "wave": "sine", "rule": "tone"}],
                        "name": "\\u0061", "rule": "stem", "line": 12, "effects": []
                    }
                ],
                "duration": {"seconds": 2.0}, "tempo": 120.0, "channels": "stereo", "sampleRate": 48000,
                "name": "another name", "schema": 1
            }
            """
        let graphs = try [compact, spacious].map {
            try ResolvedProduction(DescriptionDecoder.decode(Array($0.utf8))).graph
        }
        #expect(graphs[0].declarations[0].components == graphs[1].declarations[0].components)
        #expect(graphs[0].declarations[0].gates == graphs[1].declarations[0].gates)
    }

    // MARK: - What a target takes from its production

    /// Whether an edit of the production changes a target's key.
    func changes(_ target: Recipe, _ edit: (Recipe) -> Recipe) throws -> Bool {
        let production = Examples.production([target])
        return try KeyTests.components(target, in: production).key
            != KeyTests.components(target, in: edit(production)).key
    }

    static func stem(_ instrument: Recipe) -> Recipe {
        Examples.usual(.stem).replacing("instruments", with: .recipes([instrument]))
    }

    static let tone = stem(Examples.usual(.tone))
    static let drums = stem(Examples.usual(.drums))

    @Test("the rate, the channels, the format and the length of a production are part of its stems' keys")
    func inherited() throws {
        #expect(try changes(KeyTests.tone) { $0.replacing("sampleRate", with: .integer(44_100)) })
        #expect(try changes(KeyTests.tone) { $0.replacing("channels", with: .text("mono")) })
        #expect(try changes(KeyTests.tone) { $0.replacing("format", with: .recipe(Format.aiff().recipe)) })
        #expect(try changes(KeyTests.tone) { $0.replacing("duration", with: .quantity(61, .seconds)) })
        #expect(try !changes(KeyTests.tone) { $0.replacing("name", with: .text("another")) })
    }

    @Test("what a target says itself does not follow the production")
    func overridden() throws {
        let own = KeyTests.tone.replacing("channels", with: .text("mono")).replacing(
            "duration", with: .quantity(1, .seconds)
        )
        .replacing("format", with: .recipe(Format.flac().recipe))
        #expect(try !changes(own) { $0.replacing("channels", with: .text("mono")) })
        #expect(try !changes(own) { $0.replacing("format", with: .recipe(Format.aiff().recipe)) })
        #expect(try !changes(own) { $0.replacing("duration", with: .quantity(61, .seconds)) })
    }

    @Test("an archive without a sheet and a reference take nothing from the production")
    func independent() throws {
        let bare = Examples.usual(.archive).replacing("sheet", with: .flag(false))
        for target in [bare, Examples.usual(.reference)] {
            #expect(try !changes(target) { $0.replacing("sampleRate", with: .integer(44_100)) })
            #expect(try !changes(target) { $0.replacing("channels", with: .text("mono")) })
            #expect(try !changes(target) { $0.replacing("sections", with: .list([])) })
        }
    }

    @Test("the tempo is part of what follows it, and of times in beats")
    func tempo() throws {
        // Sections of so many seconds: their frames stay where they are.
        let sections: [Recipe] = [Recipe(.section, [.text("verse"), .quantity(8, .seconds)], line: 0)]
        func changes(_ target: Recipe) throws -> Bool {
            let production = Examples.production([target]).replacing("sections", with: .recipes(sections))
            return try KeyTests.components(target, in: production).key
                != KeyTests.components(target, in: production.replacing("tempo", with: .number(121))).key
        }
        #expect(try !changes(KeyTests.tone))
        #expect(try changes(KeyTests.drums))
        let fade = Recipe(.fade, [.quantity(1, .beats), .quantity(0, .seconds)], line: 0)
        #expect(try changes(KeyTests.tone.replacing("effects", with: .recipes([fade]))))
        #expect(try !changes(KeyTests.tone.replacing("sections", with: .texts(["verse"]))))
    }

    @Test("what swings with the beats has all of the tempo in its key, and not the frames alone")
    func period() throws {
        func changes(_ rate: Rate) throws -> Bool {
            let target = KeyTests.tone.replacing(
                "effects", with: .recipes([Effect.tremolo(rate: rate).recipe]))
            let production = Examples.production([target]).replacing("sampleRate", with: .integer(44_100))
                .replacing("sections", with: .list([])).replacing("duration", with: .quantity(60, .seconds))
            let keys = try [170, 170.005].map { tempo in
                try KeyTests.components(target, in: production.replacing("tempo", with: .number(tempo))).key
            }
            return keys[0] != keys[1]
        }
        #expect(try changes(.every(.beats(0.125))))
        #expect(try !changes(.hertz(3)))
        #expect(try !changes(.every(.seconds(0.5))))
    }

    @Test("a bar's length is part of what follows it")
    func beatsPerBar() throws {
        #expect(try changes(KeyTests.drums) { $0.replacing("beatsPerBar", with: .integer(3)) })
        #expect(try !changes(KeyTests.tone) { $0.replacing("beatsPerBar", with: .integer(3)) })
        let long = KeyTests.tone.replacing("duration", with: .quantity(2, .bars))
        #expect(try changes(long) { $0.replacing("beatsPerBar", with: .integer(3)) })
    }

    @Test("the sections' names and places are in every audio file, as markers")
    func markers() throws {
        for target in [KeyTests.tone, Examples.usual(.process), Examples.usual(.master)] {
            #expect(
                try changes(target) {
                    $0.replacing(
                        "sections",
                        with: .recipes([Examples.section("verse", 16), Examples.section("coda", 8)]))
                })
            #expect(
                try changes(target) {
                    $0.replacing(
                        "sections",
                        with: .recipes([Examples.section("verse", 15), Examples.section("chorus", 8)]))
                })
        }
    }

    @Test("no two timelines share their markers, however the sections are called")
    func markerNames() throws {
        // With commas between them, both would read "a at 0, b at 24000, c at 48000".
        let timelines: [[(String, Double)]] = [
            [("a", 1), ("b", 1), ("c", 1)], [("a", 2), ("b at 24000, c", 1)],
        ]
        let keys = try timelines.map { sections in
            let production = Examples.production([KeyTests.tone])
                .replacing("sections", with: .recipes(sections.map { Examples.section($0.0, $0.1) }))
            return KeyTests.bytes(try KeyTests.components(KeyTests.tone, in: production).key)
        }
        #expect(Set(keys).count == keys.count)
    }

    @Test("a section that moves takes with it what plays in it, and nothing else")
    func sectionMoves() throws {
        let inVerse = KeyTests.tone.replacing("sections", with: .texts(["verse"]))
        func spans(_ target: Recipe, verse: Double) throws -> [Component] {
            let production = Examples.production([target])
                .replacing(
                    "sections",
                    with: .recipes([Examples.section("chorus", verse), Examples.section("verse", 4)]))
            return try KeyTests.components(target, in: production).key.filter { $0.name != "markers" }
        }
        #expect(try spans(inVerse, verse: 8) != spans(inVerse, verse: 9))
        #expect(try spans(KeyTests.tone, verse: 8) == spans(KeyTests.tone, verse: 9))
    }

    @Test("steps follow the beat that a section starts on, also by less than a frame")
    func startBeat() throws {
        let pattern = Examples.usual(.pattern).replacing("sections", with: .texts(["verse"]))
        let drums = KeyTests.stem(Examples.usual(.drums).replacing("patterns", with: .recipes([pattern])))
        func key(_ beats: Double, _ target: Recipe) throws -> [Component] {
            let sections = [Examples.section("intro", beats), Examples.section("verse", 4)]
            return try KeyTests.components(
                target, in: Examples.production([target]).replacing("sections", with: .recipes(sections))
            ).key
        }
        // 24,000 frames a beat: the section starts on the same frame.
        #expect(try key(8, drums) != key(8.000_01, drums))
        let tone = KeyTests.tone.replacing("sections", with: .texts(["verse"]))
        #expect(try key(8, tone) == key(8.000_01, tone))
    }

    @Test("what stands twice is told apart, and its order counts")
    func repeated() throws {
        let (low, high) = (Effect.lowpass(frequency: 100).recipe, Effect.lowpass(frequency: 200).recipe)
        func components(_ effects: [Recipe]) throws -> [Component] {
            try KeyTests.components(KeyTests.tone.replacing("effects", with: .recipes(effects))).key
        }
        let one = try components([low, high])
        #expect(one.contains(Component(.parameter, "lowpass.frequency", "100 Hz")))
        #expect(one.contains(Component(.parameter, "lowpass[1].frequency", "200 Hz")))
        #expect(try one != components([high, low]))
        #expect(try components([low]) != components([low, low]))

        let gates = [Gate.peak(atMost: -1).recipe, Gate.peak(atMost: -2).recipe, Gate.aligned().recipe]
        let names = try KeyTests.components(KeyTests.tone.replacing("gates", with: .recipes(gates))).gates
            .map(\.name)
        #expect(names == ["peak", "peak[1]", "aligned"])
    }

    @Test("values are shown with their units")
    func units() throws {
        let effects = [Effect.lowpass(frequency: 8_000), .gain(.decibels(-6)), .fade(in: .beats(2))].map(
            \.recipe)
        let found = try KeyTests.components(KeyTests.tone.replacing("effects", with: .recipes(effects))).key
        for expected in [
            Component(.parameter, "lowpass.frequency", "8000 Hz"),
            Component(.parameter, "gain.gain", "-6 dB"),
            Component(.parameter, "fade.in", "2 beats = 48000 frames"),
            Component(.rule, "lowpass", "lowpass@2"),
            Component(.parameter, "sampleRate", "48000 Hz"),
        ] {
            #expect(found.contains(expected), "\(expected)")
        }
    }
}

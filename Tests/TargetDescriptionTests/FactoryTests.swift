import TargetDescription
import Testing

/// The words that a manifest is written in, and the recipes that they state.
@Suite struct FactoryTests {
    /// Every factory, with the fewest arguments.
    static let fewest: [Recipe] =
        [
            Format.wav().recipe, Format.aiff().recipe, Format.flac().recipe,
            Instrument.tone(.sine, frequency: 110, level: 0.5).recipe,
            Instrument.noise(.white, level: 0.5).recipe,
            Instrument.recording("take.wav").recipe, Instrument.drums().recipe, Pattern.pattern().recipe,
            Voice.sample(.kick, "kick.wav").recipe, Section.section("verse", beats: 4).recipe,
            Input.input("bass").recipe,
        ] + effects + gates + targets

    static let effects: [Recipe] = [
        Effect.gain(.decibels(-6)), .lowpass(frequency: 1_000), .highpass(frequency: 20),
        .bandpass(low: 100, high: 200),
        .fade(), .clip(), .limiter(),
    ].map(\.recipe)

    static let gates: [Recipe] = [
        Gate.format(), .duration(), .peak(atMost: -1), .truePeak(atMost: -1), .loudness(-14), .clipping(),
        .dcOffset(),
        .silence(), .aligned(),
    ].map(\.recipe)

    static let targets: [Recipe] =
        [
            Target.reference("ref", file: "ref.wav"), .stem("bass"),
            .process("low", from: "bass", through: []),
            .master("mix", of: []), .archive("zip", of: []),
        ].map(\.recipe) + [Production("p", targets: []).recipe]

    @Test("every rule of the catalogue has its factory")
    func all() {
        let made = Set(FactoryTests.fewest.map { "\($0.rule.family) \($0.rule.name)" })
        #expect(made == Set(Catalogue.rules.map { "\($0.family) \($0.name)" }))
    }

    @Test("what a factory leaves out is the default of its rule", arguments: fewest.indices)
    func defaults(index: Int) {
        let recipe = FactoryTests.fewest[index]
        for (parameter, value) in zip(recipe.rule.parameters, recipe.values) {
            // A parameter that has to be stated, and one whose Swift form asks for it, was given.
            guard let fallback = parameter.fallback,
                !FactoryTests.given.contains("\(recipe.rule.name).\(parameter.name)")
            else {
                continue
            }
            #expect(value == fallback, "\(recipe.rule.name).\(parameter.name)")
        }
    }

    /// Parameters that may be left out in JSON and are stated in Swift.
    static let given: Set = ["tone.wave", "noise.colour"]

    @Test("a factory notes the line that it stands in")
    func lines() {
        let start = #line
        let format = Format.wav().recipe
        let instrument = Instrument.noise(.pink, level: 1).recipe
        let effect = Effect.clip().recipe
        let gate = Gate.aligned().recipe
        let target = Target.archive("zip", of: ["a"]).recipe
        let section = Section.section("a", bars: 1).recipe
        let input = Input.input("a").recipe
        let lines = [format, instrument, effect, gate, target, section, input].map(\.line)
        #expect(lines == (1...7).map { start + $0 })
    }

    @Test("two recipes are equal when they mean the same, wherever they stand")
    func equality() {
        #expect(Effect.clip(line: 1).recipe == Effect.clip(line: 2).recipe)
        #expect(Effect.clip(at: -1).recipe != Effect.clip().recipe)
        // The same parameters under another rule.
        #expect(Effect.lowpass(frequency: 100).recipe != Effect.highpass(frequency: 100).recipe)
        #expect(Format.wav().recipe != Format.aiff().recipe)
    }

    @Test("every argument arrives at its parameter")
    func arguments() {
        let recording = Instrument.recording(
            "take.wav", at: .bars(2), from: .seconds(0.5), to: .frames(48_000), loop: .sections(["verse"]),
            gain: .decibels(-3), channels: .left
        ).recipe
        #expect(recording["file"] == .text("take.wav"))
        #expect(recording["at"] == .quantity(2, .bars))
        #expect(recording["from"] == .quantity(0.5, .seconds))
        #expect(recording["to"] == .quantity(48_000, .frames))
        #expect(recording["loop"] == .text("sections"))
        #expect(recording["loopSections"] == .list([.text("verse")]))
        #expect(recording["gain"] == .quantity(-3, .decibels))
        #expect(recording["channels"] == .text("left"))

        let pattern = Pattern.pattern(
            kick: "k", snare: "s", closedHat: "c", openHat: "o", clap: "p", stepsPerBeat: 3, in: ["a"]
        ).recipe
        #expect(
            pattern.values == [
                .text("k"), .text("s"), .text("c"), .text("o"), .text("p"), .integer(3), .list([.text("a")]),
            ])

        let silence = Gate.silence(below: -50, longest: .seconds(3), leading: .beats(1), trailing: .bars(1))
            .recipe
        #expect(
            silence.values == [
                .number(-50), .quantity(3, .seconds), .quantity(1, .beats), .quantity(1, .bars),
            ])

        let archive = Target.archive("zip", of: ["a", "b"], compression: .small(level: 9)).recipe
        #expect(archive["compression"] == .text("small"))
        #expect(archive["level"] == .integer(9))
        #expect(archive["members"] == .list([.text("a"), .text("b")]))

        let backbeat = Pattern.backbeat(in: ["chorus"]).recipe
        #expect(backbeat["sections"] == .list([.text("chorus")]))
        #expect(backbeat["kick"] != .text("") && backbeat["snare"] != .text(""))
    }

    @Test("the properties of a production can be set before it is read")
    func mutableProduction() {
        let production = Production("p", targets: [])
        production.tempo = 90
        production.channels = .mono
        production.targets.append(.stem("bass", .tone(.sine, frequency: 55, level: 1)))
        #expect(production.recipe["tempo"] == .number(90))
        #expect(production.recipe["channels"] == .text("mono"))
        guard case .list(let targets) = production.recipe["targets"] else {
            Issue.record("no targets")
            return
        }
        #expect(targets.count == 1)
    }
}

import TargetDescription
import Testing

/// The words that a manifest is written in, and the recipes that they state.
@Suite struct FactoryTests {
    /// Every factory, with the fewest arguments.
    static let fewest: [Recipe] =
        [
            Format.wav().recipe, Format.rf64().recipe, Format.w64().recipe, Format.bwf().recipe,
            Format.aiff().recipe, Format.caf().recipe, Format.flac().recipe, Format.vorbis().recipe,
            Format.opus().recipe, Format.mp3().recipe, Tags.tags().recipe,
            Instrument.tone(.sine, frequency: 110, level: 0.5).recipe,
            Instrument.noise(.white, level: 0.5).recipe,
            Instrument.recording("take.wav").recipe, Instrument.drums().recipe, Pattern.pattern().recipe,
            Instrument.synth([]).recipe, Instrument.fm([], operators: []).recipe, Instrument.pluck([]).recipe,
            Instrument.organ([]).recipe, Instrument.sampler([], zones: []).recipe,
            Instrument.soundFont([], font: "a.sf2").recipe, Oscillator.oscillator().recipe,
            NoteFilter.filter(cutoff: 800).recipe, Envelope.adsr().recipe, LFO.lfo().recipe,
            Operator.operator().recipe, Zone.zone("a.wav").recipe,
            Voice.sample(.kick, "kick.wav").recipe, Section.section("verse", beats: 4).recipe,
            Input.input("bass").recipe, Point.point(0).recipe, curve, Band.band(threshold: -20).recipe,
            TempoChange.tempo(90, at: .bars(4)).recipe, SignatureChange.signature(7, 8, atBar: 4).recipe,
            Phrase.phrase("C4").recipe, Phrase.midi("song.mid").recipe, Groove.groove().recipe,
            Track.track("bass", []).recipe,
        ] + effects + gates + targets

    private static let curve: Recipe = {
        let automation: Automation = .curve([.point(0)])
        guard case .recipe(let recipe) = automation.value else {
            preconditionFailure("BUG: a curve is a recipe")
        }
        return recipe
    }()

    static let effects: [Recipe] = [
        Effect.gain(.decibels(-6)), .lowpass(frequency: 1_000), .highpass(frequency: 20),
        .bandpass(low: 100, high: 200),
        .resonantLowpass(frequency: 800), .resonantHighpass(frequency: 80),
        .resonantBandpass(frequency: 1_000), .notch(frequency: 50), .bell(frequency: 1_000, gain: 3),
        .lowShelf(frequency: 200, gain: -3), .highShelf(frequency: 6_000, gain: 3),
        .tilt(frequency: 800, gain: 2), .chebyshev(.lowpass(1_000)), .inverseChebyshev(.lowpass(1_000)),
        .bessel(.lowpass(1_000)), .linearPhase(.lowpass(1_000), transition: 500),
        .fade(), .clip(), .limiter(), .compressor(threshold: -20), .expander(threshold: -50),
        .noiseGate(threshold: -50),
        .deEsser(threshold: -30),
        .multiband(crossovers: [500], [.band(threshold: -20), .band(threshold: -20)]),
        .transientShaper(), .truePeakLimiter(), .normalise(.peak, to: -1), .trim(), .dcRemoval(),
        .polarity(), .swap(), .mono(), .width(1.2), .midSide(), .monoBelow(),
        .tremolo(), .chorus(), .flanger(), .phaser(), .saturation(), .bitCrush(),
        .matchEQ(to: "reference"),
        .delay(.beats(0.5)), .convolution("hall.wav"), .reverb(decay: 2),
    ].map(\.recipe)

    static let gates: [Recipe] = [
        Gate.format(), .duration(), .peak(atMost: -1), .truePeak(atMost: -1), .loudness(-14), .clipping(),
        .dcOffset(),
        .silence(), .aligned(), .momentary(atMost: -15), .shortTerm(atMost: -18), .loudnessRange(), .rms(),
        .crest(),
        .noiseFloor(), .phase(), .monoLoss(), .band(125), .onsets(), .finite(), .denormal(), .fileName(),
        .limit("crest"), .sum(), .matches("song"), .preset(.podcast), .survives([]),
    ].map(\.recipe)

    static let targets: [Recipe] =
        [
            Target.reference("ref", file: "ref.wav"), .stem("bass"),
            .process("low", from: "bass", through: []),
            .bus("group", of: []), .master("mix", of: []),
            .midi("score", tracks: []), .archive("zip", of: []),
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
    static let given: Set = ["tone.wave", "noise.colour", "preset.version", "preset.gates"]

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
            kick: "k", snare: "s", closedHat: "c", openHat: "o", clap: "p", lowTom: "l", midTom: "m",
            highTom: "h",
            cowbell: "b", rim: "r", ride: "d", crash: "a", stepsPerBeat: 3, in: ["a"], at: .end,
            repeats: false
        ).recipe
        #expect(
            pattern.values == [
                .text("k"), .text("s"), .text("c"), .text("o"), .text("p"), .text("l"), .text("m"),
                .text("h"), .text("b"), .text("r"), .text("d"), .text("a"), .integer(3), .list([.text("a")]),
                .text("end"), .flag(false), .absent,
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

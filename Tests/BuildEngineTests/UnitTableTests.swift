import TargetDescription
import Testing

@testable import BuildEngine

/// Every word of the catalogue has something that does it, and refuses what cannot be done.
@Suite struct UnitTableTests {
    /// A recipe for every instrument, effect and gate that asks for something.
    static let usable: [Recipe] =
        [
            Instrument.tone(.saw, frequency: 55, level: 1), .noise(.pink, level: 1), .recording("take.wav"),
            .drums(), .synth(played), .fm(played, operators: [.operator()]), .pluck(played), .organ(played),
            .sampler(played, zones: [.zone("a.wav")]), .soundFont(played, font: "a.sf2"),
        ].map(\.recipe)
        + [
            Effect.gain(.decibels(-6)), .lowpass(frequency: 1_000, phase: .zero),
            .highpass(frequency: 20, order: 16),
            .bandpass(low: 100, high: 200), .resonantLowpass(frequency: 800),
            .resonantHighpass(frequency: 80),
            .resonantBandpass(frequency: 1_000), .notch(frequency: 50), .bell(frequency: 1_000, gain: 3),
            .lowShelf(frequency: 200, gain: -3), .highShelf(frequency: 6_000, gain: 3),
            .tilt(frequency: 800, gain: 2), .chebyshev(.lowpass(1_000)), .inverseChebyshev(.lowpass(1_000)),
            .bessel(.lowpass(1_000)), .linearPhase(.lowpass(1_000), transition: 500),
            .fade(in: .beats(1)), .clip(), .limiter(), .compressor(threshold: -20), .expander(threshold: -50),
            .noiseGate(threshold: -50),
            .deEsser(threshold: -30),
            .multiband(crossovers: [500], [.band(threshold: -20), .band(threshold: -20)]),
            .transientShaper(), .truePeakLimiter(), .normalise(.peak, to: -1), .trim(), .dcRemoval(),
            .polarity(), .swap(), .mono(), .width(1.2), .midSide(side: [.gain(.decibels(-3))]), .monoBelow(),
            .tremolo(), .chorus(), .flanger(), .phaser(), .saturation(), .bitCrush(),
            .matchEQ(to: "reference"),
            .delay(.beats(0.5)), .convolution("hall.wav"), .reverb(decay: 2),
        ].map(\.recipe)
        + [
            Gate.format(sampleRate: 48_000), .duration(atLeast: .seconds(1)), .peak(atMost: -1),
            .truePeak(atMost: -1),
            .loudness(-14), .clipping(), .dcOffset(), .silence(longest: .seconds(1)), .aligned(),
            .momentary(atMost: -15), .shortTerm(atMost: -18), .loudnessRange(atMost: 20), .rms(atMost: -18),
            .crest(atLeast: 8), .noiseFloor(), .phase(anywhere: -0.5), .monoLoss(), .band(31.5, atMost: -30),
            .onsets(), .finite(), .denormal(), .fileName(), .limit("crest", atLeast: 6), .sum(of: ["bass"]),
            .matches("reference"), .preset(.ebuR128),
            .survives([.opus(), .flac()]),
        ].map(\.recipe)

    private static let played: [Phrase] = [.phrase("C4")]

    @Test("the tables hold the catalogue, and nothing else")
    func tables() {
        #expect(Set(InstrumentTable.units.keys) == Set(Catalogue.names(in: .instrument)))
        #expect(Set(EffectTable.units.keys) == Set(Catalogue.names(in: .effect)))
        #expect(Set(GateTable.units.keys) == Set(Catalogue.names(in: .gate)))
        #expect(Set(TargetKind.allCases.map(\.rawValue)) == Set(Catalogue.names(in: .target)))
    }

    @Test("no two rules share a unit")
    func distinct() {
        #expect(Set(InstrumentTable.units.values.map { "\($0)" }).count == InstrumentTable.units.count)
        #expect(Set(EffectTable.units.values.map { "\($0)" }).count == EffectTable.units.count)
        #expect(Set(GateTable.units.values.map { "\($0)" }).count == GateTable.units.count)
    }

    @Test("each of them is made ready from its recipe", arguments: usable.indices)
    func made(index: Int) throws {
        let recipe = UnitTableTests.usable[index]
        let timeline = try TimelineTests.timeline()
        switch recipe.rule.family {
        case .instrument: _ = try InstrumentTable.unit(recipe, timeline)
        case .effect: _ = try EffectTable.unit(recipe, timeline)
        case .gate: _ = try GateTable.unit(recipe, timeline)
        default: Issue.record("\(recipe.rule.name) has no unit")
        }
    }

    @Test("the list of this test is whole")
    func whole() {
        let names = Set(UnitTableTests.usable.map { "\($0.rule.family) \($0.rule.name)" })
        let families: [Family] = [.instrument, .effect, .gate]
        #expect(
            names == Set(families.flatMap { family in Catalogue.names(in: family).map { "\(family) \($0)" } })
        )
    }

    /// A stem with this in it, in a production of 48 kHz.
    static func refusal(_ recipe: Recipe) -> Refusal? {
        let host = Examples.host(recipe)?.target ?? recipe
        do {
            _ = try ResolvedProduction(Examples.production([host]))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "parameters that cannot stand together are refused before anything runs, with their line",
        arguments: [
            (
                Effect.lowpass(frequency: 24_000, line: 5).recipe,
                "has to be below half the sample rate, 24000 Hz"
            ),
            (
                Effect.highpass(frequency: 24_000, line: 5).recipe,
                "has to be below half the sample rate, 24000 Hz"
            ),
            (
                Effect.bandpass(low: 100, high: 24_000, line: 5).recipe,
                "has to be below half the sample rate, 24000 Hz"
            ),
            (
                Effect.bandpass(low: 200, high: 200, line: 5).recipe,
                "from 200 Hz to 200 Hz: the first has to be the lower"
            ),
            (
                Effect.bandpass(low: 300, high: 200, line: 5).recipe,
                "from 300 Hz to 200 Hz: the first has to be the lower"
            ),
            (
                Effect.bell(
                    frequency: .curve([.point(100), .point(24_000, at: .beats(1))]), gain: 3, line: 5
                ).recipe,
                "the bell's frequency is 24000 Hz: it has to be below half the sample rate"
            ),
            (
                Effect.lowpass(
                    frequency: .curve([.point(100), .point(200, at: .beats(1))]), phase: .zero, line: 5
                ).recipe,
                "phase: .zero runs one and the same filter forwards and backwards: take phase: .causal"
            ),
            (
                Effect.chebyshev(.bandpass(300, 200), line: 5).recipe,
                "from 300 Hz to 200 Hz: the first has to be the lower"
            ),
            (
                Effect.linearPhase(.highpass(24_000), transition: 100, line: 5).recipe,
                "has to be below half the sample rate, 24000 Hz"
            ),
            (
                Effect.multiband(crossovers: [100, 200], [.band(threshold: -20)], line: 5).recipe,
                "2 crossovers and 1 bands: it needs one band more"
            ),
            (
                Effect.multiband(
                    crossovers: [200, 200],
                    [.band(threshold: -20), .band(threshold: -20), .band(threshold: -20)], line: 5
                ).recipe, "crossovers have to rise"
            ),
            (
                Effect.trim(from: .seconds(2), to: .seconds(1), line: 5).recipe,
                "would stop (frame 48000) before it starts (frame 96000)"
            ),
            (
                Effect.trim(from: .seconds(60), line: 5).recipe,
                "the sound lasts 60.000 s: nothing would be left"
            ),
            (
                Effect.delay(.seconds(31), line: 5).recipe,
                "the delay's time is 31.0000 s: it has to be from 0.001 s to 30 s"
            ),
            (
                Effect.delay(.frames(47), line: 5).recipe,
                "the delay's time is 0.0010 s: it has to be from 0.001 s to 30 s"
            ),
            (
                Effect.convolution("hall.wav", predelay: .seconds(1.1), line: 5).recipe,
                "the convolution's predelay is 1.100 s: it has to be from 0 s to 1 s"
            ),
            (
                Effect.reverb(decay: 2, predelay: .seconds(2), line: 5).recipe,
                "the reverb's predelay is 2.000 s: it has to be from 0 s to 1 s"
            ),
            (
                Effect.delay(.beats(1), lowpass: 24_000, line: 5).recipe,
                "the delay's lowpass is 24000 Hz: it has to be below half the sample rate"
            ),
            (
                Instrument.tone(.sine, frequency: 24_000, level: 1, line: 5).recipe,
                "has to be below half the sample rate"
            ),
            (
                Instrument.recording("a.wav", from: .seconds(2), to: .seconds(2), line: 5).recipe,
                "would stop (frame 96000) before it starts"
            ),
            (
                Instrument.recording("a.wav", loop: .sections([]), line: 5).recipe,
                "is looped in sections, and names none"
            ),
            (
                Instrument.recording("a.wav", loop: .sections(["vers"]), line: 5).recipe,
                "no section is called 'vers': did you mean 'verse'?"
            ),
            (Pattern.pattern(kick: "x..q", line: 5).recipe, "unknown character \"q\" at position 4"),
            (Pattern.pattern(line: 5).recipe, "the pattern plays nothing"),
            (Pattern.pattern(kick: " | ", line: 5).recipe, "has no steps"),
            (
                Pattern.pattern(kick: "x", in: ["nowhere"], line: 5).recipe,
                "no section is called 'nowhere': there are verse, chorus"
            ),
            (Gate.format(line: 5).recipe, "asks for nothing"),
            (Gate.duration(line: 5).recipe, "asks for nothing"),
            (Gate.silence(line: 5).recipe, "asks for nothing"),
            (
                Gate.peak(atMost: -6, atLeast: -3, line: 5).recipe,
                "at least -3 and at most -6 dBFS: nothing is both"
            ),
            (
                Gate.duration(atLeast: .seconds(2), atMost: .seconds(1), line: 5).recipe,
                "at least 2 and at most 1 s: nothing is both"
            ),
            (Gate.crest(line: 5).recipe, "the gate 'crest' asks for nothing"),
            (Gate.limit("crest", line: 5).recipe, "the gate 'limit' asks for nothing"),
            (
                Gate.limit("crust", atLeast: 6, line: 5).recipe,
                "'crust' is no measurement: did you mean 'crest'?"
            ),
            (
                Gate.limit("onset-distance", atMost: 6, line: 5).recipe,
                "'onset-distance' needs a grid, such as onset-distance@120/4"
            ),
            (
                Gate.band(130, atMost: -6, line: 5).recipe,
                "there is no octave band at 130 Hz: the nominal mid-frequencies are 31.5, 63, 125"
            ),
            (
                Gate.preset(.podcast, line: 5).recipe.replacing("version", with: .integer(1_000)),
                "the preset 'podcast' is written with another version than this bounce has"
            ),
            (
                Gate.preset(.podcast, line: 5).recipe
                    .replacing("gates", with: .recipes([Gate.peak(atMost: 0).recipe])),
                "the preset 'podcast' is written with another set of gates"
            ),
        ] as [(Recipe, String)])
    func refused(recipe: Recipe, message: String) {
        let found = UnitTableTests.refusal(recipe)
        #expect(found?.message.contains(message) == true, "\(found?.message ?? "accepted")")
        #expect(found?.line == 5)
    }

    @Test("frequencies just below half the sample rate are accepted")
    func nyquist() {
        #expect(UnitTableTests.refusal(Effect.lowpass(frequency: (24_000.0).nextDown).recipe) == nil)
        #expect(UnitTableTests.refusal(Instrument.tone(.saw, frequency: 23_999, level: 1).recipe) == nil)
    }
}

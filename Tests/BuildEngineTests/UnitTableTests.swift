import TargetDescription
import Testing

@testable import BuildEngine

/// Every word of the catalogue has something that does it, and refuses what cannot be done.
@Suite struct UnitTableTests {
    /// A recipe for every instrument, effect and gate that asks for something.
    static let usable: [Recipe] =
        [
            Instrument.tone(.saw, frequency: 55, level: 1), .noise(.pink, level: 1), .recording("take.wav"),
            .drums(),
        ].map(\.recipe)
        + [
            Effect.gain(.decibels(-6)), .lowpass(frequency: 1_000, phase: .zero),
            .highpass(frequency: 20, order: 16),
            .bandpass(low: 100, high: 200), .fade(in: .beats(1)), .clip(), .limiter(),
        ].map(\.recipe)
        + [
            Gate.format(sampleRate: 48_000), .duration(atLeast: .seconds(1)), .peak(atMost: -1),
            .truePeak(atMost: -1),
            .loudness(-14), .clipping(), .dcOffset(), .silence(longest: .seconds(1)), .aligned(),
        ].map(\.recipe)

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

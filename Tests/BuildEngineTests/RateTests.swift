import Arrangement
import Signal
import TargetDescription
import Testing

@testable import BuildEngine

@Suite("The rate of what swings")
struct RateTests {
    private func timeline(_ changes: [TempoChange]) throws -> Timeline {
        try Timeline(
            Examples.usual(.production).replacing("tempo", with: .number(120))
                .replacing("tempoChanges", with: .recipes(changes.map(\.recipe)))
                .replacing("duration", with: .quantity(20, .seconds)).replacing("sections", with: .list([])))
    }

    @Test("under a tempo that changes, the loudest moment of every beat is on the beat")
    func beats() throws {
        let timeline = try timeline([.tempo(180, at: .beats(4), over: .beats(8))])
        let effect = Effect.tremolo(rate: .every(.beats(1)), depth: 1)
        let oscillator = try effect.recipe.oscillator(timeline, usually: 5)
        var tremolo = Tremolo(oscillator, shape: .sine, depth: Control(1), stereo: 0)
        var block = Block(channels: 1, capacity: 480_000)
        block.resize(to: 480_000)
        block.withChannel(0) { (samples: UnsafeMutableBufferPointer<Double>) in
            samples.update(repeating: 1)
        }
        tremolo.process(&block)
        block.withChannel(0) { (levels: UnsafeBufferPointer<Double>) in
            for beat in 0..<20 {
                let frame = timeline.frames(Double(beat), .beats)
                #expect(levels[frame] > 1 - 1e-6, "beat \(beat)")
                let half = timeline.frames(Double(beat) + 0.5, .beats)
                #expect(levels[half] < 1e-6, "beat \(beat) and a half")
            }
        }
    }

    @Test(
        "two rates, and one too quick or too slow are refused",
        arguments: [
            (Value.number(5), Value.quantity(1, .beats), "take one of them out"),
            (.absent, .quantity(0, .beats), "swings every 0.000 s"),
            (.absent, .quantity(0.01, .seconds), "expected 0.02 … 3600 s"),
            (.absent, .quantity(2_000, .bars), "expected 0.02 … 3600 s"),
        ])
    func refused(rate: Value, every: Value, message: String) throws {
        let recipe = Effect.tremolo().recipe.replacing("rate", with: rate).replacing("every", with: every)
        let timeline = try timeline([])
        let found = #expect(throws: Refusal.self) { try recipe.oscillator(timeline, usually: 5) }
        #expect(found?.message.contains(message) == true)
    }

    @Test("a delay that is shorter than what can be made is refused, and so is a sweep beyond half the rate")
    func bounds() throws {
        let timeline = try timeline([])
        let chorus = #expect(throws: Refusal.self) {
            try ChorusUnit(Effect.chorus(depth: 5, delay: 5).recipe, timeline)
        }
        #expect(chorus?.message.contains("shortest is 0.230 ms") == true)
        let phaser = #expect(throws: Refusal.self) {
            try PhaserUnit(Effect.phaser(centre: 8_000, depth: 2).recipe, timeline)
        }
        #expect(phaser?.message.contains("32000 Hz") == true)
    }
    /// In seconds these add up to eleven samples, and in frames they fall short of them by the last digit.
    @Test(
        "a delay of as many frames as are needed, but for the last digit, is refused and ends nothing",
        arguments: [(0.885, 2.26), (0.905, 2.28), (1.735, 3.11)])
    func lastDigit(depth: Double, delay: Double) throws {
        let timeline = try TimelineTests.timeline(rate: 8_000)
        #expect(throws: Refusal.self) {
            try ChorusUnit(Effect.chorus(depth: depth, delay: delay).recipe, timeline)
        }
    }

    @Test("a delay of 1 ms is one at every sample rate", arguments: [8_000, 11_025, 44_100, 176_400])
    func shortestDelay(rate: Int) throws {
        let timeline = try TimelineTests.timeline(rate: rate)
        _ = try DelayUnit(Effect.delay(.seconds(0.001)).recipe, timeline)
        #expect(throws: Refusal.self) { try DelayUnit(Effect.delay(.seconds(0.0008)).recipe, timeline) }
    }
}

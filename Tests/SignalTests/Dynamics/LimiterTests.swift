import Foundation
import Testing

@testable import Signal

@Suite("Limiter")
struct LimiterTests {
    @Test("no sample is over the ceiling, whatever the signal and the settings", arguments: 0..<8)
    func ceiling(group: Int) throws {
        for seed in 0..<32 {
            let random = CounterRandom(seed: UInt64(group * 32 + seed))
            let frames = 200 + seed * 13
            let settings = Settings(
                ceiling: 0.3 + 0.5 * abs(random.uniform(1)), lookahead: [0, 1, 7, 64, 500][seed % 5],
                release: [0, 0.0001, 0.01, 1][seed % 4])
            // Loud noise with peaks up to 24 dB over, quiet stretches, and now and then a lone spike.
            let signal = (0..<2).map { channel in
                (0..<frames).map { frame in
                    let level = random.uniform(UInt64(1000 + frame / 50)) > 0 ? 16.0 : 0.1
                    return level * random.uniform(UInt64(10_000 + 2 * frame + channel))
                }
            }
            let (output, _) = try limited(signal, settings)
            let peak = output.joined().reduce(0) { max($0, abs($1)) }
            #expect(peak <= settings.ceiling && output[0].count == frames, "seed \(seed), \(settings)")
        }
    }

    @Test("a signal below the ceiling passes bit for bit", arguments: [0, 1, 100, 20_000])
    func identity(lookahead: Int) throws {
        let signal = [referenceSignal(10_000), referenceSignal(10_000, state: 5)]
        let (output, count) = try limited(signal, Settings(ceiling: 0.76, lookahead: lookahead, release: 0.1))
        #expect(bits(output) == bits(signal))
        #expect(count == 0)
    }

    @Test("the output follows the published recurrence within 1e-11")
    func recurrence() throws {
        let settings = Settings(ceiling: 0.5, lookahead: 20, release: 0.001)
        let signal = (0..<1500).map { frame in
            (frame % 300 < 40 ? 2.0 : 0.3) * CounterRandom(seed: 3).uniform(UInt64(frame))
        }
        let (output, _) = try limited([signal], settings)
        let expected = zip(signal, gainByDefinition(signal, settings)).map { $0 * $1 }
        #expect(largestDifference(output[0], expected) < 1e-11)
    }

    @Test("one peak turns both channels down, evenly before it and exponentially after it")
    func shape() throws {
        var signal = [Array(repeating: 0.25, count: 3000), Array(repeating: -0.125, count: 3000)]
        signal[0][1000] = 1
        let (output, count) = try limited(signal, Settings(ceiling: 0.5, lookahead: 100, release: 0.001))
        #expect(output[0][..<900].allSatisfy { $0 == 0.25 })
        #expect(abs(output[0][1000] - 0.5) < 1e-11)
        // 49 of the 101 steps down to one half were made 51 frames before the peak.
        #expect(abs(output[0][949] - 0.25 * (1 - 0.5 * 50 / 101)) < 1e-11)
        for frame in 0..<3000 where frame != 1000 {
            #expect(output[1][frame] == output[0][frame] * -0.5)
        }
        // 17 time constants after the peak has left the window, everything is as it was.
        #expect(output[0][(1000 + 100 + 17 * 48 + 2)...].allSatisfy { $0 == 0.25 })
        // Only the peak itself was above the ceiling.
        #expect(count == 1)
    }

    @Test("after a peak and the slowest release all passes bit for bit again")
    func slowest() throws {
        // α is 10⁻⁵: from 10⁵ steps on a frame makes less than one.
        var signal = Array(repeating: 0.25, count: 1_800_000)
        signal[0] = 1
        let (output, _) = try limited([signal], Settings(ceiling: 0.5, lookahead: 10, release: 2))
        #expect(output[0][1_000_000] < 0.25)
        #expect(output[0].suffix(1_000).allSatisfy { $0 == 0.25 })
    }

    @Test("after the end comes silence, not what was there before")
    func end() throws {
        // The end falls where the look-ahead of the second block still holds the peak of the first.
        var signal = Array(repeating: 0.1, count: Block.standardCapacity + 100)
        signal[300] = 2
        let (output, _) = try limited([signal], Settings(ceiling: 0.5, lookahead: 240, release: 0.0001))
        #expect(output[0][2000...].allSatisfy { $0 == 0.1 })
    }

    @Test("how the stream is read makes no difference to any bit", arguments: [[1], [8192, 3], [20_000]])
    func blockCut(capacities: [Int]) throws {
        // The passage in the middle is left to the quick way for signals below the ceiling.
        let loud = referenceSignal(3000).map { $0 * 3 }
        let signal = loud + referenceSignal(20_000).map { $0 * 0.1 } + loud
        let settings = Settings(ceiling: 0.5, lookahead: 240, release: 0.002)
        let (whole, wholeCount) = try limited([signal], settings)
        let (cut, cutCount) = try limited([signal], settings, capacities: capacities)
        #expect(bits(whole) == bits(cut))
        #expect(wholeCount == cutCount && wholeCount > 0)
    }

    @Test("no frames give no frames, and numbers that are none stay for a gate to find")
    func edges() throws {
        let settings = Settings(ceiling: 0.5, lookahead: 10, release: 0.1)
        #expect(try limited([[]], settings).output == [[]])
        let output = try limited([[0.1, .nan, .infinity, 0.1]], settings).output[0]
        #expect(output[1].isNaN && output[2].isNaN && output[3].isFinite)
    }

    @Test("an input of another length than announced is an error", arguments: [99, 101, 500])
    func wrongLength(found: Int) throws {
        let limiter = Limiter(
            StoredStream([referenceSignal(found)]), ceiling: 1, lookahead: 10, release: 0.1,
            sampleRate: 48000, frames: 100)
        #expect(throws: StreamLengthError.self) { try limiter.allSamples() }
    }

    private struct Settings {
        var ceiling: Double
        var lookahead: Int
        var release: Double
    }

    private func limited(
        _ signal: [[Double]], _ settings: Settings, capacities: [Int] = [Block.standardCapacity]
    ) throws -> (output: [[Double]], count: Int) {
        let limiter = Limiter(
            StoredStream(signal), ceiling: Control(settings.ceiling), lookahead: settings.lookahead,
            release: Control(settings.release), sampleRate: 48000, frames: signal[0].count)
        return (try limiter.allSamples(blockCapacities: capacities), limiter.limitedSamples)
    }

    /// The recurrence of the documentation, word for word, in floating point.
    private func gainByDefinition(_ signal: [Double], _ settings: Settings) -> [Double] {
        let ahead = settings.lookahead
        func needed(_ frame: Int) -> Double {
            signal.indices.contains(frame) ? min(1, settings.ceiling / abs(signal[frame])) : 1
        }
        let recovery = 1 - exp(-1 / (settings.release * 48000))
        var recovering: [Double] = []
        for frame in -ahead..<signal.count {
            let held = (frame...frame + ahead).map(needed).reduce(1, min)
            let last = recovering.last ?? 1
            let recovered = last + (1 - last) * recovery
            recovering.append(min(held, 1 - recovered < 0x1p-24 ? 1 : recovered))
        }
        return signal.indices.map { frame in
            recovering[frame...frame + ahead].reduce(0, +) / Double(ahead + 1)
        }
    }
}

import Foundation
import Testing

@testable import Signal

@Suite("True-peak limiter")
struct TruePeakLimiterTests {
    private static let frames = 512

    /// Bursts of noise up to 20 kHz, whose peaks between the samples are far above them, up to 18 dB over the ceiling.
    private static func signal(_ seed: Int, _ lowpass: [Biquad]) throws -> [Double] {
        let random = CounterRandom(seed: UInt64(seed))
        var noise = (0..<frames).map { frame -> Double in
            guard (40..<frames - 100).contains(frame) else { return 0 }
            let level = random.uniform(UInt64(frame / 60)) > 0 ? 4.0 : 0.2
            return level * random.uniform(UInt64(1_000 + frame))
        }
        // A lone click, and a tone at a quarter of the sample rate between whose samples the peaks lie.
        if seed % 3 == 0 { noise = noise.map { $0 * 0.01 }; noise[200] = 8 }
        if seed % 3 == 1 {
            noise = (0..<frames).map { (40..<400).contains($0) ? 2 * cos(.pi / 2 * Double($0) + .pi / 4) : 0 }
        }
        var filter = CausalFilter(lowpass, channels: 1)
        return try filter.processed([noise])[0]
    }

    /// The largest magnitude of the wave, 16 times oversampled: zeros between the halves of the spectrum.
    private static func truePeak(_ samples: [Double], _ small: FourierTransform, _ large: FourierTransform)
        -> Double
    {
        var (real, imaginary) = (samples, Array(repeating: 0.0, count: samples.count))
        small.synthesise(real: &real, imaginary: &imaginary)
        var (wideReal, wideImaginary) = (
            Array(repeating: 0.0, count: large.length), Array(repeating: 0.0, count: large.length)
        )
        let half = small.length / 2
        for index in 0..<small.length where index != half {
            let place = index < half ? index : large.length - small.length + index
            (wideReal[place], wideImaginary[place]) = (real[index], imaginary[index])
        }
        // Back, with the parts exchanged.
        large.synthesise(real: &wideImaginary, imaginary: &wideReal)
        return Played.peak(wideReal) / Double(small.length)
    }

    /// By how many dB the wave is above the ceiling at most.
    static let worstExcess = Result { () throws -> Double in
        let (small, large) = (FourierTransform(length: frames), FourierTransform(length: 16 * frames))
        let lowpass = Chebyshev.inverseSections(
            .lowpass(21_500), order: 10, attenuation: 100, sampleRate: 48_000)
        var worst = -Double.infinity
        for seed in 0..<1_000 {
            let input = try signal(seed, lowpass)
            let ceiling = 0.5 + 0.4 * abs(CounterRandom(seed: 77).uniform(UInt64(seed)))
            let limiter = TruePeakLimiter(
                StoredStream([input]), ceiling: Control(ceiling), lookahead: [48, 96, 240][seed % 3],
                release: [0.001, 0.01, 0.1][seed / 3 % 3] as Control, sampleRate: 48_000, frames: frames)
            let output = try limiter.allSamples()[0]
            #expect(Played.peak(output) <= ceiling, "seed \(seed): a sample is above the ceiling")
            worst = max(worst, 20 * log10(truePeak(output, small, large) / ceiling))
        }
        return worst
    }

    @Test("a wave below the ceiling passes bit for bit")
    func identity() throws {
        let lowpass = Butterworth.sections(.lowpass(8_000), order: 4, sampleRate: 48_000)
        var filter = CausalFilter(lowpass, channels: 2)
        let signal = try filter.processed([referenceSignal(10_000), referenceSignal(10_000, state: 5)])
        let limiter = TruePeakLimiter(
            StoredStream(signal), ceiling: 0.9, lookahead: 240, release: 0.1, sampleRate: 48_000,
            frames: 10_000
        )
        #expect(bits(try limiter.allSamples()) == bits(signal))
        #expect(limiter.deepestReduction == 0)
    }

    @Test(
        "a tone at a quarter of the rate, whose samples are 3 dB below its peaks, is turned down by its peaks"
    )
    func betweenSamples() throws {
        let signal = (0..<9_000).map { cos(.pi / 2 * Double($0) + .pi / 4) }
        let limiter = TruePeakLimiter(
            StoredStream([signal]), ceiling: 0.5, lookahead: 240, release: 1, sampleRate: 48_000,
            frames: 9_000)
        let output = try limiter.allSamples()[0]
        // Away from the ends, where the tone goes on and off.
        let peak = Played.peak(Array(output[3_000..<6_000]))
        #expect(abs(20 * log10(peak / (0.5 * 0.5.squareRoot()))) < 0.05)
    }

    @Test("how the stream is read makes no difference to any bit", arguments: [[1], [8192, 3], [20_000]])
    func blockCut(capacities: [Int]) throws {
        let loud = referenceSignal(1_500).map { $0 * 3 }
        let signal = loud + referenceSignal(9_000).map { $0 * 0.1 } + loud
        func output(_ capacities: [Int]) throws -> [[Double]] {
            try TruePeakLimiter(
                StoredStream([signal]), ceiling: 0.5, lookahead: 100, release: 0.002, sampleRate: 48_000,
                frames: signal.count
            ).allSamples(blockCapacities: capacities)
        }
        #expect(bits(try output([8_192])) == bits(try output(capacities)))
    }

    @Test("no frames give no frames, and an input of another length than announced is an error")
    func edges() throws {
        func limiter(_ signal: [Double], _ frames: Int) -> TruePeakLimiter {
            TruePeakLimiter(
                StoredStream([signal]), ceiling: 0.5, lookahead: 50, release: 0.1, sampleRate: 48_000,
                frames: frames)
        }
        #expect(try limiter([], 0).allSamples() == [[]])
        #expect(throws: StreamLengthError.self) { try limiter(referenceSignal(99), 100).allSamples() }
        #expect(throws: StreamLengthError.self) { try limiter(referenceSignal(101), 100).allSamples() }
    }
}

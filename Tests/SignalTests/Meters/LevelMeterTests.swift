import Signal
import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("The level meter")
struct LevelMeterTests {
    @Test(
        "reads the sample peak in dBFS, ±1e-9",
        arguments: [([0.5, -0.25], -6.020599913), ([0, -1], 0), ([2, 1], 6.020599913), ([1e-5], -100)]
            as [([Double], Double)])
    func peak(_ samples: [Double], _ expected: Double) throws {
        let found = try #require(Metered.number(.peak, of: [samples]))
        #expect(abs(found - expected) < 1e-9)
        let second = try #require(Metered.number(.peak, of: [samples.map { $0 / 10 }, samples]))
        #expect(abs(second - expected) < 1e-9)
    }

    @Test("gives digital silence the level −∞ and no frames none at all")
    func silence() {
        #expect(Metered.number(.peak, of: [[0, 0, -0.0]]) == -.infinity)
        #expect(Metered.number(.truePeak, of: [[0, 0, 0]]) == -.infinity)
        for kind in [Metric.Kind.peak, .dcOffset] {
            let found = Metered.all([[]], [Metric(kind: kind)])
            let expected = Measurement.Value.unmeasurable("there is no audio: 0 frames")
            #expect(found == [Measurement(metric: kind.rawValue, value: expected)])
        }
        #expect(Metered.number(.finite, of: [[]]) == 0)
        #expect(Metered.number(.clipping, of: [[]]) == 0)
        #expect(Metered.number(.frames, of: [[]]) == 0)
    }

    @Test("counts frames, and samples that are not finite or denormal, over all channels")
    func counts() {
        let tiny = Double(Float.leastNormalMagnitude)
        let left = [0, .nan, .infinity, 1, tiny, tiny / 2, -tiny / 4, .leastNonzeroMagnitude] as [Double]
        let right = [-.infinity, 0, -0.0, 1, -tiny, 0, 0, 0] as [Double]
        let programme = [left, right]
        #expect(Metered.number(.frames, of: programme) == 8)
        #expect(Metered.number(.finite, of: programme) == 3)
        #expect(Metered.number(.denormal, of: programme) == 3)
    }

    @Test(
        "refuses every value of a programme that is not finite",
        arguments: [
            .peak, .truePeak, .loudness, .clipping, .dcOffset, .silenceLongest, .silenceLeading,
            .silenceTrailing,
        ] as [Metric.Kind])
    func nonFinite(_ kind: Metric.Kind) {
        var sound = Programme.tones([(seconds: 1, levels: [-20])])[0]
        sound[100] = .nan
        sound[20_000] = .infinity
        sound[47_999] = -.infinity
        let found = Metered.all([sound], [Metric(kind: kind)])
        #expect(found.map(\.value) == [.unmeasurable("3 samples are not finite")])
        sound[100] = 0
        sound[20_000] = 0
        #expect(
            Metered.all([sound], [Metric(kind: kind)]).map(\.value) == [
                .unmeasurable("1 sample is not finite")
            ])
    }

    @Test(
        "counts runs of three or more samples at full scale, either sign",
        arguments: [
            ([1, 1], 0), ([1, 1, 1], 1), ([1, -1, 1.5], 1), ([1, 1, 0.99, 1], 0),
            ([1, 1, 1, 1, 1, 1, 0, 1, 1, 1], 2), ([0, 0], 0),
        ] as [([Double], Double)])
    func clipping(_ samples: [Double], _ expected: Double) {
        #expect(Metered.number(.clipping, of: [samples]) == expected)
        #expect(Metered.number(.clipping, of: [samples, samples]) == 2 * expected)
    }

    @Test("takes full scale from the encoding")
    func fullScale() {
        let top = 1 - 1.0 / 32_768
        #expect(Metered.number(.clipping, of: [[top, top, top]], fullScale: top) == 1)
        #expect(Metered.number(.clipping, of: [[top, top, -1]], fullScale: top) == 1)
        #expect(Metered.number(.clipping, of: [[top, top, top]]) == 0)
    }

    @Test("sees a clip that lies across blocks", arguments: [1, 2, 3, 5, 512, 513])
    func clippingAcrossBlocks(_ capacity: Int) {
        var sound: [Double] = Array(repeating: 0.5, count: 2000)
        for start in [510, 1020, 1534] { sound.replaceSubrange(start..<start + 4, with: [1, 1, 1, 1]) }
        #expect(Metered.number(.clipping, of: [sound], capacity: capacity) == 3)
    }

    @Test("reads the largest mean of a channel, ±1e-15")
    func offset() throws {
        let left = Programme.sine(cycles: 0.01, amplitude: 0.5, degrees: 0, frames: 1000)
        let right = left.map { $0 - 0.125 }
        let found = try #require(Metered.number(.dcOffset, of: [left, right]))
        #expect(abs(found - 0.125) < 1e-15)
    }

    @Test("gives the same bits however the programme is cut", arguments: [1, 3, 7, 512, 1000])
    func cuts(_ capacity: Int) {
        let sound = (0..<5000).map { sin(Double($0 * $0)) * 1.1 }
        let metrics = [Metric.Kind.peak, .clipping, .dcOffset, .frames, .silenceLongest].map {
            Metric(kind: $0)
        }
        #expect(
            Metered.all([sound, sound], metrics, capacity: capacity) == Metered.all([sound, sound], metrics))
    }
}

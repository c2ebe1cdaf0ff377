import Signal
import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

@Suite("The loudness meter")
struct LoudnessMeterTests {
    /// EBU Tech 3341 (version 4), table 1, minimum requirements 1 to 5; the level is that of both channels.
    @Test(
        "reads integrated loudness within 0.1 LU of EBU Tech 3341",
        arguments: [
            (1, [(20, -23)], -23), (2, [(20, -33)], -33), (3, [(10, -36), (60, -23), (10, -36)], -23),
            (4, [(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23),
            (5, [(20, -26), (20.1, -20), (20, -26)], -23),
        ] as [(Int, [(Double, Double)], Double)])
    func integrated(_ requirement: Int, _ segments: [(Double, Double)], _ expected: Double) throws {
        let programme = Programme.tones(segments.map { (seconds: $0.0, levels: [$0.1, $0.1]) })
        let found = try #require(Metered.number(.loudness, of: programme))
        #expect(abs(found - expected) <= 0.1)
    }

    @Test("reads five channels within 0.1 LU of EBU Tech 3341, case 6")
    func surround() throws {
        let programme = Programme.tones([(seconds: 20, levels: [-28, -28, -24, -30, -30])])
        let found = try #require(Metered.number(.loudness, of: programme))
        #expect(abs(found - -23) <= 0.1)
    }

    @Test("reads a mono programme 3 LU lower than the same on two channels, ±0.02")
    func mono() throws {
        let one = try #require(Metered.number(.loudness, of: Programme.tones([(seconds: 3, levels: [-23])])))
        let two = try #require(
            Metered.number(.loudness, of: Programme.tones([(seconds: 3, levels: [-23, -23])])))
        #expect(abs(two - one - 3.01) < 0.02)
    }

    @Test(
        "reads true peak within +0.2/−0.4 dB of EBU Tech 3341",
        arguments: [
            (15, 4, 0.5, 0, -6), (16, 4, 0.5, 45, -6), (17, 6, 0.5, 60, -6), (18, 8, 0.5, 67.5, -6),
            (19, 4, 1.41, 45, 3),
        ] as [(Int, Double, Double, Double, Double)])
    func truePeak(
        _ requirement: Int, _ divisor: Double, _ amplitude: Double, _ degrees: Double, _ expected: Double
    ) throws {
        let tone = Programme.sine(cycles: 1 / divisor, amplitude: amplitude, degrees: degrees, frames: 24_000)
        // The standard fades its tones in, so that the beginning does not overshoot.
        let faded = tone.enumerated().map { $1 * min(1, Double($0) / 2400) }
        let found = try #require(Metered.number(.truePeak, of: [faded, faded]))
        #expect((expected - 0.4...expected + 0.2).contains(found))
    }

    @Test("never reads a true peak below the sample peak")
    func shortPeak() throws {
        let programme = [[0, 0, 0.5] as [Double]]
        let found = try #require(Metered.number(.truePeak, of: programme))
        #expect(found >= 20 * log10(0.5) - 1e-9)
    }

    @Test("says why there is no loudness")
    func reasons() throws {
        func reason(_ programme: [[Double]], _ kind: Metric.Kind, rate: Int = 48_000) -> String? {
            let value = Metered.all(programme, [Metric(kind: kind)], rate: rate).first?.value
            guard case .unmeasurable(let reason) = value else { return nil }
            return reason
        }
        let short = Programme.tones([(seconds: 0.399, levels: [-20])])
        #expect(reason(short, .loudness) == "the audio lasts 399 ms, integrated loudness needs 400 ms")
        let quiet = Programme.tones([(seconds: 1, levels: [-80])])
        #expect(reason(quiet, .loudness) == "no part of the audio is above the gate of −70 LUFS")
        #expect(reason([[]], .loudness) == "the audio lasts 0 ms, integrated loudness needs 400 ms")
        #expect(reason([[]], .truePeak) == "there is no audio: 0 frames")
        #expect(reason([[0, 1]], .truePeak, rate: 2) == "libebur128 does not measure 1 channels at 2 Hz")
        #expect(Metered.number(.loudness, of: Programme.tones([(seconds: 0.4, levels: [-20])])) != nil)
    }

    @Test("reads the same however the programme is cut", arguments: [100, 4801, 48_000])
    func cuts(_ capacity: Int) throws {
        let programme = Programme.tones([(seconds: 1, levels: [-20, -26]), (seconds: 1, levels: [-30, -3])])
        for kind in [Metric.Kind.loudness, .truePeak] {
            let whole = try #require(Metered.number(kind, of: programme))
            let cut = try #require(Metered.number(kind, of: programme, capacity: capacity))
            #expect(abs(whole - cut) < 1e-12)
        }
    }
}

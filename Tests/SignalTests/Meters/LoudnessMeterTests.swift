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
    @Test("reads a mono programme 3 LU lower than the same on two channels, ±0.02")
    func mono() throws {
        let one = try #require(Metered.number(.loudness, of: Programme.tones([(seconds: 3, levels: [-23])])))
        let two = try #require(
            Metered.number(.loudness, of: Programme.tones([(seconds: 3, levels: [-23, -23])])))
        #expect(abs(two - one - 3.01) < 0.02)
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
        #expect(
            reason([[0, 1]], .loudness, rate: 2000)
                == "loudness needs a rate of 4000 Hz or more, the audio has 2000 Hz")
        #expect(reason(short, .momentaryMax) == "the audio lasts 399 ms, momentary loudness needs 400 ms")
        #expect(reason(short, .shortTermMax) == "the audio lasts 399 ms, short-term loudness needs 3 s")
        let long = Programme.tones([(seconds: 39.99, levels: [-20])])
        #expect(reason(long, .loudnessRange) == "the audio lasts 39.9 s, the loudness range needs 40 s")
        #expect(Metered.number(.loudness, of: Programme.tones([(seconds: 0.4, levels: [-20])])) != nil)
    }

    @Test("reads the same however the programme is cut", arguments: [100, 4801, 48_000])
    func cuts(_ capacity: Int) throws {
        let programme = Programme.tones([(seconds: 1, levels: [-20, -26]), (seconds: 1, levels: [-30, -3])])
        for kind in [Metric.Kind.loudness, .truePeak, .momentaryMax] {
            let whole = try #require(Metered.number(kind, of: programme))
            let cut = try #require(Metered.number(kind, of: programme, capacity: capacity))
            #expect(abs(whole - cut) < 1e-12)
        }
    }
}

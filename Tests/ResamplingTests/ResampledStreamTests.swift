import Signal
import Testing

@testable import Resampling

@Suite("A stream at another sample rate")
struct ResampledStreamTests {
    @Test(
        "a tone in the pass band is the tone at the other rate, within −120 dB",
        arguments: [
            (44_100.0, 48_000.0), (48_000, 44_100), (96_000, 48_000), (22_050, 48_000), (48_000, 48_001),
        ])
    func passBand(from: Double, to: Double) throws {
        let nyquist = min(from, to) / 2
        for share in [0.01, 0.1, 0.37, 0.7, 0.9] {
            let frequency = nyquist * share
            let tone = Tone(
                wave: .sine, frequency: frequency, level: 0.5, phase: 0.1, sampleRate: from,
                frames: Int(from / 4))
            let exact = Tone(
                wave: .sine, frequency: frequency, level: 0.5, phase: 0.1, sampleRate: to, frames: Int(to / 4)
            )
            let found = try Heard.samples(ResampledStream(tone, from: from, to: to))[0]
            let expected = try Heard.samples(exact)[0]
            #expect((found.count - expected.count).magnitude <= 1)
            let within = 4_000..<min(found.count, expected.count) - 4_000
            let error = Mathematics.decibels(
                fromAmplitude: Heard.worst(found[within], expected[within]) / 0.5)
            #expect(error < -120, "\(frequency) Hz: \(error) dB")
        }
    }

    @Test("what the lower rate cannot carry is gone: below −120 dB")
    func stopBand() throws {
        let tone = Tone(wave: .sine, frequency: 26_000, level: 0.5, sampleRate: 96_000, frames: 48_000)
        let found = try Heard.samples(ResampledStream(tone, from: 96_000, to: 48_000))[0]
        let loudest = found[2_000..<22_000].reduce(0) { max($0, $1.magnitude) }
        #expect(Mathematics.decibels(fromAmplitude: loudest / 0.5) < -120)
    }

    @Test("sounds the same however it is cut, and as it does all at once")
    func cuts() throws {
        let noise = Heard.noise(20_000)
        func stream() throws -> ResampledStream {
            try ResampledStream(Stored(noise), from: 44_100, to: 48_000)
        }
        let reference = try Heard.samples(stream())[0]
        #expect(reference.count == 21_769)
        for capacity in [1, 7, 8_192] {
            #expect(try Heard.samples(stream(), capacity: capacity)[0] == reference)
        }
        #expect(Heard.worst(try resampled([noise], from: 44_100, to: 48_000)[0], reference) < 1e-12)
    }

    @Test("nothing gives nothing")
    func empty() throws {
        #expect(try Heard.samples(ResampledStream(Stored([]), from: 44_100, to: 48_000))[0] == [])
        #expect(try resampled([[]], from: 44_100, to: 48_000) == [[]])
    }
}

import Foundation
import Signal
import Testing

@Suite("Tone")
struct ToneTests {
    struct ExpectedSine: Decodable {
        let frequency, sampleRate, phase: Double
        let frames: [Int]
        let values: [Double]
    }

    @Test("a sine is where exact arithmetic puts it, within 1e-9, ten minutes long")
    func exactSine() throws {
        let url = try #require(
            Bundle.module.url(forResource: "sine", withExtension: "json", subdirectory: "Expected/sources"))
        let tones = try JSONDecoder().decode([ExpectedSine].self, from: Data(contentsOf: url))
        #expect(tones.count == 6)
        for tone in tones {
            let phasor = Phasor(frequency: tone.frequency, sampleRate: tone.sampleRate, offset: tone.phase)
            for (frame, expected) in zip(tone.frames, tone.values) {
                var sample = [0.0]
                sample.withUnsafeMutableBufferPointer {
                    phasor.fill($0, frames: frame..<frame + 1) { Mathematics.sine(turns: $0) }
                }
                #expect((sample[0] - expected).magnitude < 1e-9, "\(tone.frequency) Hz, frame \(frame)")
            }
        }
    }

    @Test("a sine tone's samples are its level times the phasor's sines")
    func sineTone() throws {
        let samples = try Played.mono(
            Tone(wave: .sine, frequency: 12_000, level: 0.5, sampleRate: 48_000, frames: 6))
        #expect(samples == [0, 0.5, 0, -0.5, 0, 0.5])
        let shifted = try Played.mono(
            Tone(wave: .sine, frequency: 12_000, level: 0.5, phase: 0.25, sampleRate: 48_000, frames: 3))
        #expect(shifted == [0.5, 0, -0.5])
    }

    @Test("110 Hz at 48 kHz repeats to the bit every 4800 frames", arguments: Tone.Wave.allCases)
    func repeats(wave: Tone.Wave) throws {
        let samples = try Played.mono(
            Tone(wave: wave, frequency: 110, level: 1, sampleRate: 48_000, frames: 14_400))
        #expect(Array(samples[0..<9_600]) == Array(samples[4_800...]))
    }

    @Test("the same samples come out however the stream is cut", arguments: Tone.Wave.allCases)
    func cuts(wave: Tone.Wave) throws {
        func tone() -> Tone {
            Tone(
                wave: wave, frequency: 261.6255653, level: 0.7, phase: 0.1, sampleRate: 48_000, frames: 9_001)
        }
        let reference = try Played.mono(tone())
        #expect(reference.count == 9_001)
        for capacity in Played.capacities {
            #expect(try Played.mono(tone(), capacity: capacity) == reference)
        }
    }

    @Test(
        "what is not a harmonic stays 110 dB below the fundamental",
        arguments: [Tone.Wave.saw, .square, .triangle], [110.0, 440, 1_870, 3_110, 5_000])
    func aliasing(wave: Tone.Wave, frequency: Double) throws {
        // A tenth of a second holds whole periods of every frequency here, so harmonics do not leak.
        let samples = try Played.mono(
            Tone(wave: wave, frequency: frequency, level: 0.5, sampleRate: 48_000, frames: 4_800))
        let fundamental = Played.amplitude(samples, cycles: Int(frequency / 10))
        var power = 2 * samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count)
        for harmonic in stride(from: frequency, to: 24_000, by: frequency) {
            let amplitude = Played.amplitude(samples, cycles: Int(harmonic / 10))
            power -= amplitude * amplitude
        }
        let relative = power.magnitude.squareRoot() / fundamental
        #expect(Mathematics.decibels(fromAmplitude: relative) < -110)
    }

    @Test(
        "harmonics have the amplitudes of the ideal wave, within 1e-4",
        arguments: [
            (Tone.Wave.saw, [0.6366198, 0.3183099, 0.2122066, 0.1591549]),
            (.square, [1.2732395, 0, 0.4244132, 0]), (.triangle, [0.8105695, 0, 0.0900633, 0]),
            (.sine, [1, 0, 0, 0]),
        ])
    func harmonics(wave: Tone.Wave, expected: [Double]) throws {
        let samples = try Played.mono(
            Tone(wave: wave, frequency: 440, level: 1, sampleRate: 48_000, frames: 4_800))
        for (index, amplitude) in expected.enumerated() {
            #expect((Played.amplitude(samples, cycles: 44 * (index + 1)) - amplitude).magnitude < 1e-4)
        }
    }

    @Test("every wave starts upward through zero; the saw rises to the middle", arguments: Tone.Wave.allCases)
    func starts(wave: Tone.Wave) throws {
        let samples = try Played.mono(
            Tone(wave: wave, frequency: 100, level: 1, sampleRate: 48_000, frames: 480))
        #expect(samples[0].magnitude < 1e-12)
        #expect(samples[1] > 0)
        #expect(samples[479] < 0)
        // An eighth of a turn in: sin 45°, a quarter of the saw's rise, the square's top, half the triangle's.
        let eighth: [Tone.Wave: Double] = [.sine: 0.7071, .saw: 0.25, .square: 1, .triangle: 0.5]
        #expect((samples[60] - (eighth[wave] ?? .nan)).magnitude < 0.02)
    }

    @Test("a tone at or above half the sample rate is silent", arguments: Tone.Wave.allCases)
    func aboveNyquist(wave: Tone.Wave) throws {
        for frequency in [24_000.0, 30_000] {
            let samples = try Played.mono(
                Tone(wave: wave, frequency: frequency, level: 1, phase: 0.25, sampleRate: 48_000, frames: 100)
            )
            #expect(samples.allSatisfy { $0 == 0 })
        }
    }

    @Test(
        "the sound of a tone never changes without notice",
        arguments: [
            (Tone.Wave.sine, 0xe465_7dc3_df9f_1d84 as UInt64), (.saw, 0x2e3c_09b1_dc63_d7bc),
            (.square, 0x139b_39e7_eab2_8331), (.triangle, 0xc9d1_8502_33af_d4cb),
        ])
    func pinned(wave: Tone.Wave, checksum: UInt64) throws {
        let samples = try Played.mono(
            Tone(wave: wave, frequency: 329.6276, level: 0.8, phase: 0.3, sampleRate: 44_100, frames: 5_000))
        #expect(Played.checksum(samples) == checksum)
    }
}

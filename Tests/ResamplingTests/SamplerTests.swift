import Signal
import Testing

@testable import Resampling

@Suite("The sampler")
struct SamplerTests {
    static let rate = 48_000.0

    static func note(_ pitch: Double, at frame: Int = 0, frames: Int = 1 << 20, velocity: Double = 1) -> Note
    {
        Note(frame: frame, frames: frames, pitch: pitch, velocity: velocity, seed: 1)
    }

    static func play(_ zones: [Sampler.Zone], _ notes: [Note], frames: Int, capacity: Int = 512) throws
        -> [[Double]]
    {
        let sampler = Sampler(zones: zones, sampleRate: rate)
        return try Heard.samples(
            NoteTrack(
                instrument: sampler, notes: notes, channels: sampler.channels, sampleRate: rate,
                frames: frames),
            capacity: capacity)
    }

    @Test("at its own pitch a sample is played as it is, to the bit")
    func root() throws {
        let noise = Heard.noise(3_000)
        let zone = Sampler.Zone(samples: [noise], sampleRate: 48_000, root: 60, isOneShot: true)
        let played = try Self.play([zone], [Self.note(60, at: 100, frames: 10)], frames: 4_000)[0]
        #expect(Array(played[100..<3_100]) == noise)
        #expect(played[..<100].allSatisfy { $0 == 0 } && played[3_100...].allSatisfy { $0 == 0 })
    }

    @Test("at another pitch it is the sample at another rate", arguments: [48.0, 61, 67.5, 72])
    func pitched(pitch: Double) throws {
        let noise = Heard.noise(3_000)
        let zone = Sampler.Zone(samples: [noise], sampleRate: 44_100, root: 60, isOneShot: true)
        let played = try Self.play([zone], [Self.note(pitch)], frames: 12_000)[0]
        let ratio = 44_100.0 / 48_000 * Mathematics.power(2, (pitch - 60) / 12)
        let expected = try resampled([noise], from: ratio * 48_000, to: 48_000)[0]
        // The last few samples differ in what follows the end.
        #expect(Heard.worst(played[..<(expected.count - 400)], expected) < 1e-10)
        #expect(played[expected.count...].allSatisfy { $0 == 0 })
    }

    @Test("a tone that is sampled and transposed is in tune")
    func tuning() throws {
        let tone = try Heard.samples(
            Tone(wave: .sine, frequency: 440, level: 0.5, sampleRate: 44_100, frames: 44_100))[0]
        let zone = Sampler.Zone(samples: [tone], sampleRate: 44_100, root: 69)
        let played = try Self.play([zone], [Self.note(76)], frames: 24_000)[0]
        let expected = try Heard.samples(
            Tone(
                wave: .sine, frequency: 440 * Mathematics.power(2, 7.0 / 12), level: 0.5, sampleRate: 48_000,
                frames: 24_000))[0]
        #expect(Heard.worst(played[2_000..<22_000], expected[2_000..<22_000]) < 1e-6)
    }

    @Test("keys and velocities choose the zone, and a note beside all of them is silent")
    func zones() throws {
        func zone(_ value: Double, _ keys: ClosedRange<Int>, _ velocities: ClosedRange<Double>)
            -> Sampler.Zone
        {
            Sampler.Zone(
                samples: [Array(repeating: value, count: 100)], sampleRate: 48_000,
                root: Double(keys.lowerBound),
                keys: keys, velocities: velocities, isOneShot: true)
        }
        let zones = [zone(0.1, 60...60, 0...0.5), zone(0.2, 60...60, 0.5...1), zone(0.3, 61...61, 0...1)]
        let notes = [
            Self.note(60, velocity: 0.5), Self.note(60, at: 200), Self.note(61, at: 400),
            Self.note(62, at: 600),
        ]
        let played = try Self.play(zones, notes, frames: 800)[0]
        #expect((played[50] - 0.1 * 0.25).magnitude < 1e-15)
        #expect(played[250] == 0.2 && played[450] == 0.3)
        #expect(played[600...].allSatisfy { $0 == 0 })
    }

    @Test("a loop goes on as long as the note is held, and then is released")
    func loop() throws {
        let samples = (0..<1_000).map(Double.init)
        let zone = Sampler.Zone(samples: [samples], sampleRate: 48_000, root: 60, loop: 200..<700)
        let played = try Self.play([zone], [Self.note(60, frames: 5_000)], frames: 12_000)[0]
        for frame in 0..<5_000 {
            #expect(played[frame] == Double(frame < 700 ? frame : 200 + (frame - 700) % 500))
        }
        #expect(played[9_800...].allSatisfy { $0 == 0 })
    }

    @Test("a stereo zone is heard in stereo, a mono one beside it in the middle, and cuts change nothing")
    func channels() throws {
        let zones = [
            Sampler.Zone(
                samples: [Heard.noise(2_000), Heard.noise(2_000).reversed()], sampleRate: 48_000, root: 60,
                keys: 60...60),
            Sampler.Zone(samples: [Heard.noise(2_000)], sampleRate: 44_100, root: 62, keys: 61...70),
        ]
        let notes = [Self.note(60), Self.note(65, at: 3_001, frames: 700)]
        let played = try Self.play(zones, notes, frames: 6_000)
        #expect(played[0][..<2_000] != played[1][..<2_000])
        #expect(played[0][3_001...] == played[1][3_001...])
        for capacity in [1, 7, 8_192] {
            #expect(try Self.play(zones, notes, frames: 6_000, capacity: capacity) == played)
        }
    }
}

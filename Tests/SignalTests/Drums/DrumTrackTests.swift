import Signal
import Testing

@Suite("Drum track")
struct DrumTrackTests {
    /// A voice that is easy to see: full scale for 1000 frames.
    private static let plateau = SampledVoice(samples: [Array(repeating: 1, count: 1_000)], gain: 1)

    private static func hit(_ frame: Int, voice: Int = 0, velocity: Double = 1, seed: UInt64 = 0) -> Hit {
        Hit(frame: frame, voice: voice, velocity: velocity, seed: seed)
    }

    private static func track(
        _ voices: [any DrumVoice], _ hits: [Hit], chokes: [Int: Set<Int>] = [:], channels: Int = 1,
        frames: Int
    ) -> DrumTrack {
        DrumTrack(
            voices: voices, hits: hits, chokes: chokes, channels: channels, sampleRate: 48_000, frames: frames
        )
    }

    @Test("hits sound from their frame on, add where they overlap, and are cut at the end")
    func mix() throws {
        let hits = [Self.hit(100), Self.hit(600, velocity: 0.5), Self.hit(1_700), Self.hit(5_000)]
        let samples = try Played.mono(Self.track([Self.plateau], hits, frames: 2_000))
        let expected = (0..<2_000).map { frame in
            hits.reduce(0) { $0 + ($1.frame..<$1.frame + 1_000 ~= frame ? $1.velocity : 0) }
        }
        #expect(samples == expected)
    }

    @Test("a beat comes out the same however the stream is cut", arguments: Played.capacities)
    func cuts(capacity: Int) throws {
        let voices: [any DrumVoice] = [Kick(), Snare(), ClosedHat(), OpenHat(), Clap()]
        let hits = [
            Self.hit(0), Self.hit(0, voice: 3, seed: 1), Self.hit(511, voice: 2, velocity: 0.5, seed: 2),
            Self.hit(512, voice: 1, seed: 3), Self.hit(4_000, voice: 3, seed: 4),
            Self.hit(6_000), Self.hit(6_001, voice: 2, seed: 5), Self.hit(6_100, voice: 2, seed: 6),
            Self.hit(8_999, voice: 4, seed: 7),
        ]
        func beat() -> DrumTrack {
            Self.track(voices, hits, chokes: [2: [3]], channels: 2, frames: 9_001)
        }
        let reference = try Played.samples(beat())
        #expect(reference[0].count == 9_001)
        #expect(reference[0] == reference[1])
        #expect(try Played.samples(beat(), capacity: capacity) == reference)
    }

    @Test("a choking hit fades what it stops over 5 ms, without a step, and nothing else")
    func choke() throws {
        let silent = SampledVoice(samples: [[0]], gain: 1)
        let hits = [Self.hit(0), Self.hit(400, voice: 1), Self.hit(450, voice: 1)]
        let samples = try Played.mono(
            Self.track([Self.plateau, silent], hits, chokes: [1: [0]], frames: 1_200))
        #expect(samples[0..<400].allSatisfy { $0 == 1 })
        #expect(samples[400..<640].allSatisfy { $0 > 0 && $0 < 1 })
        #expect(samples[640...].allSatisfy { $0 == 0 })
        #expect(Played.largestStep(Array(samples.dropFirst())) <= Mathematics.pi / 2 / 240 + 1e-9)

        let unchoked = try Played.mono(
            Self.track([Self.plateau, silent], hits, chokes: [0: [1]], frames: 1_200))
        #expect(unchoked == Array(repeating: 1, count: 1_000) + Array(repeating: 0, count: 200))
    }

    @Test("a hit does not choke what starts with it")
    func together() throws {
        let silent = SampledVoice(samples: [[0]], gain: 1)
        let hits = [Self.hit(10), Self.hit(10, voice: 1)]
        let samples = try Played.mono(
            Self.track([Self.plateau, silent], hits, chokes: [1: [0]], frames: 1_010))
        #expect(samples[10...].allSatisfy { $0 == 1 })
    }

    @Test(
        "a voice's channels are laid out on the track's",
        arguments: [
            ([[0.5]], 2, [[0.5], [0.5]]), ([[1, 1], [0, 0.5]], 1, [[0.5, 0.75]]),
            ([[1.0], [0.25]], 2, [[1], [0.25]]), ([[1.0], [0.25]], 3, [[1], [0.25], [0]]),
            ([], 1, [[0]]),
        ])
    func layout(voice: [[Double]], channels: Int, expected: [[Double]]) throws {
        let track = Self.track(
            [SampledVoice(samples: voice, gain: 1)], [Self.hit(0)], channels: channels,
            frames: expected[0].count)
        #expect(try Played.samples(track) == expected)
    }

    @Test("each hit has its own noise")
    func noises() throws {
        let hits = [Self.hit(0, seed: 1), Self.hit(10_000, seed: 2), Self.hit(20_000, seed: 1)]
        let samples = try Played.mono(Self.track([ClosedHat()], hits, frames: 30_000))
        #expect(samples[0..<10_000] != samples[10_000..<20_000])
        #expect(samples[0..<10_000].elementsEqual(samples[20_000..<30_000]))
    }

    @Test("equal hits without noise are equal, more velocities than are remembered included")
    func remembered() throws {
        let velocities = (1...40).map { Double($0 % 20 + 1) / 20 }
        let hits = velocities.enumerated().map { Self.hit($0 * 1_000, velocity: $1) }
        let samples = try Played.mono(Self.track([Self.plateau], hits, frames: 40_000))
        for (number, velocity) in velocities.enumerated() {
            #expect(samples[number * 1_000] == velocity && samples[number * 1_000 + 999] == velocity)
        }
    }

    @Test("a beat never changes without notice")
    func pinned() throws {
        let hits = [Self.hit(0), Self.hit(1_000, voice: 2, seed: 8), Self.hit(3_000, voice: 1, seed: 9)]
        let samples = try Played.mono(
            Self.track([Kick(), ClosedHat(), OpenHat()], hits, chokes: [1: [2]], frames: 5_000))
        #expect(Played.checksum(samples) == 0x75e2_2d58_5d92_b38a)
    }
}

import Signal
import Testing

@Suite("Silence, sums and spreading")
struct CombinationTests {
    private static func tone(_ frequency: Double, frames: Int) -> Tone {
        Tone(wave: .sine, frequency: frequency, level: 0.5, sampleRate: 48_000, frames: frames)
    }

    @Test("silence is zero on every channel, as long as asked")
    func silence() throws {
        let samples = try Played.samples(Silence(channels: 3, frames: 1_000))
        #expect(samples == Array(repeating: Array(repeating: 0, count: 1_000), count: 3))
    }

    @Test("a sum adds its streams and is as long as the longest", arguments: [1, 7, 512, 8_192])
    func sum(capacity: Int) throws {
        let (short, long) = (Self.tone(440, frames: 1_000), Self.tone(330, frames: 1_700))
        let samples = try Played.mono(Sum([short, long]), capacity: capacity)
        let first = try Played.mono(Self.tone(440, frames: 1_000)) + Array(repeating: 0, count: 700)
        let second = try Played.mono(Self.tone(330, frames: 1_700))
        let expected = zip(first, second).map { $0 + $1 }
        #expect(samples == expected)

        let turned = Sum([Self.tone(330, frames: 1_700), Self.tone(440, frames: 1_000)])
        #expect(try Played.mono(turned, capacity: capacity) == expected)
    }

    @Test("a spread tone is the same on every channel", arguments: [1, 7, 512, 8_192])
    func spread(capacity: Int) throws {
        let mono = try Played.mono(Self.tone(440, frames: 1_000))
        let spread = Spread(Self.tone(440, frames: 1_000), channels: 2)
        #expect(spread.channels == 2)
        #expect(try Played.samples(spread, capacity: capacity) == [mono, mono])
    }
}

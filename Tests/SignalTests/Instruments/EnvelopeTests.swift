import Signal
import Testing

@Suite("An envelope over a note")
struct EnvelopeTests {
    static let shape = Envelope(attack: 0.02, decay: 0.1, sustain: 0.4, release: 0.2)

    /// The closed form, at a time in seconds.
    static func level(_ time: Double, held: Double) -> Double {
        func fall(_ x: Double) -> Double {
            let rest = 1 - min(max(x, 0), 1)
            return Mathematics.power(rest, 6) * (1 + 6 * min(max(x, 0), 1))
        }
        let x = min(time / 0.02, 1)
        let pressed = time < 0.02 ? 3 * x * x - 2 * x * x * x : 0.4 + 0.6 * fall((time - 0.02) / 0.1)
        return time <= held ? pressed : pressed * fall((time - held) / 0.2)
    }

    @Test(
        "follows its closed form within 1e-12, wherever the key is let go",
        arguments: [0, 300, 960, 3_000, 9_600])
    func closedForm(held: Int) {
        let envelope = NoteEnvelope(EnvelopeTests.shape, at: 0, held: held, sampleRate: 48_000)
        #expect(envelope.frames == held + 9_600)
        for frame in 0...envelope.frames {
            let expected = EnvelopeTests.level(Double(frame) / 48_000, held: Double(held) / 48_000)
            #expect((envelope.level(at: frame) - expected).magnitude < 1e-12)
        }
        #expect(envelope.level(at: 0) == 0)
        #expect(envelope.level(at: envelope.frames) < 1e-30)
    }

    @Test("has no corner, not even at its shortest: no second difference above 0.003")
    func corners() {
        let shortest = Envelope(attack: 0.001, decay: 0.02, sustain: 0.5, release: 0.02)
        for held in [20, 48, 500, 2_000] {
            let envelope = NoteEnvelope(shortest, at: 0, held: held, sampleRate: 48_000)
            let levels = (-2...envelope.frames + 2).map { $0 < 0 ? 0 : envelope.level(at: $0) }
            // 6/48² in the attack; beside it a step would be 1, and a corner of a straight attack 0.02.
            #expect(Notes.sharpestBend(levels) < 0.003)
        }
    }
}

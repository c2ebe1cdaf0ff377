import Signal
import Testing

@testable import Arrangement

@Suite("A phrase over sections")
struct PhraseLayoutTests {
    /// 60 beats per minute at 1,000 Hz: a beat is 1,000 frames.
    private let map = TempoMap(sampleRate: 1_000, tempo: 60, beatsPerBar: 4)

    @Test("is repeated until each of its sections ends, and cut off there")
    func repeated() throws {
        let notes = try layout("C4 E4 G4:2").notes(in: [0..<6, 8..<10.5], map, name: "lead", salt: 0)
        #expect(notes.map(\.frame) == [0, 1_000, 2_000, 4_000, 5_000, 8_000, 9_000, 10_000])
        #expect(notes.map(\.frames) == [1_000, 1_000, 2_000, 1_000, 1_000, 1_000, 1_000, 500])
        #expect(notes.map(\.pitch) == [60, 64, 67, 60, 64, 60, 64, 67])
    }

    @Test("plays once where it does not repeat, and at the end it is a fill")
    func placed() throws {
        let once = try layout("C4 E4", repeats: false).notes(in: [0..<8], map, name: "lead", salt: 0)
        #expect(once.map(\.frame) == [0, 1_000])
        let fill = try layout("C4 E4", placement: .end, repeats: false).notes(
            in: [0..<8], map, name: "lead", salt: 0)
        #expect(fill.map(\.frame) == [6_000, 7_000])
        let all = try layout("C4 E4:2", placement: .end).notes(in: [0..<4], map, name: "lead", salt: 0)
        #expect(
            all.map(\.frame) == [0, 1_000, 2_000] && all.map(\.pitch) == [64, 60, 64]
                || all.map(\.frame) == [1_000, 2_000])
    }

    @Test("is transposed, and a note that is held shorter ends earlier")
    func transposed() throws {
        let notes = try layout("C4", transpose: 12, hold: 0.25).notes(in: [0..<1], map, name: "lead", salt: 0)
        #expect(notes.map(\.pitch) == [72] && notes.map(\.frames) == [250])
    }

    @Test("swings: the second of two eighths comes late")
    func swing() throws {
        let feel = Feel(swing: 2.0 / 3, swingStep: 0.5, timing: 0, dynamics: 0)
        let notes = try layout("C4:0.5 D4:0.5", feel: feel).notes(in: [0..<2], map, name: "lead", salt: 0)
        #expect(notes.map(\.frame) == [0, 667, 1_000, 1_667])
        #expect(notes.map(\.frames) == [667, 333, 667, 333])
    }

    @Test("rhythm and notes go round independently: 3 hits and 4 notes come together after 12")
    func polymetre() throws {
        let notation = try PhraseText("C4 D4 E4 F4", step: 1, velocity: 0.8, octave: 4, key: nil)
        let content = try #require(
            PhraseContent(notation, rhythm: StepPattern(parsing: "x..x..X."), step: 0.25))
        #expect(content.beats == 8 && content.events.count == 12)
        #expect(content.events.prefix(4).map(\.beat) == [0, 0.75, 1.5, 2])
        #expect(content.events.prefix(4).map(\.pitch) == [60, 62, 64, 65])
        #expect(content.events.prefix(3).map(\.beats) == [0.75, 0.75, 0.5])
        #expect(content.events.prefix(3).map(\.velocity) == [0.8, 0.8, 1])
    }

    @Test("chance and groove are the same on every run, of each name its own, and within their bounds")
    func random() throws {
        let feel = Feel(swing: 0.5, swingStep: 0.5, timing: 0.02, dynamics: 0.1)
        let layout = try layout("C4?0.5", feel: feel)
        let notes = layout.notes(in: [0..<1_000], map, name: "lead", salt: 0)
        #expect(notes == layout.notes(in: [0..<1_000], map, name: "lead", salt: 0))
        #expect(notes != layout.notes(in: [0..<1_000], map, name: "bass", salt: 0))
        // 1,000 throws of a coin: 500 ± 5 standard deviations.
        #expect((420...580).contains(notes.count))
        let moved = notes.map { $0.frame - Int((Double($0.frame) / 1_000).rounded()) * 1_000 }
        #expect(moved.allSatisfy { (-20...20).contains($0) } && Set(moved).count > 20)
        #expect(notes.allSatisfy { (0.7...0.9).contains($0.velocity) })
    }

    private func layout(
        _ text: String, transpose: Int = 0, hold: Double = 1, feel: Feel = .none,
        placement: PhraseLayout.Placement = .start, repeats: Bool = true
    ) throws -> PhraseLayout {
        let notation = try PhraseText(text, step: 1, velocity: 0.8, octave: 4, key: nil)
        return PhraseLayout(
            content: PhraseContent(notation), transpose: transpose, hold: hold, groove: feel,
            placement: placement,
            repeats: repeats)
    }
}

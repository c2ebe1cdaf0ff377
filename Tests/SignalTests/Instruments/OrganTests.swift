import Signal
import Testing

@Suite("The organ")
struct OrganTests {
    @Test("is the sum of its drawbars' sines within 1e-9, at their tempered pitches")
    func additive() throws { #expect(try Self.worstOfSum() < 1e-9) }

    static func worstOfSum() throws -> Double {
        let drawbars: [Double] = [8, 4, 8, 0, 2, 6, 0, 0, 5]
        let organ = Organ(drawbars: drawbars.map { Control($0) }, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(organ, [Notes.note(60)], frames: 20_000)
        let levels = drawbars.map { $0 > 0 ? Mathematics.power(10, 3 * ($0 - 8) / 20) : 0 }
        return stride(from: 400, to: 20_000, by: 97).map { frame in
            let sum = zip(Organ.semitones, levels).reduce(0.0) { sum, partial in
                let frequency = 440 * Mathematics.power(2, (60 + partial.0 - 69) / 12)
                return sum + partial.1 * Mathematics.sine(turns: frequency * Double(frame) / Notes.sampleRate)
            }
            return (samples[frame] - 0.25 * sum / levels.reduce(0, +)).magnitude
        }.max() ?? .infinity
    }

    @Test("a partial above the highest wheel sounds an octave lower")
    func foldback() throws {
        // The 1' of the highest C would be 16,744 Hz.
        let organ = Organ(drawbars: [0, 0, 0, 0, 0, 0, 0, 0, 8], sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(organ, [Notes.note(96)], frames: 70_000)
        #expect((Notes.frequency(samples, near: 4_186) - 4_186.009).magnitude < 0.01)
    }

    @Test("a drawbar that is pushed in falls to silence without a step, and the others stay as loud")
    func moving() throws {
        let pushed = Control(through: [.init(frame: 4_800, value: 8), .init(frame: 43_200, value: 0)])
        func samples(_ third: Control, _ others: Control) throws -> [Double] {
            let organ = Organ(
                drawbars: [others, 0, third, 0, 0, 0, 0, 0, 0], sampleRate: Notes.sampleRate)
            return try Notes.mono(organ, [Notes.note(60)], frames: 48_000)
        }
        let (alone, both) = (try samples(pushed, 0), try samples(pushed, 8))
        #expect(Notes.sharpestBend(alone) < 0.001)
        #expect(Played.peak(Array(alone[1_000..<4_800])) > 0.24)
        #expect(Played.peak(Array(alone[43_300...])) == 0)
        // Half of the level each where both are out; and one of them for itself at the end.
        #expect((0.124...0.1251).contains(Played.peak(Array(both[43_300..<47_000]))))
    }

    @Test("peaks at 0.25 at most, and clicks only when it is told to")
    func levels() throws {
        let quiet = Organ(drawbars: Array(repeating: 8, count: 9), sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(quiet, [Notes.note(48)], frames: 48_000)
        #expect((0.15...0.25).contains(Played.peak(samples)))
        let single = Organ(drawbars: [0, 0, 8, 0, 0, 0, 0, 0, 0], sampleRate: Notes.sampleRate)
        let start = try Notes.mono(single, [Notes.note(48)], frames: 960)
        #expect(Notes.sharpestBend(start) < 0.001)
        let clicking = Organ(drawbars: [0, 0, 8, 0, 0, 0, 0, 0, 0], click: 0.5, sampleRate: Notes.sampleRate)
        let clicked = try Notes.mono(clicking, [Notes.note(48)], frames: 960)
        #expect(Notes.sharpestBend(clicked) > 0.01)
    }
}

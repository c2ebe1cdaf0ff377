import Signal
import Testing

@Suite("Where the extremes lie")
struct PlaceTests {
    static func place(
        _ kind: Metric.Kind, of programme: [[Double]], rate: Int = 8000, capacity: Int = 8192
    ) -> Place? {
        let grid = kind == .onsetDistance ? BeatGrid(tempo: 60, division: 1) : nil
        return Metered.all(programme, [Metric(kind: kind, grid: grid)], rate: rate, capacity: capacity).first?
            .place
    }

    @Test("the first largest sample, and the first clip", arguments: [1, 7, 512, 8192])
    func samples(_ capacity: Int) {
        var left = [Double](repeating: 0.1, count: 3000)
        var right = left
        (left[2000], right[1000], right[2500]) = (-0.9, 0.9, 0.9)
        #expect(Self.place(.peak, of: [left, right], capacity: capacity) == Place(frame: 1000, channel: 1))
        #expect(Self.place(.clipping, of: [left, right], capacity: capacity) == nil)
        for frame in 510..<514 { left[frame] = 1 }
        #expect(
            Self.place(.clipping, of: [left, right], capacity: capacity) == Place(frame: 510, channel: 0))
        right[700] = .nan
        #expect(Self.place(.finite, of: [left, right], capacity: capacity) == Place(frame: 700, channel: 1))
    }

    @Test("the sample before the true peak")
    func truePeak() {
        var sound = [Double](repeating: 0, count: 4000)
        (sound[1499], sound[1500], sound[1501], sound[1502]) = (0.4, 0.8, 0.8, 0.4)
        #expect(Self.place(.truePeak, of: [sound.map { $0 / 2 }, sound]) == Place(frame: 1500, channel: 1))
    }

    @Test("runs of silence, the longest first")
    func silence() {
        let sound = [0.0, 1, 0, 0, 0, 1, 0, 0]
        #expect(Self.place(.silenceLongest, of: [sound]) == Place(frame: 2, length: 3, channel: 0))
        #expect(Self.place(.silenceLeading, of: [sound]) == Place(frame: 0, length: 1, channel: 0))
        #expect(Self.place(.silenceTrailing, of: [sound]) == Place(frame: 6, length: 2, channel: 0))
    }

    @Test("the loudest and the quietest windows, and the one that correlates least")
    func windows() {
        // 5 s at 8 kHz of an alternating signal; a louder second, a quieter one, and one out of phase.
        var left = (0..<40_000).map { $0 % 8 < 4 ? 0.1 : -0.1 }
        for frame in 8000..<16_000 { left[frame] *= 4 }
        for frame in 24_000..<32_000 { left[frame] *= 0.1 }
        var right = left
        for frame in 32_000..<40_000 { right[frame] *= -1 }
        #expect(Self.place(.noiseFloor, of: [left, right]) == Place(frame: 24_000, length: 4000))
        #expect(Self.place(.correlationMin, of: [left, right]) == Place(frame: 32_000, length: 3200))
        let momentary = Self.place(.momentaryMax, of: [left, right])
        #expect(momentary?.length == 3200)
        #expect((8000...12_800).contains(momentary?.frame ?? 0))
        #expect(Self.place(.shortTermMax, of: [left, right])?.length == 24_000)
    }

    @Test("the onset that is farthest from the grid")
    func onset() throws {
        var sound = [Double](repeating: 0, count: 40_000)
        for frame in [0, 8000, 16_080, 24_800, 32_000] { sound[frame] = 0.5 }
        #expect(Self.place(.onsetDistance, of: [sound]) == Place(frame: 24_800))
        let metric = Metric(kind: .onsetDistance, grid: BeatGrid(tempo: 60, division: 1))
        #expect(Metered.all([sound], [metric], rate: 8000).first?.value == .number(0))
    }
}

import Signal
import Testing

@Suite("Section edges")
struct SectionEdgesTests {
    /// Full scale on `channels` channels through the edges.
    private static func gains(
        _ spans: [Range<Int>], edge: Int, total: Int, capacity: Int = 512, channels: Int = 1
    ) -> [[Double]] {
        var edges = SectionEdges(spans: spans, edge: edge, totalFrames: total)
        var result = Array(repeating: [Double](), count: channels)
        for start in stride(from: 0, to: total, by: capacity) {
            var block = Block(channels: channels, capacity: capacity)
            block.resize(to: min(capacity, total - start))
            for channel in 0..<channels {
                block.withChannel(channel) { $0.update(repeating: 1) }
            }
            edges.process(&block)
            for channel in 0..<channels {
                block.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                    result[channel].append(contentsOf: part)
                }
            }
        }
        return result
    }

    @Test(
        "samples are silent outside the spans, untouched inside beyond the fades",
        arguments: [
            [100..<300], [0..<300], [700..<1_000], [0..<1_000], [100..<300, 500..<700], [],
            [0..<100, 900..<1_000], [100..<300, 300..<500],
        ])
    func heard(spans: [Range<Int>]) {
        let gains = Self.gains(spans, edge: 20, total: 1_000)[0]
        for frame in 0..<1_000 {
            let span = spans.first { $0.contains(frame) }
            guard let span else {
                #expect(gains[frame] == 0)
                continue
            }
            let faded =
                frame < span.lowerBound + 20 && span.lowerBound != 0
                || frame >= span.upperBound - 20 && span.upperBound != 1_000
            let touching = spans == [100..<300, 300..<500] && (280..<320).contains(frame)
            if !faded || touching {
                #expect(gains[frame] == 1)
            } else {
                #expect(gains[frame] > 0 && gains[frame] < 1)
            }
        }
    }

    @Test("a fade follows the raised cosine, and the fade-out mirrors it")
    func shape() {
        let gains = Self.gains([100..<300], edge: 20, total: 1_000)[0]
        for step in 0..<20 {
            let expected = 0.5 - 0.5 * Mathematics.cosine(turns: (Double(step) + 0.5) / 40)
            #expect((gains[100 + step] - expected).magnitude < 1e-15)
            #expect(gains[299 - step] == gains[100 + step])
        }
    }

    @Test(
        "no step between samples exceeds that of a 5 ms raised cosine, also in a span shorter than its fades")
    func clickFree() {
        // The steepest slope of the fade is π/2 divided by its length.
        let limit = Mathematics.pi / 2 / 240 + 1e-9
        for spans in [[1_000..<5_000], [1_000..<1_300], [0..<2_000, 4_000..<9_600]] {
            let gains = Self.gains(spans, edge: 240, total: 9_600)[0]
            #expect(Played.largestStep(gains) <= limit)
            #expect(Played.peak(gains) > 0.3)
        }
    }

    @Test("the same gains come out however the stream is cut, on every channel", arguments: [1, 7, 8_192])
    func cuts(capacity: Int) {
        let spans = [50..<1_500, 1_510..<1_530, 2_000..<3_000]
        let reference = Self.gains(spans, edge: 100, total: 3_000)
        let cut = Self.gains(spans, edge: 100, total: 3_000, capacity: capacity, channels: 2)
        #expect(cut == [reference[0], reference[0]])
    }

    @Test("spans beyond the end are clipped to it and not faded there; an edge of 0 cuts hard")
    func limits() {
        let gains = Self.gains([500..<2_000], edge: 0, total: 1_000)[0]
        #expect(gains == Array(repeating: 0, count: 500) + Array(repeating: 1, count: 500))
    }
}

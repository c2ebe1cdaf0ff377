/// Lets a stream be heard in some spans of the production only, and silences it elsewhere, without clicks.
///
/// Fades lie inside the spans, so nothing is heard outside them. An edge at the very start or end of the
/// production is not faded, and spans that touch are one. Where a span is shorter than its two fades, both
/// apply, and it never reaches full level.
package struct SectionEdges: Processor {
    private let spans: [Range<Int>]
    private let totalFrames: Int
    private let fade: [Double]
    private var frame = 0
    /// The first span that has not ended before `frame`.
    private var current = 0

    /// - Parameters:
    ///   - spans: in frames, sorted, disjoint.
    ///   - edge: length of each raised-cosine fade in frames; 0 cuts hard.
    ///   - totalFrames: length of the production; what spans say beyond it does not count.
    package init(spans: [Range<Int>], edge: Int, totalFrames: Int) {
        precondition(edge >= 0 && totalFrames >= 0, "BUG: a fade of \(edge) frames in \(totalFrames)")
        self.spans = SectionEdges.joined(spans.map { $0.clamped(to: 0..<totalFrames) })
        self.totalFrames = totalFrames
        fade = RaisedCosine.rising(length: edge)
    }

    private static func joined(_ spans: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for span in spans where !span.isEmpty {
            guard let last = joined.last, last.upperBound >= span.lowerBound else {
                joined.append(span)
                continue
            }
            precondition(
                last.upperBound == span.lowerBound, "BUG: spans that overlap or are not sorted: \(spans)")
            joined[joined.count - 1] = last.lowerBound..<span.upperBound
        }
        return joined
    }

    package mutating func process(_ block: inout Block) {
        let window = frame..<frame + block.frames
        while current < spans.count && spans[current].upperBound <= window.lowerBound {
            current += 1
        }
        for channel in 0..<block.channels {
            block.withChannel(channel) { apply(to: $0, window) }
        }
        frame = window.upperBound
    }

    /// Silences the gaps and fades the edges that fall into `window`.
    private func apply(to samples: UnsafeMutableBufferPointer<Double>, _ window: Range<Int>) {
        var gapStart = window.lowerBound
        for span in spans[current...].prefix(while: { $0.lowerBound < window.upperBound }) {
            silence(samples, gapStart..<max(gapStart, span.lowerBound), window)
            fadeIn(samples, span, window)
            fadeOut(samples, span, window)
            gapStart = min(span.upperBound, window.upperBound)
        }
        silence(samples, gapStart..<window.upperBound, window)
    }

    private func silence(
        _ samples: UnsafeMutableBufferPointer<Double>, _ frames: Range<Int>, _ window: Range<Int>
    ) {
        for frame in frames {
            samples[frame - window.lowerBound] = 0
        }
    }

    private func fadeIn(
        _ samples: UnsafeMutableBufferPointer<Double>, _ span: Range<Int>, _ window: Range<Int>
    ) {
        guard span.lowerBound > 0 else { return }
        let faded = span.lowerBound..<min(span.lowerBound + fade.count, span.upperBound)
        for frame in faded.clamped(to: window) {
            samples[frame - window.lowerBound] *= fade[frame - span.lowerBound]
        }
    }

    private func fadeOut(
        _ samples: UnsafeMutableBufferPointer<Double>, _ span: Range<Int>, _ window: Range<Int>
    ) {
        guard span.upperBound < totalFrames else { return }
        let faded = max(span.upperBound - fade.count, span.lowerBound)..<span.upperBound
        for frame in faded.clamped(to: window) {
            samples[frame - window.lowerBound] *= fade[span.upperBound - 1 - frame]
        }
    }
}

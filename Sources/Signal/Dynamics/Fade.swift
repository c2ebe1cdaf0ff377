/// Fades a production in from silence at its beginning and out to silence at its end.
///
/// With w the shape, frame k of a fade-in of n frames is multiplied by w(k/n): the first frame is silent and
/// frame n is the first at full level. A fade-out is its mirror image: the last frame is silent. Where the
/// two overlap, both apply.
package struct Fade: Processor, Sendable {
    /// How the gain goes from 0 to 1.
    package enum Shape: String, Sendable {
        /// w(t) = t.
        case linear
        /// w(t) = (1 − cos πt)/2, which begins and ends without a kink.
        case raisedCosine
    }

    private let fadeIn: Int
    private let fadeOut: Int
    private let totalFrames: Int
    private let shape: Shape
    private var position = 0

    /// - Parameters:
    ///   - fadeIn: length in frames; 0 for none.
    ///   - fadeOut: length in frames; 0 for none.
    ///   - totalFrames: of the whole production.
    package init(in fadeIn: Int, out fadeOut: Int, totalFrames: Int, shape: Shape = .raisedCosine) {
        precondition(fadeIn >= 0 && fadeOut >= 0, "BUG: a fade of \(min(fadeIn, fadeOut)) frames")
        self.fadeIn = fadeIn
        self.fadeOut = fadeOut
        self.totalFrames = totalFrames
        self.shape = shape
    }

    package mutating func process(_ block: inout Block) {
        let frames = position..<position + block.frames
        apply(to: &block, faded: frames.clamped(to: 0..<fadeIn)) { frame in (frame, fadeIn) }
        apply(to: &block, faded: frames.clamped(to: max(0, totalFrames - fadeOut)..<max(0, totalFrames))) {
            (totalFrames - 1 - $0, fadeOut)
        }
        position = frames.upperBound
    }

    /// Multiplies the given frames of the production by the shape at the fraction that `progress` makes of
    /// each.
    private func apply(
        to block: inout Block, faded: Range<Int>, progress: (Int) -> (done: Int, length: Int)
    ) {
        for channel in 0..<block.channels where !faded.isEmpty {
            block.withChannel(channel) { samples in
                for frame in faded {
                    let (done, length) = progress(frame)
                    samples[frame - position] *= weight(done, of: length)
                }
            }
        }
    }

    private func weight(_ done: Int, of length: Int) -> Double {
        switch shape {
        case .linear: Double(done) / Double(length)
        case .raisedCosine: 0.5 - 0.5 * Mathematics.cosine(turns: Double(done) / Double(2 * length))
        }
    }
}

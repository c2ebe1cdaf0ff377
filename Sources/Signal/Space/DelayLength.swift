/// How many frames a delay lasts: always as many, or at each frame of the production as many as the tempo says there.
package struct DelayLength: Sendable {
    /// The fewest frames: what lies between two frames is worked out from three on either side of it.
    package static let shortest = 4

    /// The most frames that it ever lasts.
    package let longest: Int
    /// Nil where it stands still.
    let at: (@Sendable (Int) -> Double)?
    /// Whether it is a whole number of frames where it does not change; where it does not settle, it is what `at` gives.
    let settles: Bool

    package init(frames: Int) {
        precondition(frames >= DelayLength.shortest, "BUG: a delay of \(frames) frames")
        longest = frames
        at = nil
        settles = true
    }

    /// A time that moves, as that of a tape.
    ///
    /// - Parameter time: in frames, `shortest` at least. Its points are rounded to whole ones, so that repeats are copies
    ///   while it stands still.
    package init(_ time: Control) {
        let whole = time.converted { $0.rounded() }
        precondition(
            whole.range.lowerBound >= Double(DelayLength.shortest),
            "BUG: a delay of \(whole.range.lowerBound) frames")
        longest = Int(whole.range.upperBound)
        if whole.constant == nil { at = { whole.exact(at: $0) } } else { at = nil }
        settles = false
    }

    /// - Parameters:
    ///   - longest: the most that `at` ever gives, rounded up.
    ///   - at: the frames to go back from a frame of the production; `shortest` at least.
    package init(longest: Int, at: @escaping @Sendable (Int) -> Double) {
        self.longest = longest
        self.at = at
        settles = true
    }
}

/// Hands out the lengths of a delay, frame after frame.
///
/// A length that moves is worked out at every frame that is a multiple of ``Control/period``, and runs in a straight line
/// between. Where it does not change from one of these to the next it is a whole number of frames, so that repeats under
/// a steady tempo are copies, and nothing between frames has to be guessed. A time that was given as a curve is what it is.
struct DelayLengthReader: Sendable {
    /// That of the frame that was handed out last.
    private(set) var last: Double

    private let length: DelayLength
    private var position = 0
    private var value = 0.0
    private var step = 0.0
    // The exact lengths at the multiple of the period before, at it and after it.
    private var before = 0.0
    private var exact = 0.0
    private var after = 0.0

    /// Frames in a period below which a length counts as steady.
    private static let steady = 1e-6
    /// What is left of that, as a share of the position, in the longest productions.
    private static let precision = 1e-14

    init(_ length: DelayLength) {
        self.length = length
        last = Double(length.longest)
    }

    /// The lengths of the frames that come next, as many as asked for.
    mutating func read(_ count: Int, into lengths: inout [Double]) {
        guard let at = length.at else {
            for index in 0..<count { lengths[index] = last }
            return
        }
        for index in 0..<count {
            let offset = position % Control.period
            if offset == 0 { turn(at) }
            last = value + step * Double(offset)
            lengths[index] = last
            position += 1
        }
    }

    private mutating func turn(_ at: @Sendable (Int) -> Double) {
        if position == 0 {
            exact = at(0)
            before = exact
            after = at(Control.period)
        } else {
            (before, exact, after) = (exact, after, at(position + Control.period))
        }
        let later = at(position + 2 * Control.period)
        value = settled(before, exact, after)
        step = (settled(exact, after, later) - value) / Double(Control.period)
    }

    /// The length in the middle of three, whole where it is the same as the one before or after it. Half a frame goes up,
    /// also where a difference of large numbers falls just short of it.
    private func settled(_ before: Double, _ exact: Double, _ after: Double) -> Double {
        guard length.settles else { return exact }
        let steady = max(Self.steady, Double(position) * Self.precision)
        let isSteady = abs(exact - before) < steady || abs(after - exact) < steady
        return isSteady ? (exact + 0.5 + steady).rounded(.down) : exact
    }
}

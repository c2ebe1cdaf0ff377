/// Two sections in series, run together: while the second works on one sample the processor already has
/// the first at work on the next, so that a pair takes hardly longer than one section.
///
/// The states are those of the transposed direct form II: for each section y = b0·x + s1, then s1 = b1·x + s2 − a1·y
/// and s2 = b2·x − a2·y. With y put in, s1 waits for itself only (``SectionStep``).
struct SectionPair: Sendable {
    let first, second: Biquad
    let firstStep, secondStep: SectionStep
    /// Whether the second section changes nothing.
    private let isAlone: Bool

    init(first: Biquad, second: Biquad) {
        (self.first, self.second) = (first, second)
        (firstStep, secondStep) = (SectionStep(first), SectionStep(second))
        isAlone = second == .identity
    }

    /// What the pair remembers of the samples before: s1 and s2 of both sections.
    struct State: Equatable, Sendable {
        var first1 = 0.0
        var first2 = 0.0
        var second1 = 0.0
        var second2 = 0.0
    }

    /// Samples between two looks at the state for numbers too small to matter. A filter that is left ringing
    /// into silence would otherwise end among the subnormal numbers, which many processors handle a hundred
    /// times slower.
    static let flushInterval = 64
    /// States below this are silence. A pole of radius 0.01 takes it no further than 1e-278 before the next
    /// look, still a normal number; and 3000 dB below full scale is no sound.
    static let silence = 1e-150

    /// The state that an endless constant input of 1 leaves behind.
    var settled: State {
        let (firstGain, bothGain) = (first.steadyGain, first.steadyGain * second.steadyGain)
        return State(
            first1: firstGain - first.b0, first2: first.b2 - first.a2 * firstGain,
            second1: bothGain - second.b0 * firstGain,
            second2: second.b2 * firstGain - second.a2 * bothGain)
    }

    /// The gain for a constant input.
    var steadyGain: Double { first.steadyGain * second.steadyGain }

    /// Filters `count` samples in place, `step` apart (−1 walks backwards through memory).
    ///
    /// - Parameter age: samples that the state has seen before, which fixes when it is looked at for silence:
    ///   the result is the same however a stream is cut.
    func run(
        _ samples: UnsafeMutablePointer<Double>, step: Int, count: Int, age: Int = 0, state: inout State
    ) {
        var current = state
        var sample = samples
        var done = 0
        while done < count {
            let untilLook = Self.flushInterval - (age + done) % Self.flushInterval
            let end = min(count, done + untilLook)
            if isAlone {
                for _ in done..<end {
                    sample.pointee = firstStep.advance(&current.first1, &current.first2, sample.pointee)
                    sample += step
                }
            } else {
                for _ in done..<end {
                    let between = firstStep.advance(&current.first1, &current.first2, sample.pointee)
                    sample.pointee = secondStep.advance(&current.second1, &current.second2, between)
                    sample += step
                }
            }
            if end - done == untilLook { current.flush() }
            done = end
        }
        state = current
    }
}

extension SectionPair.State {
    /// The state for a constant input of `level` where this is the one for an input of 1.
    func scaled(by level: Double) -> Self {
        Self(
            first1: first1 * level, first2: first2 * level, second1: second1 * level,
            second2: second2 * level)
    }

    /// The largest of the four numbers, without sign.
    var magnitude: Double { max(abs(first1), abs(first2), abs(second1), abs(second2)) }

    fileprivate mutating func flush() {
        if abs(first1) < SectionPair.silence { first1 = 0 }
        if abs(first2) < SectionPair.silence { first2 = 0 }
        if abs(second1) < SectionPair.silence { second1 = 0 }
        if abs(second2) < SectionPair.silence { second2 = 0 }
    }
}

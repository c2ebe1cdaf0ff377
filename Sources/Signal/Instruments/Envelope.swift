/// How loud a note is from its beginning to its end, or how far a filter opens: attack, decay, sustain, release.
///
/// Every part begins and ends level, so none of its corners clicks, however short it is. With t the time in the
/// part, and d the part's length, x = t/d:
///
///     attack   x²(3 − 2x)              from 0 to 1
///     decay    s + (1 − s)·(1 − x)⁶(1 + 6x)   from 1 to the sustain s; the moving part is 24 dB down at half the
///                                      time, and 57 dB at three quarters
///     release  (1 − x)⁶(1 + 6x)        a factor on all that, from 1 to 0, counted from when the key is let go
///
/// All four may move: a note has those of the moment at which it begins.
package struct Envelope: Equatable, Sendable {
    /// Seconds: 0.001 or more; 0 for a sample, which begins as it is.
    package let attack: Control
    /// Seconds: 0.001 or more.
    package let decay: Control
    /// The level that is held: 0 … 1.
    package let sustain: Control
    /// Seconds: 0.005 or more.
    package let release: Control

    package init(attack: Control, decay: Control, sustain: Control, release: Control) {
        precondition(
            attack.range.lowerBound >= 0 && decay.range.lowerBound >= 0.001
                && release.range.lowerBound >= 0.005 && sustain.range.lowerBound >= 0
                && sustain.range.upperBound <= 1,
            "BUG: an envelope of \(attack) s, \(decay) s, \(sustain), \(release) s")
        self.attack = attack
        self.decay = decay
        self.sustain = sustain
        self.release = release
    }

    /// x²(3 − 2x), for 0 … 1.
    @inline(__always)
    static func rise(_ x: Double) -> Double { x * x * (3 - 2 * x) }

    /// (1 − x)⁶(1 + 6x), for 0 … 1.
    @inline(__always)
    static func fall(_ x: Double) -> Double {
        let rest = 1 - x
        let square = rest * rest
        return square * square * square * (1 + 6 * x)
    }
}

/// An ``Envelope`` over one note.
package struct NoteEnvelope: Sendable {
    /// The frames until it is at 0 for good.
    package let frames: Int
    private let sustain: Double
    private let held: Double
    private let attack: Double
    private let perAttack: Double
    private let perDecay: Double
    private let perRelease: Double

    /// - Parameters:
    ///   - frame: of the production, at which the note begins.
    ///   - held: frames until the key is let go.
    package init(_ envelope: Envelope, at frame: Int, held: Int, sampleRate: Double) {
        let release = envelope.release.exact(at: frame)
        self.held = Double(held)
        sustain = envelope.sustain.exact(at: frame)
        attack = envelope.attack.exact(at: frame) * sampleRate
        perAttack = 1 / attack
        perDecay = 1 / (envelope.decay.exact(at: frame) * sampleRate)
        perRelease = 1 / (release * sampleRate)
        frames = held + Int((release * sampleRate).rounded(.up))
    }

    /// The level of a frame, counted from the note's start.
    @inline(__always)
    package func level(at frame: Int) -> Double {
        let time = Double(frame)
        let pressed =
            time < attack
            ? Envelope.rise(time * perAttack)
            : sustain + (1 - sustain) * Envelope.fall(min(1, (time - attack) * perDecay))
        return time <= held ? pressed : pressed * Envelope.fall(min(1, (time - held) * perRelease))
    }

    /// Multiplies a run that begins at `frame` by the level, and by a factor that goes from one value to another.
    package func apply(to run: inout NoteRun, stereo: Bool, frame: Int, gain: RunLine) {
        for index in 0..<NoteRun.length {
            let factor = level(at: frame + index) * gain.value(index)
            run.left[index] *= factor
            if stereo { run.right[index] *= factor }
        }
    }
}

/// A value at the start of a run and at the end of it, and the straight line between.
package struct RunLine: Sendable {
    let start: Double
    let end: Double
    private let step: Double

    package init(_ start: Double, _ end: Double) {
        self.start = start
        self.end = end
        step = (end - start) / Double(NoteRun.length)
    }

    @inline(__always)
    func value(_ index: Int) -> Double { start + step * Double(Int32(truncatingIfNeeded: index)) }
}

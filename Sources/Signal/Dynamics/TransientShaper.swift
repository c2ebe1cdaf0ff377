/// Makes attacks harder or softer and what rings on longer or shorter, whatever the level: it looks at how envelopes of
/// different speeds differ.
///
/// With d[n] the largest magnitude over the channels, each envelope is e[n] = e[n − 1] + a·(d[n] − e[n − 1]), a of its rise
/// where d[n] > e[n − 1] and of its fall elsewhere (seconds): f rises in 0.001 and falls in 0.03, s rises in 0.02 and falls
/// in 0.03, l rises in 0.001 and falls in 0.3. With ε = 10⁻⁶ (−120 dBFS) the gain is, in dB and held within ±24,
///
///     G[n] = A·20·log₁₀((f[n] + ε)/(s[n] + ε)) + S·20·log₁₀((l[n] + ε)/(f[n] + ε))
///
/// A, the attack: while a sound begins, f is above s. S, the sustain: while it dies away, l is above f.
package struct TransientShaper: Processor {
    private var attack: ControlReader
    private var sustain: ControlReader
    private var detector: LevelDetector
    private var levels: [Double] = []
    private var fast: LevelFollower
    private var slow: LevelFollower
    private var long: LevelFollower

    /// - Parameters:
    ///   - attack: −1 … 1, 0 changes nothing.
    ///   - sustain: −1 … 1, 0 changes nothing.
    ///   - sampleRate: in hertz.
    package init(attack: Control, sustain: Control, sampleRate: Double) {
        self.attack = ControlReader(attack)
        self.sustain = ControlReader(sustain)
        detector = LevelDetector(.peak, sampleRate: sampleRate)
        fast = LevelFollower(rise: 0.001, fall: 0.03, sampleRate: sampleRate)
        slow = LevelFollower(rise: 0.02, fall: 0.03, sampleRate: sampleRate)
        long = LevelFollower(rise: 0.001, fall: 0.3, sampleRate: sampleRate)
    }

    package mutating func process(_ block: inout Block) {
        if levels.count < block.frames { levels = Array(repeating: 0, count: block.capacity) }
        let count = block.frames
        var gains = levels
        levels = []
        gains.withUnsafeMutableBufferPointer { all in
            let gains = UnsafeMutableBufferPointer(rebasing: all[..<count])
            detector.read(block, into: gains)
            for index in gains.indices { gains[index] = gain(at: gains[index]) }
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in samples.indices { samples[index] *= gains[index] }
                }
            }
        }
        levels = gains
    }

    private static let floor = 1e-6
    private static let limit = 24.0

    private mutating func gain(at level: Double) -> Double {
        let floor = TransientShaper.floor
        let (fast, slow, long) = (fast.next(level), slow.next(level), long.next(level))
        let onset = LevelConversion.decibels((fast + floor) / (slow + floor))
        let tail = LevelConversion.decibels((long + floor) / (fast + floor))
        let gain = attack.next() * onset + sustain.next() * tail
        return LevelConversion.amplitude(
            min(TransientShaper.limit, max(-TransientShaper.limit, gain)))
    }
}

/// Follows a level with one speed up and another down.
private struct LevelFollower {
    private let rise: Double
    private let fall: Double
    private var value = 0.0

    init(rise: Double, fall: Double, sampleRate: Double) {
        self.rise = Ballistics.coefficient(seconds: rise, sampleRate: sampleRate)
        self.fall = Ballistics.coefficient(seconds: fall, sampleRate: sampleRate)
    }

    @inline(__always)
    mutating func next(_ level: Double) -> Double {
        value += (level > value ? rise : fall) * (level - value)
        // Where a subnormal number would be next.
        if value < 1e-40 { value = 0 }
        return value
    }
}

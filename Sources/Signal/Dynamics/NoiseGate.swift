/// Shuts what is too quiet out. With d[n] the largest magnitude over the channels, T the threshold and H the hysteresis:
///
///     it opens where d[n] ≥ T, and stays open where d[n] ≥ T − H, and for the hold time after that
///     t[n] = 1 while it is open, the floor while it is shut
///     g[n] = g[n − 1] + a·(t[n] − g[n − 1])   a of the attack where t[n] > g[n − 1], else of the release
///
/// from g = the floor at the start, shut; a = 1 − exp(−1/(seconds·fs)). A gain within 10⁻⁹ of the one it is on its way to is there.
package struct NoiseGate: GainFollower, Sendable {
    /// How it is set.
    package struct Settings: Sendable {
        /// As a factor.
        package var threshold = Control(0)
        /// As a factor, 0 … 1: the threshold times it is where it shuts.
        package var hysteresis = Control(1)
        /// The gain while it is shut.
        package var floor = Control(0)
        /// Seconds.
        package var attack = Control(0)
        /// Frames; the one that holds is that of the moment at which the level was last loud enough.
        package var hold = Control(0)
        /// Seconds.
        package var release = Control(0)

        package init() {}
    }

    package private(set) var gains: [Double] = []
    /// Frames for which it was shut.
    package private(set) var shutFrames = 0

    private var opening: ControlRun
    private var closing: ControlRun
    private var detector: LevelDetector
    private var threshold: ControlRun
    private var hysteresis: ControlRun
    private var floor: ControlRun
    private var hold: ControlRun
    private var isOpen = false
    private var held = 0
    private var gain: Double

    package init(_ settings: Settings, sampleRate: Double) {
        let speed = Control.Scale.ballistics(sampleRate: sampleRate)
        opening = ControlRun(settings.attack.standing(for: speed))
        closing = ControlRun(settings.release.standing(for: speed))
        detector = LevelDetector(.peak, sampleRate: sampleRate)
        threshold = ControlRun(settings.threshold)
        hysteresis = ControlRun(settings.hysteresis)
        floor = ControlRun(settings.floor)
        hold = ControlRun(settings.hold)
        gain = settings.floor.exact(at: 0)
    }

    package mutating func listen(to block: borrowing Block) {
        if gains.count < block.frames { gains = Array(repeating: 0, count: block.capacity) }
        let count = block.frames
        var values = gains
        gains = []
        values.withUnsafeMutableBufferPointer { all in
            let levels = UnsafeMutableBufferPointer(rebasing: all[..<count])
            detector.read(block, into: levels)
            for start in stride(from: 0, to: count, by: ControlRun.length) {
                let end = min(start + ControlRun.length, count)
                let run = UnsafeMutableBufferPointer(rebasing: levels[start..<end])
                advance(by: run.count)
                decide(run)
                smooth(run)
            }
        }
        gains = values
    }

    private mutating func advance(by count: Int) {
        threshold.advance(by: count)
        hysteresis.advance(by: count)
        floor.advance(by: count)
        hold.advance(by: count)
        opening.advance(by: count)
        closing.advance(by: count)
    }

    /// Replaces levels by the gains that are wanted.
    private mutating func decide(_ values: UnsafeMutableBufferPointer<Double>) {
        var (isOpen, held, shut) = (isOpen, held, 0)
        for index in values.indices {
            let (level, threshold) = (values[index], threshold.values[index])
            if level >= threshold {
                isOpen = true
                held = hold(at: index)
            } else if isOpen {
                if level >= threshold * hysteresis.values[index] {
                    held = hold(at: index)
                } else if held > 0 {
                    held -= 1
                } else {
                    isOpen = false
                }
            }
            shut += isOpen ? 0 : 1
            values[index] = isOpen ? 1 : floor.values[index]
        }
        (self.isOpen, self.held) = (isOpen, held)
        shutFrames += shut
    }

    @inline(__always)
    private func hold(at index: Int) -> Int { Int(hold.values[index].rounded()) }

    /// Replaces the gains that are wanted by those that there are on the way to them.
    private mutating func smooth(_ values: UnsafeMutableBufferPointer<Double>) {
        var gain = gain
        for index in values.indices {
            let target = values[index]
            let way = target - gain
            gain += (way > 0 ? opening.values[index] : closing.values[index]) * way
            if abs(target - gain) < NoiseGate.negligible { gain = target }
            values[index] = gain
        }
        self.gain = gain
    }

    private static let negligible = 1e-9
}

/// Turns down by how far a level is above a threshold (a compressor) or below it (an expander).
///
/// With d[n] the level (`LevelDetector`), T the threshold in dBFS, R the ratio and W the width of the knee in dB,
/// o = 20·log₁₀ d[n] − T is the level above the threshold, and what it asks for is, in dB,
///
///     compressor   c = 0                          o ≤ −W/2
///                  c = (1 − 1/R)·(o + W/2)²/(2W)  in the knee, −W/2 < o < W/2
///                  c = (1 − 1/R)·o                o ≥ W/2
///     expander     c = 0                          o ≥ W/2
///                  c = (R − 1)·(o − W/2)²/(2W)    in the knee
///                  c = −(R − 1)·o                 o ≤ −W/2
///
/// and at most the range. The reduction follows it, and the gain is what is left of it and the make-up M:
///
///     r[n] = r[n − 1] + a·(c − r[n − 1])          a that of the attack or of the release
///     r[n] = 0                                    where c = 0 and r[n] < 10⁻⁹
///     g[n] = 10^((M − r[n])/20)
///
/// A compressor's attack is the way down (c > r[n − 1]), an expander's the way up; a = 1 − exp(−1/(seconds·fs)). This is the
/// feed-forward design with the smoothing in the log domain of D. Giannoulis, M. Massberg and J. D. Reiss, "Digital
/// Dynamic Range Compressor Design", JAES 60 (2012), 399–408.
///
/// All of these may move. A time is worked out as its a where a curve is worked out (`Control`), and a runs in straight
/// lines between.
package struct GainComputer: GainFollower, Sendable {
    package enum Kind: Sendable {
        case compressor
        case expander

        /// What it asks for by each decibel beyond the knee, from the ratio.
        @Sendable func slope(_ ratio: Double) -> Double {
            self == .compressor ? 1 - 1 / ratio : ratio - 1
        }
    }

    /// How it is set.
    package struct Settings: Sendable {
        package var kind = Kind.compressor
        /// dBFS.
        package var threshold = Control(0)
        /// 1 or more.
        package var ratio = Control(1)
        /// dB.
        package var knee = Control(0)
        /// The largest reduction, dB.
        package var range = Control(.infinity)
        /// Seconds.
        package var attack = Control(0)
        /// Seconds.
        package var release = Control(0)
        /// dB.
        package var makeup = Control(0)
        /// Whether the level is the root of the mean square, and not the peak.
        package var followsPower = false

        package init() {}
    }

    package private(set) var gains: [Double] = []
    /// The largest reduction so far, dB.
    package private(set) var deepestReduction = 0.0

    private var curve: GainCurve
    private var rising: ControlRun
    private var falling: ControlRun
    private var detector: LevelDetector
    private var makeup: ControlRun
    private var reduction = 0.0

    package init(_ settings: Settings, sampleRate: Double) {
        curve = GainCurve(settings)
        let speed = Control.Scale.ballistics(sampleRate: sampleRate)
        let attack = ControlRun(settings.attack.standing(for: speed))
        let release = ControlRun(settings.release.standing(for: speed))
        (rising, falling) = settings.kind == .compressor ? (attack, release) : (release, attack)
        detector = LevelDetector(settings.followsPower ? .rms : .peak, sampleRate: sampleRate)
        makeup = ControlRun(settings.makeup)
    }

    package mutating func listen(to block: borrowing Block) {
        if gains.count < block.frames { gains = Array(repeating: 0, count: block.capacity) }
        let count = block.frames
        // Out of the way of `self`, and back again.
        var values = gains
        gains = []
        values.withUnsafeMutableBufferPointer { all in
            let levels = UnsafeMutableBufferPointer(rebasing: all[..<count])
            detector.read(block, into: levels)
            for start in stride(from: 0, to: count, by: ControlRun.length) {
                let end = min(start + ControlRun.length, count)
                follow(UnsafeMutableBufferPointer(rebasing: levels[start..<end]))
            }
        }
        gains = values
    }

    /// Replaces levels by gains. What does not depend on the frame before is worked out on its own, several frames at
    /// once.
    private mutating func follow(_ values: UnsafeMutableBufferPointer<Double>) {
        makeup.advance(by: values.count)
        curve.ask(values)
        smooth(values)
        let atRest = makeup.constant.map { Mathematics.amplitude(fromDecibels: $0) }
        makeup.values.withUnsafeBufferPointer { makeup in
            for index in values.indices {
                let reduction = values[index]
                let makeup = makeup[index]
                let gain = LevelConversion.amplitude(makeup - reduction)
                values[index] = reduction == 0 ? atRest ?? gain : gain
            }
        }
    }

    private mutating func smooth(_ values: UnsafeMutableBufferPointer<Double>) {
        if let rising = rising.constant, let falling = falling.constant {
            if rising >= falling {
                smooth(values, rising, falling) { $0 > $1 ? $0 : $1 }
            } else {
                smooth(values, rising, falling) { $0 < $1 ? $0 : $1 }
            }
            return
        }
        rising.advance(by: values.count)
        falling.advance(by: values.count)
        let (rising, falling) = (rising.values, falling.values)
        smooth(values, { rising[$0] }, { falling[$0] })
    }

    /// Where neither moves. Of the two ways the quicker one is above the other on the way up and below it on the way down:
    /// one of them is the larger in both, or the smaller. So a frame waits less for the one before.
    @inline(__always)
    private mutating func smooth(
        _ values: UnsafeMutableBufferPointer<Double>, _ rising: Double, _ falling: Double,
        _ choose: (Double, Double) -> Double
    ) {
        var (reduction, deepest) = (reduction, deepestReduction)
        let (keptRising, keptFalling) = (1 - rising, 1 - falling)
        for index in values.indices {
            let asked = values[index]
            let (up, down) = (
                keptRising * reduction + rising * asked, keptFalling * reduction + falling * asked
            )
            reduction = choose(up, down)
            if asked == 0 && reduction < GainComputer.negligible { reduction = 0 }
            deepest = max(deepest, reduction)
            values[index] = reduction
        }
        (self.reduction, deepestReduction) = (reduction, deepest)
    }

    @inline(__always)
    private mutating func smooth(
        _ values: UnsafeMutableBufferPointer<Double>, _ rising: (Int) -> Double, _ falling: (Int) -> Double
    ) {
        var (reduction, deepest) = (reduction, deepestReduction)
        for index in values.indices {
            let asked = values[index]
            let way = asked - reduction
            let (up, down) = (reduction + rising(index) * way, reduction + falling(index) * way)
            reduction = way > 0 ? up : down
            if asked == 0 && reduction < GainComputer.negligible { reduction = 0 }
            deepest = max(deepest, reduction)
            values[index] = reduction
        }
        (self.reduction, deepestReduction) = (reduction, deepest)
    }

    /// dB below which a reduction that nothing asks for is none.
    private static let negligible = 1e-9
}

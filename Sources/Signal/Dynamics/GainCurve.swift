/// What a level asks for, in dB, by the curve of a ``GainComputer``.
struct GainCurve: Sendable {
    private let kind: GainComputer.Kind
    private var threshold: ControlRun
    private var slope: ControlRun
    /// Half of the knee, dB.
    private var half: ControlRun
    private var range: ControlRun
    /// Where the threshold and the knee stand still: the level up to which (from which, for an expander) nothing is asked for.
    private let idle: Double?

    init(_ settings: GainComputer.Settings) {
        kind = settings.kind
        threshold = ControlRun(settings.threshold)
        slope = ControlRun(settings.ratio, settings.kind.slope)
        half = ControlRun(settings.knee) { $0 / 2 }
        range = ControlRun(settings.range)
        if let threshold = threshold.constant, let half = half.constant {
            let edge = settings.kind == .compressor ? -half : half
            idle = Mathematics.amplitude(fromDecibels: threshold + edge)
        } else {
            idle = nil
        }
    }

    /// Replaces levels, of the frames that come next, by what they ask for, dB. No frame branches, so that several are
    /// worked out at once.
    mutating func ask(_ values: UnsafeMutableBufferPointer<Double>) {
        threshold.advance(by: values.count)
        slope.advance(by: values.count)
        half.advance(by: values.count)
        range.advance(by: values.count)
        threshold.values.withUnsafeBufferPointer { thresholds in
            slope.values.withUnsafeBufferPointer { slopes in
                if let half = half.constant, let range = range.constant {
                    ask(values, thresholds, slopes, { _ in half }, { _ in range })
                    return
                }
                half.values.withUnsafeBufferPointer { halves in
                    range.values.withUnsafeBufferPointer { ranges in
                        ask(values, thresholds, slopes, { halves[$0] }, { ranges[$0] })
                    }
                }
            }
        }
    }

    @inline(__always)
    private func ask(
        _ values: UnsafeMutableBufferPointer<Double>, _ thresholds: UnsafeBufferPointer<Double>,
        _ slopes: UnsafeBufferPointer<Double>, _ half: (Int) -> Double, _ range: (Int) -> Double
    ) {
        switch kind {
        case .compressor: compress(values, thresholds, slopes, half, range)
        case .expander: expand(values, thresholds, slopes, half, range)
        }
    }

    @inline(__always)
    private func compress(
        _ values: UnsafeMutableBufferPointer<Double>, _ thresholds: UnsafeBufferPointer<Double>,
        _ slopes: UnsafeBufferPointer<Double>, _ half: (Int) -> Double, _ range: (Int) -> Double
    ) {
        let idle = idle ?? 0
        for run in GainCurve.runs(values.count) {
            // What is not a number asks for nothing.
            guard run.contains(where: { values[$0] > idle }) else {
                values[run].update(repeating: 0)
                continue
            }
            for index in run {
                let (level, slope, half) = (values[index], slopes[index], half(index))
                let over = LevelConversion.decibels(level) - thresholds[index]
                let bent = slope * (over + half) * (over + half) * (1 / (4 * half))
                let asked = over < half ? bent : slope * over
                values[index] = level > idle ? (over > -half ? min(range(index), asked) : 0) : 0
            }
        }
    }

    @inline(__always)
    private func expand(
        _ values: UnsafeMutableBufferPointer<Double>, _ thresholds: UnsafeBufferPointer<Double>,
        _ slopes: UnsafeBufferPointer<Double>, _ half: (Int) -> Double, _ range: (Int) -> Double
    ) {
        let idle = idle ?? .infinity
        for run in GainCurve.runs(values.count) {
            guard run.contains(where: { values[$0] < idle }) else {
                values[run].update(repeating: 0)
                continue
            }
            for index in run {
                let (level, slope, half) = (values[index], slopes[index], half(index))
                let over = LevelConversion.decibels(level) - thresholds[index]
                let bent = slope * (over - half) * (over - half) * (1 / (4 * half))
                let asked = over > -half ? bent : -slope * over
                values[index] = level < idle ? (over < half ? min(range(index), asked) : 0) : 0
            }
        }
    }

    /// Frames that are passed over where none of them asks for anything.
    private static func runs(_ count: Int) -> some Sequence<Range<Int>> {
        stride(from: 0, to: count, by: 16).lazy.map { $0..<min($0 + 16, count) }
    }
}

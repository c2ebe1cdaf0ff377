/// The true peak of one channel.
///
/// Interpolating everything takes 84 multiplications a sample. Most of it is left out, and the result is still exact:
/// a stretch whose samples, times the filter's largest gain, stay below the highest value so far cannot exceed it; and
/// the rest is interpolated in single precision first, of which the error is bounded, and only what comes near the
/// highest value again in double precision.
struct ChannelTruePeak {
    /// Intervals between samples that are decided on together.
    private static let stretch = 32
    private static let context = OversamplingFilter.taps - 1
    /// Single precision is off by less than this share of the largest sample: 26 roundings of 2⁻²⁴ in a sum of
    /// magnitudes of at most 2.6 times it, and as much again for the folding.
    private static let singleError = 2e-5

    private let filter = OversamplingFilter.standard
    private let coefficients: [Float]
    /// The samples that intervals still need, then those of the block.
    private var samples: [Double]
    private var kept: Int
    private var singles = [Float](repeating: 0, count: ChannelTruePeak.stretch + ChannelTruePeak.context + 1)
    /// The frame of the first kept sample.
    private var first: Int
    private(set) var highest = 0.0
    /// Where it is: the frame at or before it.
    private(set) var frame = 0

    init() {
        coefficients = filter.folded.map { Float($0) }
        // Before the first sample is silence.
        kept = Self.context
        first = -Self.context
        samples = Array(repeating: 0, count: Self.context)
    }

    mutating func measure(_ block: UnsafeBufferPointer<Double>) {
        guard block.count > 0 else { return }
        let count = kept + block.count
        if samples.count < count {
            samples.append(contentsOf: repeatElement(0, count: count - samples.count))
        }
        var state = self.samples
        self.samples = []
        state.withUnsafeMutableBufferPointer { samples in
            for index in 0..<block.count { samples[kept + index] = block[index] }
            scan(UnsafeBufferPointer(rebasing: samples[0..<count]))
            // The last ones are the context of what comes next.
            let done = count - Self.context
            for index in 0..<Self.context { samples[index] = samples[done + index] }
            first += done
        }
        kept = Self.context
        self.samples = state
    }

    /// Lets the last samples ring out.
    mutating func finish() {
        let silence = [Double](repeating: 0, count: Self.context)
        silence.withUnsafeBufferPointer { measure($0) }
    }

    /// From here on only what is higher than this is looked for.
    mutating func restart(above level: Double) { highest = level }

    /// Looks at the intervals that have all samples their taps reach.
    private mutating func scan(_ samples: UnsafeBufferPointer<Double>) {
        let intervals = samples.count - Self.context
        var start = 0
        while start < intervals {
            let count = min(Self.stretch, intervals - start)
            let window = UnsafeBufferPointer(rebasing: samples[start..<start + count + Self.context])
            let peak = Self.peak(window)
            if peak > highest { takePeak(peak, in: window, from: first + start) }
            if peak * filter.gain > highest { interpolate(window, peak: peak, from: first + start) }
            start += count
        }
    }

    private mutating func takePeak(_ peak: Double, in window: UnsafeBufferPointer<Double>, from frame: Int) {
        guard let index = window.firstIndex(where: { abs($0) == peak }) else { return }
        highest = peak
        self.frame = frame + index
    }

    /// The largest magnitude; what is not a number is none.
    private static func peak(_ window: UnsafeBufferPointer<Double>) -> Double {
        var largest = SIMD4<Double>()
        let raw = UnsafeRawBufferPointer(window)
        var position = 0
        while position + 4 <= window.count {
            let four = raw.loadUnaligned(fromByteOffset: position &* 8, as: SIMD4<Double>.self)
            let magnitudes = four.magnitudes
            largest.replace(with: magnitudes, where: magnitudes .> largest)
            position &+= 4
        }
        var peak = largest.largest
        while position < window.count {
            let magnitude = abs(window[position])
            peak = magnitude > peak ? magnitude : peak
            position &+= 1
        }
        return peak
    }

    /// Raises the highest value to the largest one between the samples of a window.
    private mutating func interpolate(
        _ window: UnsafeBufferPointer<Double>, peak: Double, from frame: Int
    ) {
        let intervals = window.count - Self.context
        guard peak < 1e30 else {
            for interval in 0..<intervals { refine(window, interval, from: frame) }
            return
        }
        for index in window.indices { singles[index] = Float(window[index]) }
        let slack = peak * Self.singleError + Double(Float.leastNormalMagnitude)
        var interval = 0
        while interval < intervals {
            let four = screen(interval)
            for lane in 0..<min(4, intervals - interval)
            where Double(four[lane]) + slack > highest {
                refine(window, interval + lane, from: frame)
            }
            interval += 4
        }
    }

    /// The largest magnitudes in four intervals, in single precision.
    @inline(__always)
    private func screen(_ interval: Int) -> SIMD4<Float> {
        singles.withUnsafeBytes { samples in
            coefficients.withUnsafeBufferPointer { coefficients in
                var (e1, o1, e2, o2) = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())
                var (e3, o3, e4) = (SIMD4<Float>(), SIMD4<Float>(), SIMD4<Float>())
                var tap = 0
                while tap < OversamplingFilter.reach {
                    let near = samples.loadUnaligned(
                        fromByteOffset: (interval &+ tap) &* 4, as: SIMD4<Float>.self)
                    let far = samples.loadUnaligned(
                        fromByteOffset: (interval &+ Self.context &- tap) &* 4, as: SIMD4<Float>.self)
                    let (sum, difference) = (near + far, near - far)
                    let row = tap &* 7
                    e1 += coefficients[row] * sum
                    o1 += coefficients[row &+ 1] * difference
                    e2 += coefficients[row &+ 2] * sum
                    o2 += coefficients[row &+ 3] * difference
                    e3 += coefficients[row &+ 4] * sum
                    o3 += coefficients[row &+ 5] * difference
                    e4 += coefficients[row &+ 6] * sum
                    tap &+= 1
                }
                var largest = e4.magnitudes
                for two in [e1.magnitudes + o1.magnitudes, e2.magnitudes + o2.magnitudes] {
                    largest.replace(with: two, where: two .> largest)
                }
                let three = e3.magnitudes + o3.magnitudes
                largest.replace(with: three, where: three .> largest)
                return largest
            }
        }
    }

    /// The largest magnitude in one interval, in double precision.
    private mutating func refine(_ window: UnsafeBufferPointer<Double>, _ interval: Int, from frame: Int) {
        var phases = (e1: 0.0, o1: 0.0, e2: 0.0, o2: 0.0, e3: 0.0, o3: 0.0, e4: 0.0)
        for tap in 0..<OversamplingFilter.reach {
            let near = window[interval + tap]
            let far = window[interval + Self.context - tap]
            let (sum, difference, row) = (near + far, near - far, tap * 7)
            phases.e1 += filter.folded[row] * sum
            phases.o1 += filter.folded[row + 1] * difference
            phases.e2 += filter.folded[row + 2] * sum
            phases.o2 += filter.folded[row + 3] * difference
            phases.e3 += filter.folded[row + 4] * sum
            phases.o3 += filter.folded[row + 5] * difference
            phases.e4 += filter.folded[row + 6] * sum
        }
        let between = max(
            max(abs(phases.e1) + abs(phases.o1), abs(phases.e2) + abs(phases.o2)),
            max(abs(phases.e3) + abs(phases.o3), abs(phases.e4)))
        guard between > highest else { return }
        highest = between
        self.frame = frame + interval + OversamplingFilter.reach - 1
    }
}

extension SIMD4<Float> {
    fileprivate var magnitudes: SIMD4<Float> {
        let bits = unsafeBitCast(self, to: SIMD4<UInt32>.self) & SIMD4<UInt32>(repeating: ~(1 << 31))
        return unsafeBitCast(bits, to: Self.self)
    }
}

/// The value of a parameter over the whole of a production: one number, or a curve through points.
///
/// A curve is worked out at every frame that is a multiple of ``period`` from the start of the production, and
/// runs in a straight line between: the value of a frame depends on the frame alone, whoever asks.
package struct Control: Equatable, Sendable {
    /// How a curve goes from one point to the next.
    package enum Shape: String, Sendable {
        /// In a straight line.
        case linear
        /// By equal ratios in equal times; both ends above 0.
        case exponential
        /// Along (1 − cos πt)/2.
        case smooth
    }

    package struct Point: Equatable, Sendable {
        package let frame: Int
        package let value: Double
        /// From this point to the next.
        package let shape: Shape

        package init(frame: Int, value: Double, shape: Shape = .linear) {
            self.frame = frame
            self.value = value
            self.shape = shape
        }
    }

    /// What a value stands for.
    package enum Scale: Equatable, Sendable {
        /// Itself.
        case plain
        /// A level in decibels, which is handed out as the amplitude 10^(level/20).
        case decibels
        /// A time in seconds, which is handed out as the part of the way that is made in one frame (`Ballistics`).
        case ballistics(sampleRate: Double)
    }

    /// Frames between two values that are worked out: a third of a millisecond at 48 kHz, far below what is
    /// heard as a step.
    package static let period = 16

    private let points: [Point]
    private let scale: Scale

    /// A value that stays.
    package init(_ value: Double) {
        points = [Point(frame: 0, value: value)]
        scale = .plain
    }

    /// A curve through points, at least one, in the order of their frames. Of several at one frame the last holds
    /// from there on.
    package init(through points: [Point], scale: Scale = .plain) {
        precondition(!points.isEmpty, "BUG: a curve without a point")
        self.points = points
        self.scale = scale
    }

    /// The value, where it is the same all the time.
    package var constant: Double? {
        guard points.allSatisfy({ $0.value == points[0].value }) else { return nil }
        return scaled(points[0].value)
    }

    /// The smallest and the largest value.
    package var range: ClosedRange<Double> {
        var (least, most) = (points[0].value, points[0].value)
        for point in points.dropFirst() { (least, most) = (min(least, point.value), max(most, point.value)) }
        // A ballistic falls as its time grows.
        let ends = (scaled(least), scaled(most))
        return min(ends.0, ends.1)...max(ends.0, ends.1)
    }

    /// The curve's value at a frame, worked out.
    package func exact(at frame: Int) -> Double {
        let next = points.firstIndex(after: frame)
        guard next > 0 else { return scaled(points[0].value) }
        let from = points[next - 1]
        guard next < points.count else { return scaled(from.value) }
        let to = points[next]
        let progress = Double(frame - from.frame) / Double(to.frame - from.frame)
        switch from.shape {
        case .linear: return scaled(from.value + (to.value - from.value) * progress)
        case .exponential: return scaled(from.value * Mathematics.power(to.value / from.value, progress))
        case .smooth:
            let eased = 0.5 - 0.5 * Mathematics.cosine(turns: progress / 2)
            return scaled(from.value + (to.value - from.value) * eased)
        }
    }

    private func scaled(_ value: Double) -> Double {
        switch scale {
        case .plain: value
        case .decibels: Mathematics.amplitude(fromDecibels: value)
        case .ballistics(let sampleRate): Ballistics.coefficient(seconds: value, sampleRate: sampleRate)
        }
    }
}

extension Control {
    /// The same curve in another unit: each of its points changed by a factor, which every shape of a curve follows.
    package func converted(_ change: (Double) -> Double) -> Control {
        Control(
            through: points.map { Point(frame: $0.frame, value: change($0.value), shape: $0.shape) },
            scale: scale)
    }

    /// The same curve with its values standing for something else.
    package func standing(for scale: Scale) -> Control { Control(through: points, scale: scale) }

    /// Its points, as they were given.
    package var given: [Point] { points }
}

extension [Control.Point] {
    /// The index of the first point behind a frame.
    func firstIndex(after frame: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].frame > frame { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Control: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A value that stays.
    package init(floatLiteral value: Double) { self.init(value) }
    /// A value that stays.
    package init(integerLiteral value: Int) { self.init(Double(value)) }
}

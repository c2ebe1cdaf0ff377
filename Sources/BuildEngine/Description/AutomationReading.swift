internal import Signal
internal import TargetDescription

// Parameters that may move, as the signal path takes them. That their points are in order and in range has been
// checked with the production (``Composition``).

extension Recipe {
    /// A number or a curve, in the unit of the parameter.
    func control(_ name: String, _ timeline: Timeline) -> Control {
        guard let curve = curve(name) else { return Control(number(name)) }
        return Control(through: curve.points(timeline))
    }

    /// A gain or a curve of decibels, as a factor.
    func gainControl(_ name: String, _ timeline: Timeline) -> Control {
        guard let curve = curve(name) else { return Control(gain(name)) }
        return Control(through: curve.points(timeline), scale: .decibels)
    }

    /// A level in decibels or a curve of such, as an amplitude.
    ///
    /// - Parameter sign: −1 for decibels that are turned down by.
    func levelControl(_ name: String, _ timeline: Timeline, sign: Double = 1) -> Control {
        control(name, timeline).converted { sign * $0 }.standing(for: .decibels)
    }

    /// A number of milliseconds or a curve of such, in seconds.
    func secondsControl(_ name: String, _ timeline: Timeline) -> Control {
        control(name, timeline).converted { $0 / 1_000 }
    }

    /// Numbers of a list, each of which may be a curve.
    func controls(_ name: String, _ timeline: Timeline) -> [Control] {
        list(name).map { value in
            switch value {
            case .number(let number): Control(number)
            case .recipe(let curve): Control(through: curve.points(timeline))
            default: wrongShape(name)
            }
        }
    }

    /// Refuses a curve that runs backwards, or by ratios through zero.
    func checkCurve(_ timeline: Timeline) throws(Refusal) {
        let points = recipes("points")
        for (point, next) in zip(points, points.dropFirst()) {
            guard point.frame(timeline) <= next.frame(timeline) else {
                throw Refusal(
                    line: next.line,
                    "the curve runs backwards: a point at frame \(next.frame(timeline)) follows one at frame \(point.frame(timeline)); put them in the order of time"
                )
            }
            let isExponential = point.word("shape", as: CurveShape.self) == .exponential
            if isExponential, min(point.number("value"), next.number("value")) <= 0 {
                throw Refusal(
                    line: point.line,
                    "an exponential curve runs between values above 0, and this one from \(plain(point.number("value"))) to \(plain(next.number("value"))): take .linear or .smooth, or other values"
                )
            }
        }
    }

    private func curve(_ name: String) -> Recipe? {
        guard case .recipe(let curve) = self[name] else { return nil }
        return curve
    }

    /// How long a value that is held takes to the next one, so that it does not click.
    private static let edgeSeconds = 0.005

    private func points(_ timeline: Timeline) -> [Control.Point] {
        let recipes = recipes("points")
        let edge = Int(Recipe.edgeSeconds * Double(timeline.sampleRate))
        return recipes.indices.flatMap { index in
            let point = recipes[index]
            let start = Control.Point(
                frame: point.frame(timeline), value: point.number("value"), shape: point.shape)
            guard point.word("shape", as: CurveShape.self) == .hold, index + 1 < recipes.count else {
                return [start]
            }
            let end = max(start.frame, recipes[index + 1].frame(timeline) - edge)
            return [start, Control.Point(frame: end, value: start.value)]
        }
    }

    private var shape: Control.Shape {
        switch word("shape", as: CurveShape.self) {
        case .linear, .hold: .linear
        case .exponential: .exponential
        case .smooth: .smooth
        }
    }

    /// Where a point of a curve lies.
    private func frame(_ timeline: Timeline) -> Int {
        guard case .quantity(let amount, let unit) = self["at"] else { return 0 }
        guard case .text(let name) = self["section"], let section = timeline.section(name) else {
            return timeline.frames(amount, unit)
        }
        return timeline.frames(amount, unit, in: section)
    }
}

/// What a parameter can be set to that may move: a number, or a curve over the timeline.
///
/// ```swift
/// .lowpass(frequency: 800)
/// .lowpass(frequency: .curve([.point(200, at: .bars(0)), .point(8_000, at: .bars(4))]))
/// ```
public protocol Automatable: OptionallyAutomatable {
    /// The number or the curve.
    var automation: Automation { get }
}

/// What a parameter can be set to that may move, or be left out: a number, a curve, or none.
public protocol OptionallyAutomatable: Sendable {
    /// The number or the curve; nil for none.
    var optionalAutomation: Automation? { get }
}

extension Automatable {
    /// The number or the curve.
    public var optionalAutomation: Automation? { automation }
}

extension Optional: OptionallyAutomatable where Wrapped: Automatable {
    /// The number or the curve; nil for none.
    public var optionalAutomation: Automation? { self?.automation }
}

/// A number that stands still, or a curve of numbers over the timeline.
public struct Automation: Automatable {
    package let value: Value

    /// Itself.
    public var automation: Automation { self }
}

/// In a list beside curves, a number stands for itself.
extension Automation: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// The number, standing still.
    public init(floatLiteral value: Double) { self = value.automation }
    /// The number, standing still.
    public init(integerLiteral value: Int) { self = value.automation }
}

extension Double: Automatable {
    /// The number, standing still.
    public var automation: Automation { Automation(value: .number(self)) }
}

extension Int: Automatable {
    /// The number, standing still.
    public var automation: Automation { Automation(value: .number(Double(self))) }
}

extension OptionallyAutomatable where Self == Automation {
    /// A curve through points. Before the first and after the last it stands still.
    ///
    /// - Parameter points: In the order of time, each within the parameter's range. At least one.
    public static func curve(_ points: [Point], line: Int = #line) -> Automation {
        Automation(value: .recipe(Recipe(.curve, [.recipes(points.map(\.recipe))], line: line)))
    }
}

/// How a curve goes from one point to the next.
public enum CurveShape: String, CaseIterable, Sendable {
    /// In a straight line.
    case linear
    /// By equal ratios in equal times, as pitch is heard; both points have to be above 0.
    case exponential
    /// Along half a cosine, which begins and ends without a kink.
    case smooth
    /// Not at all: it stays, and is at the next point within 5 ms before it, so that it does not click.
    case hold
}

/// A point of a curve.
public struct Point: Sendable, Equatable {
    package let recipe: Recipe

    /// A value at a moment.
    ///
    /// - Parameters:
    ///   - value: In the unit of the parameter, within its range.
    ///   - at: When. Default the start.
    ///   - section: The section from whose start `at` counts; without it, from the start of the production.
    ///   - shape: How the curve goes on from here. Default in a straight line.
    public static func point(
        _ value: Double, at: Time = .beats(0), in section: String? = nil, _ shape: CurveShape = .linear,
        line: Int = #line
    ) -> Point {
        Point(
            recipe: Recipe(
                .point, [.number(value), at.value, .optional(section.map(Value.text)), .choice(shape)],
                line: line))
    }
}

extension Rule {
    package static let curve = Rule(
        "curve", .curve, [Parameter("points", .recipes(.point, count: 1...100_000))])

    package static let point = Rule(
        "point", .point,
        [
            Parameter("value", .number(-1e9...1e9, unit: "(in the unit of the parameter)")),
            Parameter("at", .time, default: Time.beats(0).value),
            .optional("section", .section),
            Parameter("shape", .choice(CurveShape.self), default: .choice(CurveShape.linear)),
        ])
}

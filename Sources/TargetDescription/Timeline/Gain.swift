/// How much louder or quieter: a factor, decibels, or a curve of decibels.
public enum Gain: Sendable {
    /// A factor on every sample: 0 … 64; 1 changes nothing.
    case linear(Double)
    /// Decibels: −144 … +36; 0 changes nothing, −6.02 halves.
    case decibels(Double)
    /// A curve over the timeline, its points in decibels: −144 … +36.
    case curve([Point])

    /// No change.
    public static let unity = Gain.linear(1)

    package var value: Value {
        switch self {
        case .linear(let factor): .quantity(factor, .linear)
        case .decibels(let decibels): .quantity(decibels, .decibels)
        case .curve(let points): Automation.curve(points, line: 0).value
        }
    }
}

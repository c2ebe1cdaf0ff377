/// How much louder or quieter: a factor or decibels.
public enum Gain: Sendable, Equatable {
    /// A factor on every sample: 0 … 64; 1 changes nothing.
    case linear(Double)
    /// Decibels: −144 … +36; 0 changes nothing, −6.02 halves.
    case decibels(Double)

    /// No change.
    public static let unity = Gain.linear(1)

    package var value: Value {
        switch self {
        case .linear(let factor): .quantity(factor, .linear)
        case .decibels(let decibels): .quantity(decibels, .decibels)
        }
    }
}

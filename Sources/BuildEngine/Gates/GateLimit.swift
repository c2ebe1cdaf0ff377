internal import Signal

/// Where a gate draws the line, as a picture of the sound can show it.
package struct GateLimit: Equatable, Sendable {
    package internal(set) var gate: String
    package let measure: Measure
    package let low: Double?
    package let high: Double?
    package let unit: String

    /// What is drawn over time; the words are part of the interface.
    package enum Measure: String, Sendable {
        case integrated, momentary
        case shortTerm = "short-term"
        case truePeak = "true-peak"
        case peak

        /// Nil for what no picture shows.
        init?(_ kind: Metric.Kind) {
            switch kind {
            case .loudness: self = .integrated
            case .momentaryMax: self = .momentary
            case .shortTermMax: self = .shortTerm
            case .truePeak: self = .truePeak
            case .peak: self = .peak
            default: return nil
            }
        }
    }

    init(_ gate: String, _ measure: Measure, _ bounds: Bounds) {
        self.gate = gate
        self.measure = measure
        low = bounds.atLeast
        high = bounds.atMost
        unit = bounds.unit
    }
}

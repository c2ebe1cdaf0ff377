import Foundation
import Signal

/// A row of `docs/units.md`: how far a unit is from its reference.
struct UnitCheck: Sendable {
    enum Scale: Sendable {
        /// A difference of samples, full scale 1.
        case samples
        case decibels
        case cents

        func words(_ value: Double) -> String {
            switch self {
            case .samples: value == 0 ? "0" : String(format: "%.0e", value)
            case .decibels: String(format: "%.1f dB", value).replacingOccurrences(of: "-", with: "−")
            case .cents: String(format: "%.4f cents", value)
            }
        }
    }

    let unit: String
    /// What it is measured against.
    let reference: String
    /// The error asked for: what is found is at most this.
    let tolerance: Double
    let scale: Scale
    let measure: @Sendable () throws -> Double

    init(
        _ unit: String, against reference: String, within tolerance: Double, _ scale: Scale = .samples,
        measure: @escaping @Sendable () throws -> Double
    ) {
        self.unit = unit
        self.reference = reference
        self.tolerance = tolerance
        self.scale = scale
        self.measure = measure
    }

    func row(_ error: Double) -> String {
        "| \(unit) | \(reference) | \(scale.words(tolerance)) | \(scale.words(error)) |"
    }
}

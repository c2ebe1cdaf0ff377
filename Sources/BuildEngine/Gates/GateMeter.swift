internal import Signal
internal import SoundFiles

/// A meter that a gate brings along, for what depends on more than the samples of the file itself, or takes more
/// than `Signal` has: it listens to the same pass as the others.
package struct GateMeter: Sendable {
    /// A meter that reads other files, too.
    protocol Listener: Meter, AnyObject {
        /// What went wrong with one of them; the measurement then means nothing.
        var failure: (any Error)? { get }
    }

    /// What it measures, by the names in the evidence.
    let metrics: [String]
    /// What its measurements depend on besides the file's bytes, as text: with it they are remembered. Empty for
    /// nothing.
    let basis: String
    /// Makes it ready to listen to a file of this form.
    let make: @Sendable (SoundInfo) throws -> any Meter

    init(metrics: [String], basis: String, make: @escaping @Sendable (SoundInfo) throws -> any Meter) {
        self.metrics = metrics
        self.basis = basis
        self.make = make
    }

    /// What a measurement is remembered as.
    func remembered(_ metric: String) -> String { basis.isEmpty ? metric : "\(metric) with \(basis)" }
}

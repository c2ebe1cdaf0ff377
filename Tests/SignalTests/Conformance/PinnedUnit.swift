/// A unit, and what it makes of two channels at 48 kHz, for `PinnedOutputTests`.
struct PinnedUnit: Sendable {
    let name: String
    let output: @Sendable ([[Double]]) throws -> [[Double]]
}

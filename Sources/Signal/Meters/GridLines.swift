/// The lines that onsets are held against.
package struct GridLines: Sendable {
    /// The widest space between two of them, seconds.
    let widest: Double
    /// How far a time from the start lies from the nearest line, both in seconds.
    let distance: @Sendable (Double) -> Double

    /// Lines that need not be evenly spaced.
    package init(widest: Double, distance: @escaping @Sendable (Double) -> Double) {
        precondition(widest > 0 && widest.isFinite, "BUG: a grid without lines")
        self.widest = widest
        self.distance = distance
    }

    init(_ grid: BeatGrid) {
        let spacing = grid.spacing
        self.init(widest: spacing) { time in
            let lines = time / spacing
            return abs(lines - lines.rounded()) * spacing
        }
    }
}

extension Metric {
    /// The name in records and reports: `peak`, `silence.longest`; with the threshold or the grid where one was
    /// given: `silence.longest@-48`, `silence.leading@-52.5`, `onset-distance@120/4`.
    package var name: String {
        if isSilence, let threshold { return "\(kind.rawValue)@\(Self.shortest(threshold))" }
        if kind == .onsetDistance, let grid {
            return "\(kind.rawValue)@\(Self.shortest(grid.tempo))/\(grid.division)"
        }
        return kind.rawValue
    }

    /// Reads a name as ``name`` writes it; nil for any other text.
    package init?(name: String) {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            self.init(kind: kind)
            return
        }
        let metric: Metric
        if let grid = BeatGrid(parts[1]), kind == .onsetDistance {
            metric = Metric(kind: kind, grid: grid)
        } else if let threshold = Double(parts[1]), threshold.isFinite {
            metric = Metric(kind: kind, threshold: threshold)
        } else {
            return nil
        }
        // What has no threshold would drop it.
        guard metric.name == name else { return nil }
        self = metric
    }

    /// 120 and not 120.0.
    private static func shortest(_ number: Double) -> String {
        let digits = String(number)
        return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
    }
}

/// A grid of beats from the first frame on.
package struct BeatGrid: Hashable, Sendable {
    /// Beats per minute, above 0.
    package let tempo: Double
    /// Lines per beat: 1 or more.
    package let division: Int

    package init(tempo: Double, division: Int) {
        precondition(tempo > 0 && tempo.isFinite && division > 0, "BUG: a grid without lines")
        self.tempo = tempo
        self.division = division
    }

    /// Reads `120/4`.
    fileprivate init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let tempo = Double(parts[0]), let division = Int(parts[1]),
            tempo > 0, tempo.isFinite, division > 0
        else { return nil }
        self.init(tempo: tempo, division: division)
    }

    /// From one line to the next, seconds.
    package var spacing: Double { 60 / (tempo * Double(division)) }
}

/// What a gate says of an artifact.
package struct Verdict: Equatable, Sendable {
    /// The gate: `peak`, `silence, leading`; a preset's with its name before it: `ebu-r128: loudness`.
    package internal(set) var gate: String
    package let holds: Bool
    /// What it asks for, with the unit: `≤ -1 dBFS`.
    package let expected: String
    /// What was found, with the unit, or why nothing was.
    package let found: String
    /// How far what was found is from the nearest bound; nil where there is no number for that.
    package let margin: Margin?
    /// Where what was found is found; nil where it is everywhere, or nowhere.
    package let position: Position?
    /// What would mend it; empty where it holds.
    package let advice: String
    /// The line of the manifest that states the gate; 0 where none does.
    package internal(set) var line = 0

    package init(
        _ gate: String, holds: Bool, expected: String, found: String, margin: Margin? = nil,
        position: Position? = nil, advice: String = ""
    ) {
        self.gate = gate
        self.holds = holds
        self.expected = expected
        self.found = found
        self.margin = margin
        self.position = position
        self.advice = holds ? "" : advice
    }

    /// In one line.
    package var summary: String { "\(gate): expected \(expected), found \(found)" }

    /// By how much and where, in words, for those who mend it: "0.40 dB too high, at 83.200 s (bar 42, beat 3), in
    /// 'chorus', left"; empty where neither is known.
    package var whereabouts: String {
        [holds ? nil : margin?.excess, position?.text].compactMap(\.self).joined(separator: ", ")
    }
}

/// How far a measurement is from the bound that is nearest to it.
package struct Margin: Equatable, Sendable {
    /// What is left to the bound; below 0, how far it is beyond.
    package let amount: Double
    /// The unit of a difference: dB for a level in dBFS, LU for a loudness in LUFS.
    package let unit: String
    /// Whether the bound is one that the measurement has to stay below.
    package let isUpper: Bool

    /// "0.40 dB too high"; nil where there is room.
    var excess: String? {
        guard amount < 0 else { return nil }
        return "\(shown(-amount)) \(unit) too \(isUpper ? "high" : "low")"
    }

    private func shown(_ amount: Double) -> String {
        let places = (2...6).first { decimal(amount, $0) != decimal(0, $0) } ?? 6
        return decimal(amount, places)
    }
}

internal import Signal
internal import TargetDescription

/// As loud as another target, and as bright and as dark.
struct MatchesGate: GateUnit {
    private let target: String
    private let loudness: Double
    private let bands: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        target = recipe.text("target")
        loudness = recipe.number("loudness")
        bands = recipe.number("bands")
    }

    var metrics: [Metric] { [Metric(kind: .loudness)] + OctaveBands.all }

    var comparisons: [String: [Metric]] { [target: metrics] }

    static var judgesFileAlone: Bool { false }

    func judge(_ evidence: Evidence) -> [Verdict] {
        let other = evidence.comparisons[target] ?? ComparisonEvidence(problem: "'\(target)' is not there")
        let distance = difference(Metric(kind: .loudness), evidence, other)
        return [judgeLoudness(distance), judgeBands(evidence, other, distance)]
    }

    /// How much more the file has than the target.
    private func difference(
        _ metric: Metric, _ evidence: Evidence, _ other: ComparisonEvidence
    ) -> Measurement.Value {
        switch (evidence.value(metric), other.value(metric)) {
        case (.unmeasurable(let reason), _): .unmeasurable(reason)
        case (_, .unmeasurable(let reason)): .unmeasurable("of '\(target)': \(reason)")
        case (.number(let own), .number(let its)): .number(own == its ? 0 : own - its)
        }
    }

    private func judgeLoudness(_ distance: Measurement.Value) -> Verdict {
        Bounds(atLeast: -loudness, atMost: loudness, unit: "LU").judge(
            "matches \(target), loudness", distance
        ) {
            _ in
            guard case .number(let distance) = distance, distance.isFinite else {
                return "there is no sound in one of them"
            }
            return "change the gain by \(distance < 0 ? "+" : "")\(decimal(-distance, 2)) dB"
        }
    }

    private func judgeBands(
        _ evidence: Evidence, _ other: ComparisonEvidence, _ distance: Measurement.Value
    ) -> Verdict {
        let gate = "matches \(target), bands"
        let expected = "within \(plain(bands)) dB in every octave, at the same loudness"
        guard case .number(let level) = distance, level.isFinite else {
            return Verdict(
                gate, holds: false, expected: expected, found: "nothing: the loudness cannot be compared",
                advice: "mend the loudness first")
        }
        let found = comparable(evidence, other)
        let differences = found.compactMap { band, value -> (band: String, excess: Double)? in
            guard case .number(let difference) = value else { return nil }
            return (band, difference - level)
        }
        let reasons = found.compactMap { if case .unmeasurable(let reason) = $1 { reason } else { nil } }
        guard let worst = differences.max(by: { abs($0.excess) < abs($1.excess) }), reasons.isEmpty else {
            return Verdict(
                gate, holds: false, expected: expected,
                found: "nothing: \(reasons.first ?? "no octave can be compared")",
                advice: "what cannot be measured cannot pass: mend the cause, or take the gate out")
        }
        return verdict(gate, expected, differences, worst)
    }

    /// Each octave that one of the two files can have: where both sample rates are too low for one, there is nothing
    /// to compare; where one is, what the other has there counts as a difference that cannot be told.
    private func comparable(
        _ evidence: Evidence, _ other: ComparisonEvidence
    ) -> [(band: String, value: Measurement.Value)] {
        OctaveBands.all.compactMap { band in
            if case .unmeasurable = evidence.value(band), case .unmeasurable = other.value(band) {
                return nil
            }
            let name = "\(band.name.dropFirst("band.".count)) Hz"
            let difference = difference(band, evidence, other)
            // Silence in both is the same; in one of them it is as far away as can be.
            if case .number(let number) = difference, number.isNaN { return (name, .number(0)) }
            return (name, difference)
        }
    }

    private func verdict(
        _ gate: String, _ expected: String, _ differences: [(band: String, excess: Double)],
        _ worst: (band: String, excess: Double)
    ) -> Verdict {
        let broken = differences.filter { abs($0.excess) > bands + 1e-9 }
        let shown = (broken.isEmpty ? [worst] : broken).map { "\(signed($0.excess)) dB at \($0.band)" }
        // All of the difference, and not what is beyond the bound: a change in one octave moves the loudness, and with
        // it all others.
        let cures = broken.map { "\(signed(-$0.excess)) dB at \($0.band)" }
        let margin = Margin(
            amount: bands - abs(worst.excess), unit: "dB", isUpper: worst.excess > 0)
        return Verdict(
            gate, holds: broken.isEmpty, expected: expected, found: shown.joined(separator: ", "),
            margin: margin.amount.isFinite ? margin : nil,
            advice: "equalise by \(cures.joined(separator: ", "))")
    }

    private func signed(_ number: Double) -> String { (number > 0 ? "+" : "") + decimal(number, 2) }
}

internal import Signal
internal import TargetDescription

/// What a gate says of an artifact.
package struct Verdict: Equatable, Sendable {
    /// The gate: `peak`, `silence, leading`.
    package let gate: String
    package let holds: Bool
    /// What it asks for, with the unit: `≤ -1 dBFS`.
    package let expected: String
    /// What was found, with the unit, or why nothing was.
    package let found: String
    /// What would mend it; empty where it holds.
    package let advice: String

    package init(_ gate: String, holds: Bool, expected: String, found: String, advice: String = "") {
        self.gate = gate
        self.holds = holds
        self.expected = expected
        self.found = found
        self.advice = holds ? "" : advice
    }

    /// In one line.
    package var summary: String { "\(gate): expected \(expected), found \(found)" }
}

/// The bounds within which a measurement has to be.
struct Bounds {
    var atLeast: Double?
    var atMost: Double?
    let unit: String
    /// Decimals to show.
    var places = 2

    var text: String {
        switch (atLeast, atMost) {
        case (let low?, let high?): "\(plain(low)) to \(plain(high)) \(unit)"
        case (let low?, nil): "≥ \(plain(low)) \(unit)"
        case (nil, let high?): "≤ \(plain(high)) \(unit)"
        case (nil, nil): "any"
        }
    }

    /// Judges a measurement. What is not a number, or could not be measured, never passes.
    func judge(_ gate: String, _ value: Measurement.Value, advice: (_ excess: Double) -> String) -> Verdict {
        switch value {
        case .unmeasurable(let reason):
            return Verdict(
                gate, holds: false, expected: text, found: "nothing: \(reason)",
                advice: "what cannot be measured cannot pass: mend the cause, or take the gate out")
        case .number(let number) where number.isNaN || number == .infinity:
            return Verdict(
                gate, holds: false, expected: text, found: "\(decimal(number, places)) \(unit)",
                advice: "find what gives a value that is not finite: render what it is made from one by one")
        case .number(let number):
            let excess = excess(of: number)
            return Verdict(
                gate, holds: excess == 0, expected: text, found: "\(shown(number, excess)) \(unit)",
                advice: advice(excess))
        }
    }

    /// A number with as many decimals as it takes to tell it from the bound that it breaks.
    private func shown(_ number: Double, _ excess: Double) -> String {
        var places = places
        while excess != 0, places < 6, decimal(number, places) == decimal(number - excess, places) {
            places += 1
        }
        return decimal(number, places)
    }

    /// How far outside a number is: above 0 when too large, below 0 when too small; −∞ for the level of digital
    /// silence, which every upper bound holds for and no lower one.
    private func excess(of number: Double) -> Double {
        if let atMost, number > atMost + Self.rounding { return number - atMost }
        if let atLeast, number < atLeast - Self.rounding { return number - atLeast }
        return 0
    }

    /// What a logarithm or a division may be off by: a limiter's ceiling is within the gate that names it.
    private static let rounding = 1e-9
}

extension Recipe {
    /// A parameter that may be left out.
    func optionalNumber(_ name: String) -> Double? { isGiven(name) ? number(name) : nil }

    /// A time that may be left out, in frames.
    func optionalFrames(_ name: String, _ timeline: Timeline) -> Int? {
        isGiven(name) ? frames(name, timeline) : nil
    }

    /// A time that may be left out, in seconds.
    func optionalSeconds(_ name: String, _ timeline: Timeline) -> Double? {
        optionalFrames(name, timeline).map(timeline.seconds)
    }
}

internal import Signal
internal import TargetDescription

/// The bounds within which a measurement has to be.
struct Bounds {
    var atLeast: Double?
    var atMost: Double?
    let unit: String
    /// Decimals to show.
    var places = 2

    var text: String {
        switch (atLeast, atMost) {
        case (let low?, let high?): "\(plain(low)) to \(spoken(plain(high)))"
        case (let low?, nil): "≥ \(spoken(plain(low)))"
        case (nil, let high?): "≤ \(spoken(plain(high)))"
        case (nil, nil): "any"
        }
    }

    /// Judges a measurement of the evidence, by its name.
    func judge(
        _ gate: String, _ evidence: Evidence, _ metric: String, advice: (_ excess: Double) -> String
    ) -> Verdict {
        let measurement = evidence.measurement(metric)
        return judge(gate, measurement.value, at: evidence.position(measurement.place), advice: advice)
    }

    /// Judges a measurement. What is not a number, or could not be measured, never passes.
    func judge(
        _ gate: String, _ value: Measurement.Value, at position: Position? = nil,
        advice: (_ excess: Double) -> String
    ) -> Verdict {
        switch value {
        case .unmeasurable(let reason):
            return Verdict(
                gate, holds: false, expected: text, found: "nothing: \(reason)",
                advice: "what cannot be measured cannot pass: mend the cause, or take the gate out")
        case .number(let number) where number.isNaN || number == .infinity:
            return Verdict(
                gate, holds: false, expected: text, found: spoken(decimal(number, places)),
                position: position,
                advice: "find what gives a value that is not finite: render what it is made from one by one")
        case .number(let number):
            let excess = excess(of: number)
            return Verdict(
                gate, holds: excess == 0, expected: text, found: spoken(shown(number, excess)),
                margin: margin(of: number), position: position, advice: advice(excess))
        }
    }

    private func spoken(_ number: String) -> String {
        let unit = number == "1" ? Self.singular[unit] ?? unit : unit
        return unit.isEmpty ? number : "\(number) \(unit)"
    }

    /// What is counted, where there is one of it.
    private static let singular = [
        "samples not finite": "sample not finite", "denormal samples": "denormal sample",
        "clipped runs": "clipped run", "samples": "sample", "frames": "frame",
    ]

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

    private func margin(of number: Double) -> Margin? {
        let rooms = [atMost.map { ($0 - number, true) }, atLeast.map { (number - $0, false) }]
        guard let nearest = rooms.compactMap(\.self).min(by: { $0.0 < $1.0 }), nearest.0.isFinite else {
            return nil
        }
        return Margin(amount: nearest.0, unit: Self.difference(unit), isUpper: nearest.1)
    }

    /// The unit of what two measurements differ by.
    private static func difference(_ unit: String) -> String {
        switch unit {
        case "dBFS", "dBTP": "dB"
        case "LUFS": "LU"
        default: unit
        }
    }

    /// What a logarithm or a division may be off by: a limiter's ceiling is within the gate that names it.
    private static let rounding = 1e-9
}

/// A number of an advice: rounded away from zero, so that whoever follows it gets there.
func amply(_ number: Double, _ places: Int) -> String {
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][places]
    guard number.isFinite, abs(number) < 1e9 else { return decimal(number, places) }
    // What a subtraction leaves below the last place is no reason for another step.
    let steps = (abs(number) * scale - 1e-6).rounded(.up)
    return decimal((number < 0 ? -steps : steps) / scale, places)
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

    /// The parameters `atLeast` and `atMost`: bounds that ask for something, and that something can keep.
    func bounds(_ unit: String, places: Int = 2) throws(Refusal) -> Bounds {
        let bounds = Bounds(
            atLeast: optionalNumber("atLeast"), atMost: optionalNumber("atMost"), unit: unit, places: places)
        try checkBounds(bounds)
        return bounds
    }

    /// Refuses bounds that ask for nothing, or that nothing can keep.
    func checkBounds(_ bounds: Bounds) throws(Refusal) {
        if bounds.atLeast == nil, bounds.atMost == nil {
            throw Refusal(line: line, "the gate '\(rule.name)' asks for nothing: give it a bound")
        }
        if let low = bounds.atLeast, let high = bounds.atMost, low > high {
            throw Refusal(
                line: line,
                "the gate '\(rule.name)' asks for at least \(plain(low)) and at most \(plain(high)) \(bounds.unit): nothing is both"
            )
        }
    }
}

internal import Signal
internal import TargetDescription

extension Recipe {
    /// The oscillator of a `rate` in hertz, which may move, or of `every` so much time. What is given in beats or bars follows the tempo
    /// map: its phase is that of the beats, from the start of the production.
    ///
    /// - Parameter usual: hertz, where neither is given.
    func oscillator(_ timeline: Timeline, usually usual: Double) throws(Refusal) -> LowFrequencyOscillator {
        let sampleRate = Double(timeline.sampleRate)
        guard case .quantity(let amount, let unit) = self["every"] else {
            let rate = isGiven("rate") ? control("rate", timeline) : Control(usual)
            return LowFrequencyOscillator(following: rate, sampleRate: sampleRate)
        }
        guard !isGiven("rate") else {
            throw Refusal(
                line: line, "the \(rule.name) has a 'rate' and an 'every': take one of them out")
        }
        try checkPeriod(amount, unit, timeline)
        let map = timeline.map
        switch unit {
        case .beats: return LowFrequencyOscillator { map.beat(atFrame: Double($0)) / amount }
        case .bars:
            return LowFrequencyOscillator { frame in
                let beat = map.beat(atFrame: Double(frame))
                let (bar, rest) = map.bar(atBeat: beat)
                return (Double(bar) + rest / map.signature(atBeat: beat).beatsPerBar) / amount
            }
        case .frames: return LowFrequencyOscillator { Double($0) / amount }
        default: return LowFrequencyOscillator { Double($0) / (amount * sampleRate) }
        }
    }

    private static let shortestPeriod = 0.02
    private static let longestPeriod = 3_600.0

    private func checkPeriod(_ amount: Double, _ unit: Unit, _ timeline: Timeline) throws(Refusal) {
        let frames = timeline.frames(amount, unit)
        let seconds = timeline.seconds(frames)
        // What was rounded to a frame may lie up to half a frame beyond.
        let rate = Double(timeline.sampleRate)
        let range = Recipe.shortestPeriod * rate - 0.5...Recipe.longestPeriod * rate + 0.5
        guard !range.contains(Double(frames)) else { return }
        throw Refusal(
            line: line,
            "the \(rule.name) swings every \(decimal(seconds, 3)) s: expected 0.02 … 3600 s")
    }

    /// Says that a delay, in seconds, is shorter than what can be made between samples.
    ///
    /// - Parameter cure: what to do about it.
    func tooShort(_ delay: Double, _ what: String, _ timeline: Timeline, _ cure: String) -> Refusal {
        let shortest = Chorus.shortest(sampleRate: Double(timeline.sampleRate))
        return Refusal(
            line: line,
            "the \(rule.name)'s \(what) comes to \(decimal(delay * 1_000, 3)) ms, and at \(timeline.sampleRate) Hz the shortest is \(decimal(shortest * 1_000 + 0.0005, 3)) ms: \(cure)"
        )
    }
}

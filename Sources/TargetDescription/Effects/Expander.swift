extension Effect {
    /// An expander: turns down what is below the threshold, the more the further below it is.
    ///
    /// - Parameters:
    ///   - threshold: −80 … 0 dBFS. It may move.
    ///   - ratio: Decibels out for each decibel in below the threshold, 1 … 100. Default 2. It may move.
    ///   - knee: The width of the bend about the threshold, 0 … 40 dB. Default 6. It may move.
    ///   - range: The most it turns down, 0 … 144 dB. Default 60. It may move.
    ///   - attack: How quickly it comes up, 63 % of the way: 0 … 1,000 ms. Default 1. It may move.
    ///   - release: How quickly it turns down: 1 … 5,000 ms. Default 100. It may move.
    ///   - detector: What counts as the level. Default the peak.
    ///   - sidechain: A target to listen to in place of the sound itself, as long as it. Default none.
    public static func expander(
        threshold: some Automatable, ratio: some Automatable = 2, knee: some Automatable = 6,
        range: some Automatable = 60,
        attack: some Automatable = 1, release: some Automatable = 100, detector: Detector = .peak,
        sidechain: String? = nil,
        line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .expander,
                [
                    threshold.automation.value, ratio.automation.value, knee.automation.value,
                    range.automation.value,
                    attack.automation.value, release.automation.value, .choice(detector),
                    .optional(sidechain.map(Value.text)),
                ], line: line))
    }
}

extension Rule {
    package static let expander = Rule(
        "expander", .effect, version: 2,
        [.threshold, .ratio(2), .knee(6), .range(60), .attack(1), .release(100), .detector, .sidechain])
}

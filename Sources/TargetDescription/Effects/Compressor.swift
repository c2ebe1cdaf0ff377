extension Effect {
    /// A compressor: turns down what is above the threshold, so that the ratio is left of it.
    ///
    /// ```swift
    /// .compressor(threshold: -24, ratio: 8, attack: 1, release: 120, sidechain: "kick")
    /// ```
    ///
    /// - Parameters:
    ///   - threshold: −80 … 0 dBFS. It may move.
    ///   - ratio: Decibels in for each decibel out above the threshold, 1 … 100. Default 4. It may move.
    ///   - knee: The width of the bend about the threshold, 0 … 40 dB. Default 6. It may move.
    ///   - attack: How quickly it turns down, 63 % of the way: 0 … 1,000 ms. Default 10. It may move.
    ///   - release: How quickly it lets go: 1 … 5,000 ms. Default 100. It may move.
    ///   - makeup: Louder afterwards, −24 … 36 dB. Default 0. It may move.
    ///   - detector: What counts as the level. Default the peak.
    ///   - sidechain: A target to listen to in place of the sound itself, as long as it. Default none.
    public static func compressor(
        threshold: some Automatable, ratio: some Automatable = 4, knee: some Automatable = 6,
        attack: some Automatable = 10,
        release: some Automatable = 100, makeup: some Automatable = 0, detector: Detector = .peak,
        sidechain: String? = nil, line: Int = #line
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .compressor,
                [
                    threshold.automation.value, ratio.automation.value, knee.automation.value,
                    attack.automation.value,
                    release.automation.value, makeup.automation.value, .choice(detector),
                    .optional(sidechain.map(Value.text)),
                ], line: line))
    }
}

extension Rule {
    package static let compressor = Rule(
        "compressor", .effect, version: 2,
        [
            .threshold, .ratio(4), .knee(6), .attack(10), .release(100), .makeup, .detector, .sidechain,
        ])
}

extension Effect {
    /// A compressor for each of several bands. Where none is at work the sum is flat: every frequency keeps its level.
    ///
    /// - Parameters:
    ///   - crossovers: Where the bands meet, 1 … 7 of 20 … 20,000 Hz, rising, below half the sample rate.
    ///   - bands: One more than crossovers, from the lowest up.
    public static func multiband(crossovers: [Double], _ bands: [Band], line: Int = #line) -> Effect {
        multiband(crossovers: crossovers.map(\.automation), bands, line: line)
    }

    /// A compressor for each of several bands, whose crossovers move: `[200, .curve([…])]`.
    ///
    /// - Parameters:
    ///   - crossovers: As for those that stand still; each a number or a curve.
    ///   - bands: One more than crossovers, from the lowest up.
    @_disfavoredOverload
    public static func multiband(crossovers: [Automation], _ bands: [Band], line: Int = #line) -> Effect {
        Effect(
            recipe: Recipe(
                .multiband, [.list(crossovers.map(\.value)), .recipes(bands.map(\.recipe))], line: line))
    }
}

/// A band of a ``Effect/multiband(crossovers:_:line:)``.
public struct Band: Sendable {
    package let recipe: Recipe

    /// A compressor that listens to its band.
    ///
    /// - Parameters:
    ///   - threshold: −80 … 0 dBFS. It may move.
    ///   - ratio: 1 … 100; 1 leaves the band as it is. Default 2. It may move.
    ///   - knee: 0 … 40 dB. Default 6. It may move.
    ///   - attack: 0 … 1,000 ms. Default 10. It may move.
    ///   - release: 1 … 5,000 ms. Default 100. It may move.
    ///   - makeup: Louder afterwards, −24 … 36 dB. Default 0. It may move.
    public static func band(
        threshold: some Automatable, ratio: some Automatable = 2, knee: some Automatable = 6,
        attack: some Automatable = 10,
        release: some Automatable = 100, makeup: some Automatable = 0, line: Int = #line
    ) -> Band {
        Band(
            recipe: Recipe(
                .band,
                [
                    threshold.automation.value, ratio.automation.value, knee.automation.value,
                    attack.automation.value,
                    release.automation.value, makeup.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let multiband = Rule(
        "multiband", .effect, version: 2,
        [
            Parameter("crossovers", .list(.automatable(20...20_000, unit: "Hz"), count: 1...7)),
            Parameter("bands", .recipes(.band, count: 1...8)),
        ])

    package static let band = Rule(
        "band", .band, [.threshold, .ratio(2), .knee(6), .attack(10), .release(100), .makeup])
}

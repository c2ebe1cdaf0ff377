internal import Signal
internal import TargetDescription

/// What a filter passes, whose frequencies may move.
struct FilterBand: Sendable {
    let frequencies: [Control]
    /// From the values of the frequencies at a moment.
    let response: @Sendable ([Double]) -> FilterResponse

    /// The highest that any of them ever is.
    var highest: Double { frequencies.map(\.range.upperBound).max() ?? 0 }

    /// From the parameters of a pass band.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (band, frequency) = (recipe.text("band"), recipe.control("frequency", timeline))
        guard band == "bandpass" else {
            guard !recipe.isGiven("upper") else {
                throw Refusal(
                    line: recipe.line,
                    "the \(recipe.rule.name) is a \(band) and has one frequency: take out 'upper', or make it a bandpass"
                )
            }
            self = band == "lowpass" ? .lowpass(frequency) : .highpass(frequency)
            return
        }
        guard recipe.isGiven("upper") else {
            throw Refusal(
                line: recipe.line, "the \(recipe.rule.name) is a bandpass: give it an 'upper' frequency, too"
            )
        }
        self = try .bandpass(frequency, recipe.control("upper", timeline), of: recipe, timeline)
    }

    private init(_ frequencies: [Control], _ response: @escaping @Sendable ([Double]) -> FilterResponse) {
        self.frequencies = frequencies
        self.response = response
    }

    static func lowpass(_ cutoff: Control) -> FilterBand { FilterBand([cutoff]) { .lowpass($0[0]) } }

    static func highpass(_ cutoff: Control) -> FilterBand { FilterBand([cutoff]) { .highpass($0[0]) } }

    /// Looks where either of the edges has a point, between which they move on their way.
    static func bandpass(
        _ low: Control, _ high: Control, of recipe: Recipe, _ timeline: Timeline
    ) throws(Refusal) -> FilterBand {
        for frame in (low.given + high.given).map(\.frame) {
            let (lower, upper) = (low.exact(at: frame), high.exact(at: frame))
            guard lower >= upper else { continue }
            let isStill = low.constant != nil && high.constant != nil
            let place = isStill ? "" : " at \(decimal(timeline.seconds(frame), 3)) s"
            throw Refusal(
                line: recipe.line,
                "the band-pass runs from \(plain(lower)) Hz to \(plain(upper)) Hz\(place): the first has to be the lower"
            )
        }
        guard low.constant == nil || high.constant == nil else {
            return FilterBand([low, high]) { .bandpass($0[0], $0[1]) }
        }
        return FilterBand([low, high]) { .bandpass(min($0[0], $0[1] / narrowest), $0[1]) }
    }

    /// Between their points, edges that move in different ways may meet or cross: they come no closer than this.
    private static let narrowest = 1.001
}

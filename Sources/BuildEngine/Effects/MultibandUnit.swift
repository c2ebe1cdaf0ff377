internal import Signal
internal import TargetDescription

struct MultibandUnit: StreamEffectUnit {
    private let crossovers: [Control]
    private let bands: [GainComputer.Settings]

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        crossovers = recipe.controls("crossovers", timeline)
        bands = recipe.recipes("bands").map { GainComputer.Settings(.compressor, $0, timeline) }
        guard bands.count == crossovers.count + 1 else {
            throw Refusal(
                line: recipe.line,
                "the multiband has \(crossovers.count) crossovers and \(bands.count) bands: it needs one band more than crossovers"
            )
        }
        for (low, high) in zip(crossovers, crossovers.dropFirst()) {
            try MultibandUnit.checkRising(low, high, recipe, timeline)
        }
        for frequency in crossovers {
            try timeline.checkBelowNyquist(
                frequency.range.upperBound, "a crossover of the multiband", recipe)
        }
    }

    /// Looks where either of them has a point, between which they move on their way.
    private static func checkRising(
        _ low: Control, _ high: Control, _ recipe: Recipe, _ timeline: Timeline
    ) throws(Refusal) {
        for frame in (low.given + high.given).map(\.frame) {
            let (lower, higher) = (low.exact(at: frame), high.exact(at: frame))
            guard lower >= higher else { continue }
            let isStill = low.constant != nil && high.constant != nil
            let place = isStill ? "" : " at \(decimal(timeline.seconds(frame), 3)) s"
            throw Refusal(
                line: recipe.line,
                "the multiband's crossovers have to rise, and \(plain(higher)) Hz follows \(plain(lower)) Hz\(place): put them in order"
            )
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let compressor = MultibandCompressor(
            crossovers: crossovers, bands, channels: stream.channels, sampleRate: context.sampleRate)
        let chain = Chain(stream, compressor)
        context.report {
            let deepest = chain.step.computers.map { decimal($0.deepestReduction, 1) }
            return "bands turned down by up to \(deepest.joined(separator: ", ")) dB"
        }
        return chain
    }
}

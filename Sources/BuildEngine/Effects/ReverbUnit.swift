internal import Signal
internal import TargetDescription

struct ReverbUnit: StreamEffectUnit {
    private let settings: Reverb.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        var settings = Reverb.Settings()
        settings.decay = recipe.control("decay", timeline)
        settings.size = recipe.control("size", timeline)
        settings.predelay = try recipe.predelay(timeline)
        settings.highDecay = recipe.control("highDecay", timeline)
        settings.crossover = recipe.control("crossover", timeline)
        settings.diffusion = recipe.control("diffusion", timeline)
        settings.width = recipe.control("width", timeline)
        settings.mix = recipe.control("mix", timeline)
        try timeline.checkBelowNyquist(
            settings.crossover.range.upperBound, "the reverb's crossover", recipe)
        self.settings = settings
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        guard stream.channels <= 2 else {
            throw RenderError(
                "a reverb is for one or two channels, and '\(context.target)' has \(stream.channels): put it on a stereo bus"
            )
        }
        let reverb = Reverb(settings, channels: stream.channels, sampleRate: context.sampleRate)
        let chain = Chain(stream, reverb)
        context.warn {
            let level = Mathematics.decibels(fromAmplitude: chain.step.remainder)
            guard level > ReverbUnit.reported else { return nil }
            return "a reverberation of up to \(decimal(level, 1)) dBFS was still to come at the end"
        }
        return chain
    }

    /// dBFS; what is cut below it is not worth a word.
    private static let reported = -60.0
}

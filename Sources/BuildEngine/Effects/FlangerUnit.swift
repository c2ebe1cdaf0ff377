internal import Signal
internal import TargetDescription

struct FlangerUnit: StreamEffectUnit {
    private let oscillator: LowFrequencyOscillator
    private let settings: Flanger.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        oscillator = try recipe.oscillator(timeline, usually: 0.25)
        var settings = Flanger.Settings()
        settings.delay = recipe.secondsControl("delay", timeline)
        settings.depth = recipe.secondsControl("depth", timeline)
        settings.feedback = recipe.control("feedback", timeline)
        settings.spread = recipe.control("spread", timeline)
        settings.mix = recipe.control("mix", timeline)
        guard Flanger.canBe(settings, sampleRate: Double(timeline.sampleRate)) else {
            throw recipe.tooShort(settings.delay.range.lowerBound, "delay", timeline, "raise it")
        }
        self.settings = settings
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(
            stream,
            Flanger(settings, oscillator, channels: stream.channels, sampleRate: context.sampleRate))
    }
}

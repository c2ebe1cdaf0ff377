internal import Signal
internal import TargetDescription

struct ChorusUnit: StreamEffectUnit {
    private let oscillator: LowFrequencyOscillator
    private let settings: Chorus.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        oscillator = try recipe.oscillator(timeline, usually: 0.8)
        var settings = Chorus.Settings()
        settings.voices = recipe.integer("voices")
        settings.delay = recipe.secondsControl("delay", timeline)
        settings.depth = recipe.secondsControl("depth", timeline)
        settings.spread = recipe.control("spread", timeline)
        settings.mix = recipe.control("mix", timeline)
        guard Chorus.canBe(settings, sampleRate: Double(timeline.sampleRate)) else {
            throw recipe.tooShort(
                settings.delay.range.lowerBound - settings.depth.range.upperBound, "delay less its depth",
                timeline,
                "raise the delay, or lower the depth")
        }
        self.settings = settings
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(
            stream,
            Chorus(settings, oscillator, channels: stream.channels, sampleRate: context.sampleRate))
    }
}

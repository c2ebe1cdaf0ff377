internal import Signal
internal import TargetDescription

struct PhaserUnit: StreamEffectUnit {
    private let oscillator: LowFrequencyOscillator
    private let settings: Phaser.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        oscillator = try recipe.oscillator(timeline, usually: 0.5)
        var settings = Phaser.Settings()
        settings.stages = recipe.integer("stages")
        settings.centre = recipe.control("centre", timeline)
        settings.depth = recipe.control("depth", timeline)
        settings.feedback = recipe.control("feedback", timeline)
        settings.spread = recipe.control("spread", timeline)
        settings.mix = recipe.control("mix", timeline)
        let highest = settings.centre.range.upperBound * Mathematics.power(2, settings.depth.range.upperBound)
        try timeline.checkBelowNyquist(highest, "the highest frequency of the phaser's sweep", recipe)
        self.settings = settings
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Chain(
            stream,
            Phaser(settings, oscillator, channels: stream.channels, sampleRate: context.sampleRate))
    }
}

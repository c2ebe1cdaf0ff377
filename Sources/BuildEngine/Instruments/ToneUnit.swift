internal import Signal
internal import TargetDescription

struct ToneUnit: InstrumentUnit {
    private let wave: Tone.Wave
    private let frequency: Double
    private let level: Double

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        wave = recipe.word("wave")
        frequency = recipe.number("frequency")
        level = recipe.number("level")
        try timeline.checkBelowNyquist(frequency, "the tone's frequency", recipe)
    }

    func stream(_ context: RenderContext) -> any SampleStream {
        let tone = Tone(
            wave: wave, frequency: frequency, level: level, sampleRate: context.sampleRate,
            frames: context.frames)
        return context.channels == 1 ? tone : Spread(tone, channels: context.channels)
    }
}

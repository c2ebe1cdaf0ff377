internal import Signal
internal import TargetDescription

struct ToneUnit: InstrumentUnit {
    private let wave: Tone.Wave
    private let frequency: Control
    private let level: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        wave = recipe.word("wave")
        frequency = recipe.control("frequency", timeline)
        level = recipe.control("level", timeline)
        try timeline.checkBelowNyquist(frequency.range.upperBound, "the tone's frequency", recipe)
    }

    func stream(_ context: RenderContext) -> any SampleStream {
        let tone = mono(context)
        return context.channels == 1 ? tone : Spread(tone, channels: context.channels)
    }

    private func mono(_ context: RenderContext) -> any SampleStream {
        guard let frequency = frequency.constant else {
            let tone = MovingTone(
                wave: wave, frequency: frequency, sampleRate: context.sampleRate, frames: context.frames)
            return Chain(tone, Gain(level))
        }
        func still(_ level: Double) -> Tone {
            Tone(
                wave: wave, frequency: frequency, level: level, sampleRate: context.sampleRate,
                frames: context.frames)
        }
        return level.constant.map(still) ?? Chain(still(1), Gain(level))
    }
}

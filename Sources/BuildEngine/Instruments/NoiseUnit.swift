internal import Signal
internal import TargetDescription

struct NoiseUnit: InstrumentUnit {
    private let colour: Noise.Colour
    private let level: Control
    private let seed: Int

    init(_ recipe: Recipe, _ timeline: Timeline) {
        colour = recipe.word("colour")
        level = recipe.control("level", timeline)
        seed = recipe.integer("seed")
    }

    func stream(_ context: RenderContext) -> any SampleStream {
        let seed = Signal.seed(of: context.target, UInt64(seed))
        let noise: any SampleStream
        if let level = level.constant {
            noise = Noise(colour: colour, level: level, seed: seed, frames: context.frames)
        } else {
            noise = Chain(Noise(colour: colour, level: 1, seed: seed, frames: context.frames), Gain(level))
        }
        return context.channels == 1 ? noise : Spread(noise, channels: context.channels)
    }
}

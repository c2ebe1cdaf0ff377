internal import Signal
internal import TargetDescription

struct NoiseUnit: InstrumentUnit {
    private let colour: Noise.Colour
    private let level: Double
    private let seed: Int

    init(_ recipe: Recipe, _ timeline: Timeline) {
        colour = recipe.word("colour")
        level = recipe.number("level")
        seed = recipe.integer("seed")
    }

    func stream(_ context: RenderContext) -> any SampleStream {
        let seed = Signal.seed(of: context.target, UInt64(seed))
        let noise = Noise(colour: colour, level: level, seed: seed, frames: context.frames)
        return context.channels == 1 ? noise : Spread(noise, channels: context.channels)
    }
}

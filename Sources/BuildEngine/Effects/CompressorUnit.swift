internal import Signal
internal import TargetDescription

struct CompressorUnit: StreamEffectUnit {
    private let settings: GainComputer.Settings
    private let sidechain: String?

    init(_ recipe: Recipe, _ timeline: Timeline) {
        settings = GainComputer.Settings(.compressor, recipe, timeline)
        sidechain = recipe.sidechain
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let processor = DynamicsProcessor(
            stream, GainComputer(settings, sampleRate: context.sampleRate),
            key: try sidechain.map(context.stream), frames: context.frames)
        context.report { "turned down by up to \(decimal(processor.follower.deepestReduction, 1)) dB" }
        return processor
    }
}

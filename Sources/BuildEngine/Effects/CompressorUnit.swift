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
        try settings.stream(stream, sidechain: sidechain, context)
    }
}

internal import Signal
internal import TargetDescription

struct SaturationUnit: StreamEffectUnit {
    private let settings: Saturation.Settings

    init(_ recipe: Recipe, _ timeline: Timeline) {
        var settings = Saturation.Settings()
        settings.drive = recipe.levelControl("drive", timeline)
        settings.curve =
            switch recipe.word("curve", as: TargetDescription.SaturationCurve.self) {
            case .tanh: .tanh
            case .soft: .soft
            case .tube: .tube
            }
        settings.output = recipe.levelControl("output", timeline)
        settings.mix = recipe.control("mix", timeline)
        settings.oversampling = recipe.text("oversampling") == "8" ? 8 : 4
        self.settings = settings
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        Saturation(stream, settings, frames: context.frames)
    }
}

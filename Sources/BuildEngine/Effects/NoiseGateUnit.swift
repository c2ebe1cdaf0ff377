internal import Signal
internal import TargetDescription

struct NoiseGateUnit: StreamEffectUnit {
    private var settings = NoiseGate.Settings()
    private let sidechain: String?

    init(_ recipe: Recipe, _ timeline: Timeline) {
        settings.threshold = recipe.levelControl("threshold", timeline)
        settings.hysteresis = recipe.levelControl("hysteresis", timeline, sign: -1)
        settings.floor = recipe.levelControl("range", timeline, sign: -1)
        settings.attack = recipe.secondsControl("attack", timeline)
        let rate = Double(timeline.sampleRate)
        settings.hold = recipe.control("hold", timeline).converted { $0 / 1_000 * rate }
        settings.release = recipe.secondsControl("release", timeline)
        sidechain = recipe.sidechain
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let processor = DynamicsProcessor(
            stream, NoiseGate(settings, sampleRate: context.sampleRate),
            key: try sidechain.map(context.stream), frames: context.frames)
        context.report {
            let shut = Double(processor.follower.shutFrames) / Double(max(1, context.frames))
            return "shut \(decimal(100 * shut, 0)) % of the time"
        }
        return processor
    }
}

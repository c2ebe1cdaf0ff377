internal import Signal
internal import TargetDescription

struct LimiterUnit: StreamEffectUnit {
    private let ceiling: Control
    /// Milliseconds.
    private let lookahead: Double
    private let release: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        ceiling = recipe.levelControl("ceiling", timeline)
        lookahead = recipe.number("lookahead")
        release = recipe.secondsControl("release", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let frames = max(1, Int((lookahead / 1_000 * context.sampleRate).rounded()))
        let limiter = Limiter(
            stream, ceiling: ceiling, reachable: context.reachable, lookahead: frames, release: release,
            sampleRate: context.sampleRate, frames: context.frames)
        context.report {
            guard limiter.limitedSamples > 0 else { return "0 samples limited" }
            let deepest = decimal(-limiter.deepestReduction, 1)
            return "\(counted(limiter.limitedSamples, "sample")) limited, by up to \(deepest) dB"
        }
        return limiter
    }
}

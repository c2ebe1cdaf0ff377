internal import Signal
internal import TargetDescription

struct TruePeakLimiterUnit: StreamEffectUnit {
    private let ceiling: Control
    /// Milliseconds.
    private let lookahead: Double
    private let release: Control

    init(_ recipe: Recipe, _ timeline: Timeline) {
        ceiling = recipe.levelControl("ceiling", timeline)
        lookahead = recipe.number("lookahead")
        release = recipe.secondsControl("release", timeline)
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let frames = max(
            TruePeakLimiterUnit.shortest, Int((lookahead / 1_000 * context.sampleRate).rounded()))
        let limiter = TruePeakLimiter(
            stream, ceiling: ceiling, reachable: context.reachable, lookahead: frames, release: release,
            sampleRate: context.sampleRate, frames: context.frames)
        context.report { "turned down by up to \(decimal(-limiter.deepestReduction, 1)) dB" }
        return limiter
    }

    /// Frames: a gain that goes down more steeply bends the wave between the samples.
    private static let shortest = 32
}

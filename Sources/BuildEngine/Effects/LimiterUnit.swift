internal import Signal
internal import TargetDescription

struct LimiterUnit: EffectUnit {
    private let ceiling: Double
    /// Milliseconds.
    private let lookahead: Double
    /// Milliseconds.
    private let release: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        ceiling = Mathematics.amplitude(fromDecibels: recipe.number("ceiling"))
        lookahead = recipe.number("lookahead")
        release = recipe.number("release")
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let frames = max(1, Int((lookahead / 1_000 * context.sampleRate).rounded()))
        let limiter = Limiter(
            stream, ceiling: context.reachable(ceiling), lookahead: frames, release: release / 1_000,
            sampleRate: context.sampleRate,
            frames: context.frames)
        context.report {
            guard limiter.limitedSamples > 0 else { return "0 samples limited" }
            let deepest = decimal(-limiter.deepestReduction, 1)
            return "\(limiter.limitedSamples) samples limited, by up to \(deepest) dB"
        }
        return limiter
    }
}

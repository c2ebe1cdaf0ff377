internal import Signal
internal import SoundFiles
internal import TargetDescription

struct MatchEQUnit: EffectUnit {
    private let reference: String
    private let maximum: Double
    private let amount: Double
    private let smoothing: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        reference = recipe.text("reference")
        maximum = recipe.number("maximum")
        amount = recipe.number("amount")
        smoothing = recipe.number("smoothing")
    }

    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream {
        let sound = try LongTermSpectrum(
            of: upstream.rehearsal(context), sampleRate: context.sampleRate)
        let other = try context.stream(of: reference)
        // A reference from elsewhere may have another rate.
        let rate = (other as? SoundReader).map { Double($0.info.sampleRate) } ?? context.sampleRate
        let model = try LongTermSpectrum(of: other, sampleRate: rate)
        for (spectrum, name) in [(sound, context.target), (model, reference)] where !spectrum.isFinite {
            throw RenderError(
                "'\(name)' has samples that are not finite: nothing can be matched with them; find the source or the effect that makes them"
            )
        }
        guard
            let filter = MatchingFilter(
                from: sound, to: model, maximum: maximum, amount: amount, smoothing: smoothing,
                sampleRate: context.sampleRate)
        else {
            throw RenderError(
                "'\(context.target)' cannot be matched to '\(reference)': there is no band from 50 Hz to 16 kHz in which both have sound; look whether one of them is silent"
            )
        }
        let given = filter.bands.map(\.given)
        let limited = filter.bands.count(where: \.isLimited)
        context.report {
            let span = "\(decimal(given.min() ?? 0, 1)) … \(decimal(given.max() ?? 0, 1)) dB"
            guard limited > 0 else { return "matched to '\(reference)': \(span)" }
            return
                "matched to '\(reference)': \(span), \(limited) of \(given.count) bands held back by the maximum"
        }
        return LinearPhaseFilter(try upstream.stream(context), taps: filter.taps, frames: context.frames)
    }
}

internal import Signal
internal import TargetDescription

struct LinearPhaseUnit: StreamEffectUnit {
    private let band: FilterBand
    private let transition: Double
    private let attenuation: Double

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        band = try FilterBand(recipe, timeline)
        try timeline.checkBelowNyquist(band.highest, "the linear-phase filter's frequency", recipe)
        transition = recipe.number("transition")
        attenuation = recipe.number("attenuation")
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let design = LinearPhase(
            transition: transition, attenuation: attenuation, sampleRate: context.sampleRate)
        let constants = band.frequencies.compactMap(\.constant)
        guard constants.count < band.frequencies.count else {
            return LinearPhaseFilter(
                stream, taps: design.taps(band.response(constants)), frames: context.frames)
        }
        return MovingLinearPhase(stream, band.frequencies, frames: context.frames) { [band] in
            design.taps(band.response($0))
        }
    }
}

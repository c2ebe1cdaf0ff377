internal import Signal
internal import TargetDescription

// The filters of second-order sections, each with its design.

struct LowpassUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let band = FilterBand.lowpass(recipe.control("frequency", timeline))
        let order = recipe.integer("order")
        filter = try FilterUnit(recipe, timeline, band) { response, _, sampleRate in
            Butterworth.sections(response, order: order, sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct HighpassUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let band = FilterBand.highpass(recipe.control("frequency", timeline))
        let order = recipe.integer("order")
        filter = try FilterUnit(recipe, timeline, band) { response, _, sampleRate in
            Butterworth.sections(response, order: order, sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct BandpassUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (low, high) = (recipe.control("low", timeline), recipe.control("high", timeline))
        let band = try FilterBand.bandpass(low, high, of: recipe, timeline)
        let order = recipe.integer("order")
        filter = try FilterUnit(recipe, timeline, band) { response, _, sampleRate in
            Butterworth.sections(response, order: order, sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct ChebyshevUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (band, order) = (try FilterBand(recipe, timeline), recipe.integer("order"))
        let ripple = recipe.control("ripple", timeline)
        filter = try FilterUnit(recipe, timeline, band, shape: [ripple]) { response, shape, sampleRate in
            Chebyshev.sections(response, order: order, ripple: shape[0], sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct InverseChebyshevUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (band, order) = (try FilterBand(recipe, timeline), recipe.integer("order"))
        let attenuation = recipe.control("attenuation", timeline)
        filter = try FilterUnit(recipe, timeline, band, shape: [attenuation]) { response, shape, sampleRate in
            Chebyshev.inverseSections(
                response, order: order, attenuation: shape[0], sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

struct BesselUnit: StreamEffectUnit {
    private let filter: FilterUnit

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let (band, order) = (try FilterBand(recipe, timeline), recipe.integer("order"))
        filter = try FilterUnit(recipe, timeline, band) { response, _, sampleRate in
            Bessel.sections(response, order: order, sampleRate: sampleRate)
        }
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        try filter.apply(to: stream, context)
    }
}

internal import Signal
internal import TargetDescription

struct SynthUnit: InstrumentUnit {
    private let player: NotePlayer
    private let oscillator: Synth.Oscillator
    private let filter: Synth.Filter?
    private let envelope: Signal.Envelope
    private let modulation: Modulation
    private let glide: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        player = try NotePlayer(recipe, timeline)
        oscillator = Synth.Oscillator(recipe.recipe("oscillator"), timeline)
        filter = recipe.isGiven("filter") ? Synth.Filter(recipe.recipe("filter"), timeline) : nil
        envelope = Signal.Envelope(recipe.recipe("envelope"), timeline)
        modulation = Modulation(of: recipe, timeline)
        glide = recipe.control("glide", timeline)
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let synth = Synth(
            oscillator: oscillator, filter: filter, envelope: envelope, modulation: modulation, glide: glide,
            sampleRate: context.sampleRate)
        return try player.track(synth, context)
    }
}

extension Synth.Oscillator {
    fileprivate init(_ recipe: Recipe, _ timeline: Timeline) {
        self.init(
            wave: recipe.word("wave"), width: recipe.control("width", timeline),
            unison: recipe.integer("unison"),
            detune: recipe.control("detune", timeline), spread: recipe.control("spread", timeline),
            sub: recipe.control("sub", timeline),
            noise: recipe.control("noise", timeline))
    }
}

extension Synth.Filter {
    fileprivate init(_ recipe: Recipe, _ timeline: Timeline) {
        self.init(
            recipe.word("mode"), cutoff: recipe.control("cutoff", timeline),
            resonance: recipe.control("resonance", timeline), amount: recipe.control("amount", timeline),
            envelope: Signal.Envelope(recipe.recipe("envelope"), timeline),
            tracking: recipe.control("tracking", timeline))
    }
}

internal import Signal
internal import TargetDescription

/// What all instruments that play notes have in common: the notes, and how many of them sound at once, how loud.
struct NotePlayer {
    private let score: Score
    private let polyphony: Int
    private let level: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        score = try Score(recipe, timeline)
        polyphony = recipe.integer("voices")
        level = recipe.control("level", timeline)
    }

    /// The notes of a stem, played by an instrument.
    func track(_ instrument: any NoteInstrument, _ context: RenderContext) throws -> NoteTrack {
        NoteTrack(
            instrument: instrument,
            notes: try score.notes(context.timeline, frames: context.frames, name: context.target),
            polyphony: polyphony, level: level, channels: context.channels, sampleRate: context.sampleRate,
            frames: context.frames)
    }
}

extension Signal.Envelope {
    init(_ recipe: Recipe, _ timeline: Timeline) {
        self.init(
            attack: recipe.control("attack", timeline), decay: recipe.control("decay", timeline),
            sustain: recipe.control("sustain", timeline),
            release: recipe.control("release", timeline))
    }
}

extension Modulation {
    /// The parameter `lfo` of an instrument.
    init(of instrument: Recipe, _ timeline: Timeline) {
        guard instrument.isGiven("lfo") else {
            self = .none
            return
        }
        let recipe = instrument.recipe("lfo")
        self.init(
            rate: recipe.control("rate", timeline), pitch: recipe.control("pitch", timeline),
            filter: recipe.control("filter", timeline),
            amplitude: recipe.control("amplitude", timeline), delay: recipe.control("delay", timeline))
    }
}

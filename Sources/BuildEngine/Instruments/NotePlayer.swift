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
        let track = NoteTrack(
            instrument: instrument,
            notes: try score.notes(context.timeline, frames: context.frames, name: context.target),
            polyphony: polyphony, level: level, channels: context.channels, sampleRate: context.sampleRate,
            frames: context.frames)
        for doubt in score.doubts { context.warn { doubt } }
        context.warn {
            let level = Mathematics.decibels(fromAmplitude: track.lastPeak)
            guard level > NotePlayer.reported, !context.fadesOut else { return nil }
            return
                "notes of up to \(decimal(level, 1)) dBFS were cut at the end: a longer section lets them ring out, and a .fade(out:) hides the cut"
        }
        return track
    }

    /// dBFS; what is cut below it is not worth a word.
    private static let reported = -60.0
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

internal import Arrangement
internal import Signal
internal import TargetDescription

/// What an instrument or a track is to play: its phrases, read and laid out.
struct Score {
    /// What it says that may have been meant otherwise, for a person.
    let doubts: [String]
    private let parts: [Part]

    /// A phrase, and the sections in which it is played.
    private struct Part {
        let source: Source
        let sections: [String]
        let transpose: Int
        let hold: Double
        let groove: Feel
        let placement: PhraseLayout.Placement
        let repeats: Bool
    }

    private enum Source {
        case notation(PhraseContent)
        case file(MIDISource)
    }

    /// Reads the phrases among a recipe's parameters, and refuses what is no phrase.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        var parts: [Part] = []
        for phrase in recipe.recipes("phrases") {
            parts.append(
                Part(
                    source: try Score.source(phrase), sections: phrase.texts("sections"),
                    transpose: phrase.integer("transpose"), hold: phrase.number("hold"),
                    groove: Feel(phrase), placement: phrase.placement, repeats: phrase.repeats))
        }
        self.parts = parts
        let texts = recipe.recipes("phrases").filter { $0.rule.name == Rule.phrase.name }.map {
            $0.text("notes")
        }
        doubts = texts.flatMap(PhraseDoubts.sentences(about:)).reduce(into: []) { all, doubt in
            if !all.contains(doubt) { all.append(doubt) }
        }
    }

    /// All notes that begin within `frames`, in order.
    ///
    /// - Parameter name: what seeds groove and chance.
    func notes(_ timeline: Timeline, frames: Int, name: String) throws -> [Note] {
        let all = try parts.enumerated().flatMap { index, part in
            try notes(of: part, timeline, frames: frames, name: name, salt: UInt64(index))
        }
        return all.filter { $0.frame < frames }.sorted { ($0.frame, $0.pitch) < ($1.frame, $1.pitch) }
    }

    private func notes(
        of part: Part, _ timeline: Timeline, frames: Int, name: String, salt: UInt64
    ) throws -> [Note] {
        let spans = timeline.beats(of: part.sections, in: frames)
        switch part.source {
        case .notation(let content):
            return phrase(part, content).notes(in: spans, timeline.map, name: name, salt: salt)
        case .file(let source):
            let file = try source.read()
            let content = file.content(track: source.track, channel: source.channel)
            guard source.timing == .file else {
                return phrase(part, content).notes(in: spans, timeline.map, name: name, salt: salt)
            }
            let map = file.tempoMap(sampleRate: timeline.sampleRate)
            return spans.flatMap { span in
                let start = timeline.map.exactFrame(atBeat: span.lowerBound)
                let end = timeline.map.exactFrame(atBeat: span.upperBound)
                return phrase(part, content).notes(
                    in: [0..<map.beat(atFrame: end - start)], map, name: name, salt: salt
                ).map { $0.moved(by: TempoMap.rounded(start)) }
            }
        }
    }

    private func phrase(_ part: Part, _ content: PhraseContent) -> PhraseLayout {
        PhraseLayout(
            content: content, transpose: part.transpose, hold: part.hold, groove: part.groove,
            placement: part.placement, repeats: part.repeats)
    }

    private static func source(_ phrase: Recipe) throws(Refusal) -> Source {
        guard phrase.rule.name == Rule.phrase.name else { return .file(MIDISource(phrase)) }
        let notation = try notation(phrase)
        guard !phrase.text("rhythm").isEmpty else { return .notation(PhraseContent(notation)) }
        let rhythm: StepPattern
        do {
            rhythm = try StepPattern(parsing: phrase.text("rhythm"))
        } catch {
            throw Refusal(line: phrase.line, path: "rhythm", "\(error)")
        }
        guard let content = PhraseContent(notation, rhythm: rhythm, step: phrase.number("step")) else {
            throw Refusal(
                line: phrase.line,
                "the rhythm has no hits, or takes more than \(PhraseContent.mostEvents) of them until it and the notes end together: write at least one x, and fewer notes"
            )
        }
        return .notation(content)
    }

    private static func notation(_ phrase: Recipe) throws(Refusal) -> PhraseText {
        var key: Scale?
        if phrase.isGiven("key") {
            key = Scale(phrase.text("key"))
            if key == nil {
                let hint = Scale.likelyName(phrase.text("key")).map { "did you mean \"\($0)\"? " } ?? ""
                throw Refusal(
                    line: phrase.line,
                    "'\(phrase.text("key"))' is no key: \(hint)write a tonic and a scale, such as \"A minor\"; the scales are \(Scale.names.joined(separator: ", "))"
                )
            }
        }
        do {
            return try PhraseText(
                phrase.text("notes"), step: phrase.number("step"), velocity: phrase.number("velocity"),
                octave: phrase.integer("octave"), key: key)
        } catch {
            throw Refusal(line: phrase.line, "\(error)")
        }
    }
}

extension Feel {
    /// The groove among a recipe's parameters; none where it is not given.
    init(_ recipe: Recipe) {
        guard case .recipe(let groove) = recipe["groove"] else {
            self = .none
            return
        }
        self.init(
            swing: groove.number("swing"), swingStep: groove.number("step"),
            timing: groove.number("timing") / 1_000, dynamics: groove.number("dynamics"))
    }
}

extension Recipe {
    /// Whether it goes on until its sections end: where nothing is said, what begins with them does, and a fill does not.
    var repeats: Bool { isGiven("repeats") ? flag("repeats") : placement == .start }

    /// Where in its sections it lies.
    var placement: PhraseLayout.Placement {
        PhraseLayout.Placement(rawValue: text("placement")) ?? .start
    }
}

extension Note {
    fileprivate func moved(by frames: Int) -> Note {
        Note(frame: frame + frames, frames: self.frames, pitch: pitch, velocity: velocity, seed: seed)
    }
}

extension Timeline {
    /// The beats of these sections; all of the time where none is named.
    func beats(of sections: [String], in frames: Int) -> [Range<Double>] {
        guard !sections.isEmpty else { return [0..<map.beat(atFrame: Double(frames))] }
        return sections.compactMap { section($0) }.map { $0.startBeat..<$0.startBeat + $0.beats }
    }
}

package import Signal

/// What a phrase plays, in beats from its start, before it is laid over sections.
package struct PhraseContent: Equatable, Sendable {
    package struct Event: Equatable, Sendable {
        package let beat: Double
        /// How long it is written.
        package let beats: Double
        /// MIDI number.
        package let pitch: Int
        /// 0 … 1.
        package let velocity: Double
        /// The chance that it sounds, 0 … 1.
        package let chance: Double

        package init(beat: Double, beats: Double, pitch: Int, velocity: Double, chance: Double = 1) {
            self.beat = beat
            self.beats = beats
            self.pitch = pitch
            self.velocity = velocity
            self.chance = chance
        }
    }

    /// In the order of their beats.
    package let events: [Event]
    /// After how many beats it is over, and may begin anew.
    package let beats: Double

    /// As many events as a phrase can have.
    package static let mostEvents = 100_000

    package init(events: [Event], beats: Double) {
        self.events = events.sorted { ($0.beat, $0.pitch) < ($1.beat, $1.pitch) }
        self.beats = beats
    }

    /// The steps one after the other.
    package init(_ notation: PhraseText) {
        var beat = 0.0
        var events: [Event] = []
        for step in notation.steps {
            events += step.pitches.map {
                Event(beat: beat, beats: step.beats, pitch: $0, velocity: step.velocity, chance: step.chance)
            }
            beat += step.beats
        }
        self.init(events: events, beats: beat)
    }

    /// The steps dealt out, in turn, to the hits of a rhythm, each until the next hit. Rhythm and notes go round
    /// independently: of three hits and four notes, twelve hits make a phrase.
    ///
    /// - Parameters:
    ///   - step: the length of a step of the rhythm, in beats.
    /// - Returns: nil where the rhythm has no hits, or too many are needed until both are at their ends together.
    package init?(_ notation: PhraseText, rhythm: StepPattern, step: Double) {
        let hits = rhythm.steps.indices.filter { rhythm.steps[$0] != nil }
        guard !hits.isEmpty else { return nil }
        let rounds = notation.steps.count / PhraseContent.commonDivisor(notation.steps.count, hits.count)
        guard rounds * hits.count <= PhraseContent.mostEvents else { return nil }
        let turn = Double(rhythm.steps.count) * step
        var events: [Event] = []
        for index in 0..<rounds * hits.count {
            let (round, hit) = (index / hits.count, index % hits.count)
            let next = hit + 1 < hits.count ? hits[hit + 1] : rhythm.steps.count + hits[0]
            let note = notation.steps[index % notation.steps.count]
            let accent = rhythm.steps[hits[hit]] ?? 0
            events += note.pitches.map {
                Event(
                    beat: Double(round) * turn + Double(hits[hit]) * step,
                    beats: Double(next - hits[hit]) * step, pitch: $0,
                    velocity: min(1, note.velocity * (accent / 0.8)), chance: note.chance)
            }
        }
        self.init(events: events, beats: Double(rounds) * turn)
    }

    private static func commonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : commonDivisor(b, a % b) }
}

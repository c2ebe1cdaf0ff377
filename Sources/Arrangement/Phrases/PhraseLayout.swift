package import Signal

/// A phrase, and how it lies over the sections in which it is played.
package struct PhraseLayout: Sendable {
    package enum Placement: String, Sendable {
        /// From the start of each section.
        case start
        /// So that it ends with each section: a fill.
        case end
    }

    package let content: PhraseContent
    /// In semitones.
    package let transpose: Int
    /// The share of its written length for which a note is held.
    package let hold: Double
    package let groove: Feel
    package let placement: Placement
    /// Whether it is repeated until the section ends.
    package let repeats: Bool

    package init(
        content: PhraseContent, transpose: Int, hold: Double, groove: Feel, placement: Placement,
        repeats: Bool
    ) {
        self.content = content
        self.transpose = transpose
        self.hold = hold
        self.groove = groove
        self.placement = placement
        self.repeats = repeats
    }

    /// The notes, in each of these spans of beats; what begins behind the end of a span is left out, and what lasts
    /// longer is cut off there.
    ///
    /// - Parameters:
    ///   - name: seeds chance and groove, with `salt`: the same phrase in two targets sounds as two players would.
    package func notes(in spans: [Range<Double>], _ map: TempoMap, name: String, salt: UInt64) -> [Note] {
        let notes = spans.flatMap { span -> [Note] in
            starts(in: span).flatMap { start in
                content.events.compactMap { note($0, from: start, in: span, map, name: name, salt: salt) }
            }
        }
        return notes.sorted { ($0.frame, $0.pitch) < ($1.frame, $1.pitch) }
    }

    /// The beats at which the phrase begins.
    private func starts(in span: Range<Double>) -> [Double] {
        guard content.beats > 0 else { return [] }
        switch (placement, repeats) {
        case (.start, false): return [span.lowerBound]
        case (.start, true):
            return Array(stride(from: span.lowerBound, to: span.upperBound, by: content.beats))
        case (.end, false): return [span.upperBound - content.beats]
        case (.end, true):
            let count = ((span.upperBound - span.lowerBound) / content.beats).rounded(.up)
            return (1...max(1, Int(count))).map { span.upperBound - Double($0) * content.beats }.reversed()
        }
    }

    private func note(
        _ event: PhraseContent.Event, from start: Double, in span: Range<Double>, _ map: TempoMap,
        name: String,
        salt: UInt64
    ) -> Note? {
        let beat = start + event.beat
        // A step that is a sum of thirds can fall a hair before the start that it means.
        guard beat >= span.lowerBound - 1e-9, beat < span.upperBound - 1e-9 else { return nil }
        let pitch = event.pitch + transpose
        let exact = frame(of: beat, in: span, map)
        let seed = Signal.seed(
            of: name, salt, UInt64(truncatingIfNeeded: exact), UInt64(truncatingIfNeeded: pitch))
        guard PitchName.range.contains(pitch), Feel.happens(chance: event.chance, seed: seed) else {
            return nil
        }
        let first = max(0, exact + groove.displacement(seed: seed, sampleRate: map.sampleRate))
        let end = frame(of: min(beat + event.beats * hold, span.upperBound), in: span, map)
        return Note(
            frame: first, frames: max(1, end - exact), pitch: Double(pitch),
            velocity: groove.velocity(event.velocity, seed: seed), seed: seed)
    }

    /// The frame of a beat with the groove's swing, which is counted from the start of the section.
    private func frame(of beat: Double, in span: Range<Double>, _ map: TempoMap) -> Int {
        let swung = span.lowerBound + groove.swung(beat - span.lowerBound)
        return TempoMap.rounded(map.exactFrame(atBeat: max(0, swung)))
    }
}

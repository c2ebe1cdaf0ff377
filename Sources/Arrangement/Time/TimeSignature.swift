/// A time signature, such as 7/8: how many of which note make a bar.
package struct TimeSignature: Equatable, Sendable {
    package let beats: Int
    /// The note that is counted: 4 for a quarter.
    package let unit: Int

    package init(beats: Int, unit: Int) {
        self.beats = beats
        self.unit = unit
    }

    /// Quarter notes in a bar.
    package var beatsPerBar: Double { Double(beats * 4) / Double(unit) }
}

extension TempoMap {
    /// Another time signature from a bar on.
    package struct SignatureChange: Equatable, Sendable {
        /// From 0.
        package let bar: Int
        package let signature: TimeSignature

        package init(bar: Int, signature: TimeSignature) {
            self.bar = bar
            self.signature = signature
        }
    }
}

/// Bars of one time signature.
package struct SignatureSpan: Equatable, Sendable {
    /// The first of them, from 0.
    package let bar: Int
    /// The beat at which it begins.
    package let beat: Double
    package let signature: TimeSignature

    static func chain(from signature: TimeSignature, _ changes: [TempoMap.SignatureChange]) -> [SignatureSpan]
    {
        var spans = [SignatureSpan(bar: 0, beat: 0, signature: signature)]
        for change in changes {
            guard let last = spans.last else { continue }
            let beat = last.beat + Double(change.bar - last.bar) * last.signature.beatsPerBar
            spans.append(SignatureSpan(bar: change.bar, beat: beat, signature: change.signature))
        }
        return spans
    }
}

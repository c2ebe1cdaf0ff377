internal import Signal

/// The tempo and the time signatures of a production, as a ruler: from beats and bars to sample frames, and back.
///
/// A beat is a quarter note. Tempo changes at once, or along a ramp on which it grows by equal steps in equal
/// beats. Positions are worked out from the start of the piece of constant change that they lie in, in double
/// precision, and rounded once to a frame, so nothing drifts.
package struct TempoMap: Equatable, Sendable {
    package let sampleRate: Int
    /// In the order of their beats; the first begins at beat 0.
    package let pieces: [TempoPiece]
    /// In the order of their bars; the first begins at bar 0.
    package let signatures: [SignatureSpan]

    /// A tempo that stays, in bars of so many quarter notes.
    package init(sampleRate: Int, tempo: Double, beatsPerBar: Int) {
        self.init(
            sampleRate: sampleRate, tempo: tempo, changes: [],
            signature: TimeSignature(beats: beatsPerBar, unit: 4), signatures: [])
    }

    /// - Parameters:
    ///   - tempo: at the start, in beats per minute.
    ///   - changes: in the order of their beats, not overlapping.
    ///   - signature: at the start.
    ///   - signatures: in the order of their bars, each at a whole one above 0.
    package init(
        sampleRate: Int, tempo: Double, changes: [Change], signature: TimeSignature,
        signatures: [SignatureChange]
    ) {
        self.sampleRate = sampleRate
        pieces = TempoPiece.chain(from: tempo, changes, sampleRate: Double(sampleRate))
        self.signatures = SignatureSpan.chain(from: signature, signatures)
    }

    /// Whether the tempo and the bars stay as they are at the start.
    package var isConstant: Bool { pieces.count == 1 && signatures.count == 1 }

    /// The frame of a beat from the start, before rounding.
    package func exactFrame(atBeat beat: Double) -> Double {
        piece { $0.beat <= beat }.frame(atBeat: beat)
    }

    /// The beat of a frame from the start.
    package func beat(atFrame frame: Double) -> Double {
        piece { $0.frame <= frame }.beat(atFrame: frame)
    }

    /// The beat at which a bar begins, counted from 0; fractions are shares of the bar.
    package func beat(atBar bar: Double) -> Double {
        let span = signatures.last { Double($0.bar) <= bar } ?? signatures[0]
        return span.beat + (bar - Double(span.bar)) * span.signature.beatsPerBar
    }

    /// The bar, from 0, that a beat lies in, and the beats since its start.
    package func bar(atBeat beat: Double) -> (bar: Int, beat: Double) {
        let span = signatures.last { $0.beat <= beat } ?? signatures[0]
        let bars = ((beat - span.beat) / span.signature.beatsPerBar).rounded(.down)
        return (span.bar + Int(bars), beat - span.beat - bars * span.signature.beatsPerBar)
    }

    /// The time signature at a beat.
    package func signature(atBeat beat: Double) -> TimeSignature {
        (signatures.last { $0.beat <= beat } ?? signatures[0]).signature
    }

    /// The tempo at a beat, in beats per minute.
    package func tempo(atBeat beat: Double) -> Double { piece { $0.beat <= beat }.tempo(atBeat: beat) }

    /// Rounds a position to the frame that it means. A third of a beat has no exact binary form: what comes to within
    /// a millionth of half a frame is half a frame, so that steps fall where whole numbers would put them. And 1e15 is
    /// far beyond any production, and still a number that sums of a few of do not overflow.
    package static func rounded(_ frame: Double) -> Int {
        Int(min((frame + 0.5 + 1e-6).rounded(.down), 1e15))
    }

    /// The last piece that has begun.
    private func piece(_ hasBegun: (TempoPiece) -> Bool) -> TempoPiece {
        var (low, high) = (0, pieces.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if hasBegun(pieces[middle]) { low = middle } else { high = middle }
        }
        return pieces[low]
    }
}

extension TempoMap {
    /// From a beat on, a new tempo, reached over so many beats.
    package struct Change: Equatable, Sendable {
        package let beat: Double
        /// The length of the ramp; 0 for a change at once.
        package let over: Double
        /// In beats per minute.
        package let tempo: Double

        package init(beat: Double, over: Double, tempo: Double) {
            self.beat = beat
            self.over = over
            self.tempo = tempo
        }
    }
}

/// A stretch in which the tempo stands still or changes steadily.
package struct TempoPiece: Equatable, Sendable {
    /// Where it begins.
    package let beat: Double
    package let frame: Double
    /// The tempo at its start, in beats per minute.
    package let tempo: Double
    /// By how much the tempo grows in a beat.
    package let growth: Double
    /// Frames in a minute.
    private let minute: Double

    private init(beat: Double, frame: Double, tempo: Double, growth: Double, minute: Double) {
        self.beat = beat
        self.frame = frame
        self.tempo = tempo
        self.growth = growth
        self.minute = minute
    }

    func tempo(atBeat beat: Double) -> Double { tempo + growth * (beat - self.beat) }

    /// With tempo t(x) = t₀ + g·x after x beats, the minutes are ∫ dx/t(x) = ln(1 + g·x/t₀)/g, or x/t₀ where g is 0.
    func frame(atBeat beat: Double) -> Double {
        let passed = beat - self.beat
        guard growth != 0 else { return frame + passed * minute / tempo }
        return frame + minute * Mathematics.logarithm(1 + growth * passed / tempo) / growth
    }

    func beat(atFrame frame: Double) -> Double {
        let minutes = (frame - self.frame) / minute
        guard growth != 0 else { return beat + minutes * tempo }
        return beat + tempo * (Mathematics.exponential(growth * minutes) - 1) / growth
    }

    static func chain(from tempo: Double, _ changes: [TempoMap.Change], sampleRate: Double) -> [TempoPiece] {
        let minute = 60 * sampleRate
        var pieces = [TempoPiece(beat: 0, frame: 0, tempo: tempo, growth: 0, minute: minute)]
        func begin(at beat: Double, _ tempo: Double, growth: Double) {
            guard let last = pieces.last else { return }
            let next = TempoPiece(
                beat: beat, frame: last.frame(atBeat: beat), tempo: tempo, growth: growth, minute: minute)
            if last.beat == beat { pieces.removeLast() }
            pieces.append(next)
        }
        for change in changes {
            let before = pieces.last?.tempo(atBeat: change.beat) ?? tempo
            if change.over > 0 {
                begin(at: change.beat, before, growth: (change.tempo - before) / change.over)
            }
            begin(at: change.beat + change.over, change.tempo, growth: 0)
        }
        return pieces
    }
}

package import BuildGraph
internal import BuildStore
package import Signal
internal import SoundFiles

/// One target's work as a value: what to make, from which bytes. It holds no absolute path and no fact of the
/// host; where the bytes are is the runner's to say.
package struct Job: Sendable {
    package let target: ResolvedTarget
    package let timeline: Timeline
    /// The targets it is made from, in the order of the graph.
    package let inputs: [JobInput]
    /// What a delivery sheet is made from; nil for a target without one.
    var sheet: SheetJob?

    /// The targets that its gates hold it against, beyond those.
    package let comparisons: [JobComparison]

    /// The input of that name.
    func input(_ name: String) -> JobInput {
        guard let input = inputs.first(where: { $0.name == name }) else {
            preconditionFailure("BUG: '\(target.name)' is not made from '\(name)'")
        }
        return input
    }

    /// A target that it is made from, or that its gates look at, where that has a file.
    func source(_ name: String) -> JobInput? {
        if let input = inputs.first(where: { $0.name == name }) { return input }
        return comparisons.first { $0.name == name }.flatMap { comparison in
            comparison.content.map {
                JobInput(name: name, content: $0, path: comparison.path, isAudio: true)
            }
        }
    }

    /// The meters that its gates bring along, each once.
    var meters: [GateMeter] {
        var seen: Set<[String]> = []
        return target.gates.flatMap { $0.meters(self) }.filter { seen.insert($0.metrics).inserted }
    }

    /// Everything that its gates need measured, and a delivery sheet that speaks of it.
    var metrics: Set<Metric> {
        let standing = target.sound == nil ? [] : StandingGates.metrics
        let header = target.sound?.container == .bwf ? Broadcast.Loudness.metrics : []
        let sheet = target.isOnSheet && target.sound != nil ? SheetedFile.metrics : []
        return Set(standing + header + target.gates.flatMap(\.metrics) + sheet)
    }

    /// What its file's header says.
    var header: SoundHeader {
        SoundHeader(markers: markers, tags: target.tags, broadcast: target.broadcast)
    }

    /// The section starts, for the file's markers.
    var markers: [Marker] {
        timeline.sections.filter { $0.span.lowerBound < target.frames ?? 0 }.map {
            Marker(name: $0.name, frame: $0.span.lowerBound)
        }
    }
}

/// One input of a job.
package struct JobInput: Sendable {
    package let name: String
    package let content: Digest
    /// Where its bytes are, relative to the work space.
    package let path: String
    /// Whether it is audio.
    package let isAudio: Bool
}

/// A target that gates look at.
package struct JobComparison: Sendable {
    package let name: String
    /// Nil where its file does not exist, and need not.
    package let content: Digest?
    /// Where its bytes are, relative to the work space.
    package let path: String
    /// What was measured on them before.
    package let known: [Measurement]
}

/// What came of a job: bytes in a temporary, and what was measured on them.
package struct Product: Sendable {
    /// What was written; nil where nothing was, because the bytes were in place.
    var temporary: String?
    /// The content of the artifact.
    var content: FileDigest?
    var evidence: Evidence
    /// What was measured now, beyond what was known.
    var measurements: [Measurement]
    /// "12 samples clipped".
    var notes: [String] = []
    /// Those of the notes that somebody should not overlook.
    var warnings: [String] = []
    /// Whether the bytes tell all that was judged: integers cannot hold what is not finite.
    var isJudgedByBytes = true
    /// What an archive holds, and where in it.
    var members: [ArchivedMember] = []
    /// What was found out of other contents on the way: of the targets that gates look at, of an archive's members.
    var asides: [Aside] = []
}

/// News of a content that is not the artifact's own, to be remembered.
package struct Aside: Sendable {
    let content: Digest
    let news: [StoredMeasurement]
}

/// A job that was not begun or not finished because a gate on its inputs broke.
struct BrokenGate: Error {
    let verdicts: [Verdict]
}

/// Work that can be done a piece at a time: long jobs are cut into pieces for all workers.
package indirect enum Work: Sendable {
    case finished(Product)
    case one(@Sendable () throws -> Work)
    /// Pieces that can run side by side, and what follows when all are done, in their order.
    case pieces([@Sendable () throws -> Piece], then: @Sendable ([Piece]) throws -> Work)
}

/// What came of a piece.
package enum Piece: Sendable {
    case work(Work)
    case packed(PackedPart)
    /// A file was looked at for the delivery sheet.
    case sheeted(SheetedFile.Found)
    /// The file was begun.
    case begun
}

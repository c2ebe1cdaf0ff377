internal import ArgumentParser
internal import BuildEngine
internal import TargetDescription

/// `bounce timing`: where everything falls.
struct Timing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timing",
        abstract: "Print the sections: start and end in beats, seconds and sample frames.")

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let timeline = try await common.production(mayKeep: false).timeline
        Terminal.say(json ? JSON.line(TimingDocument(timeline)) : text(timeline))
    }

    private func text(_ timeline: Timeline) -> String {
        let header =
            "\(plain(timeline.tempo)) beats per minute, \(counted(timeline.beatsPerBar, "beat")) in a bar\(timeline.map.isConstant ? "" : " at the start"), \(timeline.sampleRate) Hz: \(decimal(timeline.seconds(timeline.frames), 3)) s, \(counted(timeline.frames, "frame"))"
        let titles = ["section", "bar.beat", "beats", "start s", "end s", "start frame", "end frame"]
        let rows = timeline.sections.map { section in
            [
                section.name, timeline.barAndBeat(section.startBeat), plain(section.beats),
                decimal(timeline.seconds(section.span.lowerBound), 3),
                decimal(timeline.seconds(section.span.upperBound), 3), "\(section.span.lowerBound)",
                "\(section.span.upperBound)",
            ]
        }
        let uncovered = timeline.uncoveredFrames
        let rest =
            uncovered > 0
            ? [
                "\(decimal(timeline.seconds(uncovered), 3)) s (\(counted(uncovered, "frame"))) at the end are in no section"
            ] : []
        return ([header] + Table.lines([titles] + rows) + rest).joined(separator: "\n")
    }
}

extension Timeline {
    /// A position as musicians count: the first beat of the first bar is 1.1.
    fileprivate func barAndBeat(_ beat: Double) -> String {
        let (bar, rest) = map.bar(atBeat: beat)
        return "\(bar + 1).\(plain(rest + 1))"
    }
}

/// `timing --json`, schema 1.
private struct TimingDocument: Encodable {
    let schema = 1
    let tempo: Double
    let beatsPerBar: Int
    let sampleRate: Int
    let frames: Int
    let seconds: Double
    let uncoveredFrames: Int
    let tempoMap: [Tempo]
    let signatures: [Signature]
    let sections: [Entry]

    /// A stretch in which the tempo grows by `growth` in each beat.
    struct Tempo: Encodable {
        let beat: Double
        let seconds: Double
        let tempo: Double
        let growth: Double
    }

    struct Signature: Encodable {
        let bar: Int
        let beat: Double
        let signature: String
    }

    struct Entry: Encodable {
        let name: String
        let startBeat: Double
        let beats: Double
        let startSeconds: Double
        let endSeconds: Double
        let startFrame: Int
        let endFrame: Int
    }

    init(_ timeline: Timeline) {
        tempo = timeline.tempo
        beatsPerBar = timeline.beatsPerBar
        sampleRate = timeline.sampleRate
        frames = timeline.frames
        seconds = timeline.seconds(timeline.frames)
        uncoveredFrames = timeline.uncoveredFrames
        tempoMap = timeline.map.pieces.map {
            Tempo(
                beat: $0.beat, seconds: $0.frame / Double(timeline.sampleRate), tempo: $0.tempo,
                growth: $0.growth)
        }
        signatures = timeline.map.signatures.map {
            Signature(bar: $0.bar, beat: $0.beat, signature: "\($0.signature.beats)/\($0.signature.unit)")
        }
        sections = timeline.sections.map { section in
            Entry(
                name: section.name, startBeat: section.startBeat, beats: section.beats,
                startSeconds: timeline.seconds(section.span.lowerBound),
                endSeconds: timeline.seconds(section.span.upperBound), startFrame: section.span.lowerBound,
                endFrame: section.span.upperBound)
        }
    }
}

internal import Signal
internal import SoundFiles

/// The gates that hold without asking: what was written is what was declared, exactly, and all of it finite.
enum StandingGates {
    static let metrics = [Metric(kind: .finite)]

    static func judge(_ evidence: Evidence) -> [Verdict] {
        guard let declared = evidence.declared, let frames = evidence.declaredFrames else { return [] }
        guard let info = evidence.info else {
            return [Verdict("format", holds: false, expected: "an audio file", found: "none")]
        }
        return [format(declared, info), length(frames, info), finite(evidence)]
    }

    /// Not a number, or infinite: a sample that no player and no meter can do anything with.
    static func finite(_ evidence: Evidence) -> Verdict {
        Bounds(atMost: 0, unit: "samples not finite", places: 0).judge(
            "finite", evidence, Metric(kind: .finite).name
        ) { _ in "find the source or the effect that gives NaN or infinity: render the stems one by one" }
    }

    private static func format(_ declared: SoundFormat, _ info: SoundInfo) -> Verdict {
        let holds =
            (declared.container.isLossy || info.encoding == declared.encoding)
            && info.sampleRate == declared.sampleRate
            && info.channels == declared.channels && info.container == declared.container.asRead
        return Verdict(
            "format", holds: holds,
            expected:
                "\(declared.sampleRate) Hz, \(declared.channels) ch, \(words(declared))",
            found: FormatGate.words(info),
            advice: "render it again: bounce --force, and report it if it stays")
    }

    private static func words(_ declared: SoundFormat) -> String {
        let container = declared.container
        return container.isLossy ? container.rawValue : "\(declared.encoding.rawValue) \(container.rawValue)"
    }

    private static func length(_ frames: Int, _ info: SoundInfo) -> Verdict {
        Verdict(
            "length", holds: info.frames == frames, expected: counted(frames, "frame"),
            found: counted(info.frames, "frame"),
            advice: "render it again: bounce --force, and report it if it stays")
    }
}

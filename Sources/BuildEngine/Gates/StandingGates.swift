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
            "finite", evidence.value(Metric(kind: .finite))
        ) { _ in "find the source or the effect that gives NaN or infinity: render the stems one by one" }
    }

    private static func format(_ declared: SoundFormat, _ info: SoundInfo) -> Verdict {
        let holds =
            info.encoding == declared.encoding && info.sampleRate == declared.sampleRate
            && info.channels == declared.channels && info.container == declared.container
        return Verdict(
            "format", holds: holds,
            expected:
                "\(declared.sampleRate) Hz, \(declared.channels) ch, \(declared.encoding.rawValue) \(declared.container.rawValue)",
            found: FormatGate.words(info),
            advice: "render it again: bounce --force, and report it if it stays")
    }

    private static func length(_ frames: Int, _ info: SoundInfo) -> Verdict {
        Verdict(
            "length", holds: info.frames == frames, expected: "\(frames) frames",
            found: "\(info.frames) frames",
            advice: "render it again: bounce --force, and report it if it stays")
    }
}

internal import Signal
internal import TargetDescription

/// All inputs start together and have the same length, sample rate and channels.
struct AlignedGate: GateUnit {
    init(_ recipe: Recipe, _ timeline: Timeline) {}

    func judge(_ evidence: Evidence) -> [Verdict] { [AlignedGate.judge(evidence.inputs)] }

    /// Also a master's, without asking: nothing is mixed that does not fit, and nothing is left out.
    static func judge(_ inputs: [InputEvidence]) -> Verdict {
        guard let first = inputs.first else {
            return Verdict(
                "aligned", holds: false, expected: "0 frames apart", found: "no audio inputs",
                advice: "ask it of a master, or of an archive of audio")
        }
        guard let odd = inputs.first(where: { !$0.fits(first) }) else {
            return Verdict(
                "aligned", holds: true, expected: "0 frames apart", found: "0 frames apart")
        }
        return Verdict(
            "aligned", holds: false, expected: "\(first.words), as '\(first.name)'",
            found: "\(odd.words) in '\(odd.name)'",
            advice: advice(first, odd))
    }
}

extension AlignedGate {
    private static func advice(_ first: InputEvidence, _ odd: InputEvidence) -> String {
        if first.channels != odd.channels {
            let mono = first.channels < odd.channels ? first : odd
            return "give '\(mono.name)' channels: .stereo; a mono sound then sits in the middle"
        }
        return "give both the same duration, or take one of them out"
    }
}

extension InputEvidence {
    fileprivate func fits(_ other: InputEvidence) -> Bool {
        sampleRate == other.sampleRate && channels == other.channels && frames == other.frames
    }

    fileprivate var words: String { "\(counted(frames, "frame")), \(sampleRate) Hz, \(channels) ch" }
}

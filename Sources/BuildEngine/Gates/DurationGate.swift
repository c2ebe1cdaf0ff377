internal import Signal
internal import SoundFiles
internal import TargetDescription

/// The length of a file, in seconds.
struct DurationGate: GateUnit {
    private let bounds: Bounds
    private let frames: (atLeast: Int?, atMost: Int?)
    private let timeline: Timeline

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        self.timeline = timeline
        frames = (recipe.optionalFrames("atLeast", timeline), recipe.optionalFrames("atMost", timeline))
        bounds = Bounds(
            atLeast: frames.atLeast.map(timeline.seconds), atMost: frames.atMost.map(timeline.seconds),
            unit: "s",
            places: 3)
        try recipe.checkBounds(bounds)
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        guard let info = evidence.info else {
            return [Verdict("duration", holds: false, expected: bounds.text, found: "no audio file")]
        }
        let seconds = Double(info.frames) / Double(info.sampleRate)
        return [
            bounds.judge("duration", .number(seconds)) { excess in
                excess > 0
                    ? "shorten it by \(amply(excess, 3)) s" : "lengthen it by \(amply(-excess, 3)) s"
            }
        ]
    }
}

package import Signal
package import SoundFiles

/// What is known of an artifact when it is judged.
package struct Evidence: Sendable {
    /// The name of the file, without its directory; empty where there is none.
    package var fileName = ""
    /// The header of the file; nil for what is no audio.
    package var info: SoundInfo?
    /// What the file was to be; nil for a file from elsewhere.
    package var declared: SoundFormat?
    /// How long the file was to be, in frames; nil for a file from elsewhere.
    package var declaredFrames: Int?
    /// What the file is laid out on; nil for a file from elsewhere.
    package var timeline: Timeline?
    package var measurements: [String: Measurement]
    /// The audio that it is made from, in the order of the recipe.
    package var inputs: [InputEvidence]
    /// The targets that its gates look at, by their names.
    package var comparisons: [String: ComparisonEvidence]

    package init(
        fileName: String = "", info: SoundInfo? = nil, declared: SoundFormat? = nil,
        declaredFrames: Int? = nil, timeline: Timeline? = nil, measurements: [Measurement] = [],
        inputs: [InputEvidence] = [], comparisons: [String: ComparisonEvidence] = [:]
    ) {
        self.fileName = fileName
        self.info = info
        self.declared = declared
        self.declaredFrames = declaredFrames
        self.timeline = timeline
        self.measurements = Dictionary(
            measurements.map { ($0.metric, $0) }, uniquingKeysWith: { first, _ in first })
        self.inputs = inputs
        self.comparisons = comparisons
    }

    /// A measurement; one that was not taken counts as one that cannot be.
    func measurement(_ metric: String) -> Measurement {
        measurements[metric]
            ?? Measurement(metric: metric, value: .unmeasurable("\(metric) was not measured"))
    }

    func value(_ metric: Metric) -> Measurement.Value { measurement(metric.name).value }

    /// Where a place in the file is, on the timeline where it is laid out on one.
    func position(_ place: Place?) -> Position? {
        guard let place, let info else { return nil }
        return Position(place, sampleRate: info.sampleRate, channels: info.channels, timeline)
    }
}

/// One input of a mix or an archive, as its file's header has it.
package struct InputEvidence: Equatable, Sendable {
    package let name: String
    package let sampleRate: Int
    package let channels: Int
    package let frames: Int

    package init(name: String, _ info: SoundInfo) {
        self.name = name
        sampleRate = info.sampleRate
        channels = info.channels
        frames = info.frames
    }
}

/// What is known of a target that gates hold another one against.
package struct ComparisonEvidence: Sendable {
    /// Nil where there is no file that could be read.
    package var info: SoundInfo?
    /// Why there is no sound to compare with; nil where there is.
    package var problem: String?
    package var measurements: [String: Measurement] = [:]

    func value(_ metric: Metric) -> Measurement.Value {
        if let problem { return .unmeasurable(problem) }
        return measurements[metric.name]?.value ?? .unmeasurable("\(metric.name) was not measured")
    }
}

package import Signal
package import SoundFiles

/// What is known of an artifact when it is judged.
package struct Evidence: Sendable {
    /// The header of the file; nil for what is no audio.
    package var info: SoundInfo?
    /// What the file was to be; nil for a file from elsewhere.
    package var declared: SoundFormat?
    /// How long the file was to be, in frames; nil for a file from elsewhere.
    package var declaredFrames: Int?
    package var measurements: [String: Measurement.Value]
    /// The audio that it is made from, in the order of the recipe.
    package var inputs: [InputEvidence]

    package init(
        info: SoundInfo? = nil, declared: SoundFormat? = nil, declaredFrames: Int? = nil,
        measurements: [Measurement] = [], inputs: [InputEvidence] = []
    ) {
        self.info = info
        self.declared = declared
        self.declaredFrames = declaredFrames
        self.measurements = Dictionary(
            measurements.map { ($0.metric, $0.value) }, uniquingKeysWith: { first, _ in first })
        self.inputs = inputs
    }

    /// A measurement; one that was not taken counts as one that cannot be.
    func value(_ metric: Metric) -> Measurement.Value {
        measurements[metric.name] ?? .unmeasurable("\(metric.name) was not measured")
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

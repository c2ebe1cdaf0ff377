internal import BuildEngine
internal import BuildGraph
internal import BuildStore

/// A target in the document of a report.
struct ReportTargetEntry: Encodable {
    let name: String
    let kind: String
    let state: String
    let inputs: [String]
    let comparisons: [String]
    let files: [String]
    let output: String?
    let bytes: Int64?
    let digest: String?
    /// How long its last rendering took.
    let seconds: Double?
    let components: [ComponentEntry]
    let reasons: [ReasonEntry]
    let why: [Cause]
    let gates: [VerdictEntry]
    let notes: [String]
    let history: [Past]
    let audio: ReportAudioEntry?
    let picture: ReportPictureEntry?

    struct ComponentEntry: Encodable {
        let name: String
        let value: String
    }

    struct Cause: Encodable {
        let target: String
        let state: String
        let text: [String]
    }

    struct Past: Encodable {
        let run: Int
        let begun: String?
        let outcome: String
        let seconds: Double
        let digest: String?
    }

    init(_ target: ReportedTarget, link: (String) -> String) {
        name = target.name
        kind = target.kind.rawValue
        state = target.state.rawValue
        inputs = target.inputs
        comparisons = target.comparisons
        files = target.files
        output = target.output.map { link($0.path) }
        bytes = target.output?.bytes
        digest = target.output?.content.text
        seconds = target.history.first { $0.entry.outcome == TargetOutcome.rendered.rawValue }?.entry.seconds
        components = target.components.map { ComponentEntry(name: $0.name, value: $0.value) }
        reasons = target.reasons.map(ReasonEntry.init)
        why = target.causes.map { cause in
            Cause(target: cause.name, state: cause.state.rawValue, text: cause.reasons.map(\.text))
        }
        gates = target.verdicts.map(VerdictEntry.init)
        notes = target.history.first?.entry.notes ?? []
        history = target.history.map { build in
            Past(
                run: build.run, begun: build.begun.map { Moment($0).utc }, outcome: build.entry.outcome,
                seconds: build.entry.seconds, digest: build.entry.output?.text)
        }
        audio = target.sound.map { ReportAudioEntry($0, link: link) }
        picture = target.sound.map(ReportPictureEntry.init)
    }
}

/// What is heard of a target, and against what.
struct ReportAudioEntry: Encodable {
    let path: String
    let seconds: Double
    let channels: Int
    let sampleRate: Int
    let loudness: Double?
    let compare: [Compared]

    struct Compared: Encodable {
        let label: String
        let path: String
        let loudness: Double?
    }

    init(_ sound: ReportedSound, link: (String) -> String) {
        path = link(sound.path)
        seconds = sound.picture.seconds
        channels = sound.picture.channels
        sampleRate = sound.picture.sampleRate
        loudness = sound.picture.integrated
        compare = sound.compared.map {
            Compared(label: $0.label, path: link($0.path), loudness: $0.loudness)
        }
    }
}

/// What is drawn of a target.
struct ReportPictureEntry: Encodable {
    let seconds: Double
    let waveform: ReportPicture.Waves
    let spectrogram: ReportPicture.Grey
    let loudness: ReportPicture.Trace
    let limits: [Limit]
    let truePeaks: [ReportPicture.Peak]
    let bands: Bands

    struct Limit: Encodable {
        let gate: String
        let measure: String
        let low: Double?
        let high: Double?
        let unit: String
    }

    struct Bands: Encodable {
        let centres: [Double]
        let levels: [Double?]
        let reference: [Double?]?
    }

    init(_ sound: ReportedSound) {
        let picture = sound.picture
        seconds = picture.seconds
        waveform = picture.waveform
        spectrogram = picture.spectrogram
        loudness = picture.loudness
        limits = sound.limits.map {
            Limit(gate: $0.gate, measure: $0.measure.rawValue, low: $0.low, high: $0.high, unit: $0.unit)
        }
        truePeaks = picture.truePeaks
        bands = Bands(
            centres: picture.bands.centres, levels: picture.bands.levels, reference: sound.referenceBands)
    }
}

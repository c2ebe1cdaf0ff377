internal import BuildEngine
internal import Signal
internal import SoundFiles
internal import TargetDescription

/// `measure --json`, schema 1.
struct MeasurementDocument: Encodable {
    let schema = 1
    let preset: String?
    let files: [Entry]

    struct Entry: Encodable {
        let path: String
        let passed: Bool
        let problem: String?
        let container: String?
        let encoding: String?
        let sampleRate: Int?
        let channels: Int?
        let frames: Int?
        let seconds: Double?
        let measurements: [MeasurementEntry]
        let gates: [VerdictEntry]
    }

    init(_ preset: Preset?, _ files: [MeasuredFile]) {
        self.preset = preset?.rawValue
        self.files = files.map { file in
            Entry(
                path: file.path, passed: file.passed, problem: file.problem?.words,
                container: file.info?.containerName, encoding: file.info?.encodingName,
                sampleRate: file.info?.sampleRate, channels: file.info?.channels, frames: file.info?.frames,
                seconds: file.info?.seconds,
                measurements: file.measurements.map { MeasurementEntry($0, file.position(of: $0)) },
                gates: file.verdicts.map(VerdictEntry.init))
        }
    }
}

/// A measurement, as JSON has it: a value, or the reason why there is none.
struct MeasurementEntry: Encodable {
    let name: String
    let value: Double?
    let unit: String
    let reason: String?
    let position: PositionEntry?

    init(_ measurement: Measurement, _ position: Position?) {
        name = measurement.metric
        unit = Metric(name: measurement.metric)?.unit ?? ""
        switch measurement.value {
        case .number(let number): (value, reason) = (number, nil)
        case .unmeasurable(let why): (value, reason) = (nil, why)
        }
        self.position = position.map(PositionEntry.init)
    }
}

/// A verdict, as JSON has it everywhere.
struct VerdictEntry: Encodable {
    let gate: String
    let holds: Bool
    let expected: String
    let found: String
    let margin: MarginEntry?
    let position: PositionEntry?
    let advice: String?

    /// What is left to the nearest bound; below 0, how far it is beyond.
    struct MarginEntry: Encodable {
        let amount: Double
        let unit: String
    }

    init(_ verdict: Verdict) {
        gate = verdict.gate
        holds = verdict.holds
        expected = verdict.expected
        found = verdict.found
        margin = verdict.margin.map { MarginEntry(amount: $0.amount, unit: $0.unit) }
        position = verdict.position.map(PositionEntry.init)
        advice = verdict.advice.isEmpty ? nil : verdict.advice
    }
}

/// Where something is, as JSON has it.
struct PositionEntry: Encodable {
    let seconds: Double
    let length: Double?
    let bar: Int?
    let beat: Double?
    let section: String?
    let channel: String?

    init(_ position: Position) {
        seconds = position.seconds
        length = position.length
        bar = position.bar
        beat = position.beat
        section = position.section
        channel = position.channel
    }
}

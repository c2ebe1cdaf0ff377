internal import Archives
internal import BuildStore
internal import Signal
internal import SoundFiles

extension Job {
    /// Everything that is promised of the target, held against what was found.
    func judge(_ evidence: Evidence) -> [Verdict] {
        let standing = StandingGates.judge(evidence)
        let aligned = target.kind == .master ? [AlignedGate.judge(evidence.inputs)] : []
        return standing + aligned + target.gates.flatMap { $0.judge(evidence) }
    }
}

extension Job {
    /// The inputs whose form is judged with the target: an artifact that exists needs no others to be judged.
    var judgedInputs: [JobInput] {
        let asks = target.kind == .master || target.gates.contains { $0 is AlignedGate }
        return asks ? inputs.filter(\.isAudio) : []
    }
}

// Measurements are kept under the meter that took them: a corrected meter measures again.

extension StoredMeasurement {
    init(_ measurement: Measurement) {
        let metric = "\(measurement.metric) by \(MeterBank.version)"
        switch measurement.value {
        case .number(let number): self.init(metric: metric, value: number, reason: "")
        case .unmeasurable(let reason): self.init(metric: metric, value: nil, reason: reason)
        }
    }
}

extension Measurement {
    /// Nil where another meter took it.
    init?(_ stored: StoredMeasurement) {
        let suffix = " by \(MeterBank.version)"
        guard stored.metric.hasSuffix(suffix) else { return nil }
        self.init(
            metric: String(stored.metric.dropLast(suffix.count)),
            value: stored.value.map { .number($0) } ?? .unmeasurable(stored.reason))
    }
}

extension ArchivedMember {
    init?(_ stored: StoredMember) {
        self.init(
            name: stored.name, content: stored.content, codec: stored.codec,
            summary: MemberSummary(
                crc32: stored.crc32, size: stored.size, compressedSize: stored.packed,
                compressionMethod: stored.method),
            offset: stored.offset)
    }

    var stored: StoredMember {
        StoredMember(
            name: name, content: content, codec: codec, method: summary.compressionMethod,
            crc32: summary.crc32,
            size: summary.size, packed: summary.compressedSize, offset: offset)
    }
}

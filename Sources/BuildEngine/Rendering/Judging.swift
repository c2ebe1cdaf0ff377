internal import Archives
internal import BuildStore
internal import Signal
internal import SoundFiles

extension Job {
    /// Everything that is promised of the target, held against what was found.
    func judge(_ evidence: Evidence) -> [Verdict] {
        let standing = StandingGates.judge(evidence)
        let aligned = target.kind.isMix ? [AlignedGate.judge(evidence.inputs)] : []
        let stated = zip(target.gates, target.gateLines).flatMap { gate, line in
            gate.judge(evidence).map { verdict in
                var verdict = verdict
                verdict.line = line
                return verdict
            }
        }
        return standing + aligned + stated
    }
}

extension Job {
    /// The inputs whose form is judged with the target: an artifact that exists needs no others to be judged.
    var judgedInputs: [JobInput] {
        if target.kind.isMix { return target.recipe.recipes("inputs").map { input($0.text("target")) } }
        return target.gates.contains { $0 is AlignedGate } ? inputs.filter(\.isAudio) : []
    }
}

// Measurements are kept under the meter that took them: a corrected meter measures again.

extension StoredMeasurement {
    init(_ measurement: Measurement) {
        let metric = "\(measurement.metric) by \(MeterBank.version)"
        let place = measurement.place
        let (value, reason): (Double?, String) =
            switch measurement.value {
            case .number(let number): (number, "")
            case .unmeasurable(let reason): (nil, reason)
            }
        self.init(
            metric: metric, value: value, reason: reason, frame: place?.frame, length: place?.length,
            channel: place?.channel)
    }
}

extension Measurement {
    /// Nil where another meter took it.
    init?(_ stored: StoredMeasurement) {
        let suffix = " by \(MeterBank.version)"
        guard stored.metric.hasSuffix(suffix) else { return nil }
        self.init(
            metric: String(stored.metric.dropLast(suffix.count)),
            value: stored.value.map { .number($0) } ?? .unmeasurable(stored.reason),
            place: stored.frame.map { Place(frame: $0, length: stored.length, channel: stored.channel) })
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

internal import BuildGraph
internal import BuildStore
internal import Signal
internal import SoundFiles

/// A file of an archive that is looked at for the delivery sheet: what is not known of its content is found out.
package struct SheetedFile: Sendable {
    /// The target that made it.
    let job: Job
    let name: String
    let content: Digest
    /// What was measured on this content, and its SHA-256, if that is known.
    let known: [Measurement]
    let sha256: String?

    /// What a sheet says of the levels of every file, whatever its gates ask.
    static let metrics: [Metric] = [.loudness, .truePeak, .peak].map { Metric(kind: $0) }

    /// What was found, and what of it is to be remembered.
    package struct Found: Sendable {
        let file: DeliverySheet.File
        let content: Digest
        let news: [StoredMeasurement]
    }

    func examine(_ isCancelled: @escaping @Sendable () -> Bool) throws -> Found {
        let path = job.target.path
        var news: [StoredMeasurement] = []
        let digest =
            try sha256
            ?? {
                let digest = try digestOfFile(path, isCancelled)
                news.append(StoredMeasurement(sha256: digest))
                return digest
            }()
        let product = try Examination(job: job, path: path, known: known, isCancelled: isCancelled).product()
        news += product.measurements.map(StoredMeasurement.init)
        let size = try FileIdentity(path: path)?.size ?? 0
        let file = DeliverySheet.File(
            name: name, target: job.target.name, bytes: Int(size), sha256: digest, xxh3: content.hexadecimal,
            audio: product.evidence.info.map { DeliverySheet.Audio($0, product.evidence.value) },
            gates: job.judge(product.evidence).map(DeliverySheet.Gate.init))
        return Found(file: file, content: content, news: news)
    }

    /// The SHA-256 of a file whose content has to be what it was packed as.
    private func digestOfFile(_ path: String, _ isCancelled: () -> Bool) throws -> String {
        let secure = SecureHasher()
        let hash = WrittenHash()
        try readFile(path) { bytes in
            if isCancelled() { throw Interrupted() }
            secure.update(bytes)
            hash.update(bytes)
        }
        guard hash.digest == content else { throw StoreError.changed(path: path) }
        return secure.digest
    }
}

extension DeliverySheet.Gate {
    init(_ verdict: Verdict) {
        self.init(
            gate: verdict.gate, expected: verdict.expected, found: verdict.found, passed: verdict.holds)
    }
}

extension DeliverySheet.Audio {
    /// From a header and what was measured.
    init(_ info: SoundInfo, _ value: (Metric) -> Measurement.Value) {
        var reasons: [String: String] = [:]
        func level(_ kind: Metric.Kind, _ name: String) -> Double? {
            switch value(Metric(kind: kind)) {
            case .number(let number) where number.isFinite: return (number * 100).rounded() / 100
            case .number(let number):
                reasons[name] = number == -.infinity ? "silence: -∞" : "not a finite number"
            case .unmeasurable(let reason): reasons[name] = reason
            }
            return nil
        }
        self.init(
            container: info.containerName, encoding: info.encodingName, sampleRate: info.sampleRate,
            channels: info.channels, frames: info.frames, seconds: micro(info.seconds),
            loudnessLUFS: level(.loudness, "loudnessLUFS"), truePeakDBTP: level(.truePeak, "truePeakDBTP"),
            samplePeakDBFS: level(.peak, "samplePeakDBFS"), notMeasured: reasons.isEmpty ? nil : reasons)
    }
}

extension DeliverySheet {
    /// The sheet of these files.
    init(_ production: String, key: String?, _ timeline: Timeline, files: [File]) {
        self.init(
            schema: Self.schema, bounce: Release.version, meters: MeterBank.version,
            production: Production(
                name: production, tempo: timeline.tempo, beatsPerBar: timeline.beatsPerBar, key: key,
                sampleRate: timeline.sampleRate, frames: timeline.frames,
                seconds: micro(timeline.seconds(timeline.frames))),
            sections: timeline.sections.map { section in
                Section(
                    name: section.name, startFrame: section.span.lowerBound,
                    endFrame: section.span.upperBound,
                    startSeconds: micro(timeline.seconds(section.span.lowerBound)),
                    endSeconds: micro(timeline.seconds(section.span.upperBound)))
            }, files: files)
    }
}

/// Seconds to a millionth: shorter than any frame.
private func micro(_ seconds: Double) -> Double { (seconds * 1e6).rounded() / 1e6 }

// What is remembered of a content beside its measurements. No meter takes it, and none makes it wrong.

extension StoredMeasurement {
    fileprivate static let sha256 = "sha-256"

    fileprivate init(sha256 digest: String) { self.init(metric: Self.sha256, value: nil, reason: digest) }
}

extension [StoredMeasurement] {
    /// The SHA-256 among what is remembered.
    var sha256: String? { first { $0.metric == StoredMeasurement.sha256 }?.reason }
}

internal import BuildStore
internal import Signal
internal import SoundFiles

/// Looks at a file that exists: its header, and what of its gates' measurements is not known yet.
struct Examination {
    let job: Job
    let path: String
    let known: [Measurement]
    let isCancelled: @Sendable () -> Bool

    func product() throws -> Product {
        let inputs = try job.judgedInputs.map { input in
            InputEvidence(name: input.name, try SoundReader(path: input.path).info)
        }
        guard job.target.kind != .archive else {
            return Product(evidence: Evidence(inputs: inputs), measurements: [])
        }
        let reader = try SoundReader(path: path)
        let measurements = try measure(reader)
        let evidence = Evidence(
            info: reader.info, declared: job.target.sound, declaredFrames: job.target.frames,
            measurements: known + measurements, inputs: inputs)
        return Product(evidence: evidence, measurements: measurements)
    }

    private func measure(_ reader: SoundReader) throws -> [Measurement] {
        let names = Set(known.map(\.metric))
        let missing = job.metrics.filter { !names.contains($0.name) }
        guard !missing.isEmpty else { return [] }
        let meters = MeterBank(
            metrics: missing, sampleRate: reader.info.sampleRate, channels: reader.info.channels,
            fullScale: reader.info.encoding?.fullScale ?? 1)
        var block = Block(channels: reader.info.channels)
        repeat {
            if isCancelled() { throw Interrupted() }
            try reader.read(into: &block)
            meters.measure(block)
        } while block.frames > 0
        return meters.finish()
    }
}

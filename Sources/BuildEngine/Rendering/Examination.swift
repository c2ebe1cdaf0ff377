internal import BuildStore
internal import Signal
internal import SoundFiles

/// Looks at a file that exists: its header, and what of its gates' measurements is not known yet.
struct Examination {
    let job: Job
    let path: String
    let known: [Measurement]
    let isCancelled: @Sendable () -> Bool
    var progress: ProgressListener?

    func product() throws -> Product {
        let inputs = try job.judgedInputs.map { input in
            InputEvidence(name: input.name, try SoundReader(path: input.path).info)
        }
        guard job.target.kind.isSound else {
            return Product(
                evidence: Evidence(fileName: job.target.fileName, inputs: inputs), measurements: [])
        }
        let reader = try SoundReader(path: path)
        let measurements = try measure(reader)
        let (comparisons, news) = try job.examineComparisons(isCancelled)
        let evidence = Evidence(
            fileName: job.target.fileName, info: reader.info, declared: job.target.sound,
            declaredFrames: job.target.frames, timeline: job.target.sound.map { _ in job.timeline },
            measurements: job.evidence(of: known + measurements), inputs: inputs, comparisons: comparisons)
        return Product(evidence: evidence, measurements: measurements, asides: news)
    }

    private func measure(_ reader: SoundReader) throws -> [Measurement] {
        let measuring = try Measuring(
            job, reader.info, fullScale: reader.info.encoding?.fullScale ?? 1, known: known)
        guard measuring.isNeeded else { return [] }
        var teller = ProgressTeller(
            job.target.name, frames: reader.info.frames, sampleRate: reader.info.sampleRate, to: progress)
        try reader.forEachBlock(isCancelled) {
            measuring.measure($0)
            teller.advance(by: $0.frames)
        }
        return try measuring.finish()
    }
}

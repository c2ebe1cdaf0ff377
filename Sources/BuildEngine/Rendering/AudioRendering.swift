internal import BuildStore
internal import Signal
internal import SoundFiles
internal import TargetDescription

/// Renders a stem, a processed stem or a master: block by block from the instruments to the file, measured on
/// the way, on the very samples that the file holds.
struct AudioRendering {
    let job: Job
    let sound: SoundFormat
    let frames: Int
    let temporary: String
    let isCancelled: @Sendable () -> Bool
    let progress: ProgressListener?

    /// - Parameter isAlone: Whether a second processor would have nothing to do meanwhile: it then makes the sound,
    ///   while the first one measures and writes what is made.
    func product(isAlone: Bool) throws -> Product {
        let context = RenderContext(
            target: job.target.name, timeline: job.timeline, frames: frames, channels: sound.channels,
            grid: sound.grid, dither: Quantiser.Dither(job.target.dither, for: sound.encoding),
            fadesOut: job.fadesOut, input: { try job.heard($0) })
        let (source, inputs) = try job.sound(context)
        let isCut = isAlone && frames >= ReadAhead.fewestFrames
        let stream = (isCut ? ReadAhead(source) : nil) ?? source
        let (measurements, content, isJudgedByBytes) = try write(stream, context)
        let info = try SoundReader(path: temporary).info
        let (comparisons, news) = try job.examineComparisons(isCancelled)
        let evidence = Evidence(
            fileName: job.target.fileName, info: info, declared: sound, declaredFrames: frames,
            timeline: job.timeline, measurements: job.evidence(of: measurements), inputs: inputs,
            comparisons: comparisons)
        return Product(
            temporary: temporary, content: content, evidence: evidence,
            measurements: measurements, notes: context.notes, warnings: context.warnings,
            isJudgedByBytes: isJudgedByBytes, asides: news)
    }

    private func write(
        _ stream: any SampleStream, _ context: RenderContext
    ) throws -> (measurements: [Measurement], content: FileDigest?, isJudgedByBytes: Bool) {
        var quantiser = Quantiser(
            grid: context.grid, dither: context.dither,
            seed: seed(of: job.target.name, AudioRendering.ditherSalt), channels: sound.channels)
        let pass = try Measuring(job, written, fullScale: sound.fullScale)
        let hash = WrittenHash()
        var writer = try SoundWriter(
            path: temporary, format: sound, frames: frames, header: job.header
        ) { hash.update($0) }
        var block = Block(channels: sound.channels)
        var teller = ProgressTeller(
            job.target.name, frames: frames, sampleRate: sound.sampleRate, to: progress)
        repeat {
            if isCancelled() { throw Interrupted() }
            try stream.read(into: &block)
            quantiser.process(&block)
            if !sound.container.isLossy { pass.measure(block) }
            try writer.write(block)
            teller.advance(by: block.frames)
        } while block.frames > 0
        // What is received of a lossy file is what is judged: it is measured when it has been decoded.
        var found = sound.container.isLossy ? [] : try pass.finish()
        // Where the header was written last, as in FLAC, the file is read again.
        let isHashed = try writer.finish(loudness: Broadcast.Loudness(found))
        if sound.container.isLossy {
            try SoundReader(path: temporary).forEachBlock(isCancelled) { pass.measure($0) }
            found = try pass.finish()
        }
        let content = try isHashed ? FileDigest.written(temporary, hash) : FileDigest.read(temporary)
        report(quantiser, context)
        let silenced = quantiser.nonFiniteSamples
        let measurements = found.map { AudioRendering.count(silenced, in: $0) }
        return (measurements, content, silenced == 0)
    }

    /// Integers hold no NaN and no infinity: what the quantiser had to silence counts as not finite all the same.
    private static func count(_ silenced: Int, in measurement: Measurement) -> Measurement {
        guard silenced > 0, measurement.metric == Metric(kind: .finite).name else { return measurement }
        return Measurement(metric: measurement.metric, value: .number(Double(silenced)))
    }

    /// What is going to be written.
    private var written: SoundInfo {
        SoundInfo(announced: sound, frames: frames)
    }

    private func report(_ quantiser: Quantiser, _ context: RenderContext) {
        let (saturated, notFinite) = (quantiser.saturatedSamples, quantiser.nonFiniteSamples)
        if saturated > 0 {
            context.warn {
                sound.container.isLossy
                    ? "\(counted(saturated, "sample")) \(saturated == 1 ? "was" : "were") beyond \(Quantiser.codecLimit) times full scale, which no codec is made for"
                    : "\(counted(saturated, "sample")) beyond full scale \(saturated == 1 ? "was" : "were") cut by the \(sound.encoding.rawValue) encoding: turn it down, or end with a limiter"
            }
        }
        if notFinite > 0 {
            context.warn { "\(counted(notFinite, "sample")) \(notFinite == 1 ? "was" : "were") not finite" }
        }
        if !sound.container.carriesTexts, let words = job.header.words {
            context.report { "\(sound.container.rawValue) carries no markers and no tags: \(words) left out" }
        }
    }

    /// Sets dither apart from the noise of instruments in the same target.
    private static let ditherSalt: UInt64 = 0x6469_7468
}

extension SoundFormat {
    /// The values that the file, or the codec before it, is given.
    fileprivate var grid: Quantiser.Grid { container.isLossy ? .codec : encoding.grid }

    fileprivate var fullScale: Double { container.isLossy ? 1 : encoding.fullScale }
}

extension SoundFiles.Encoding {
    fileprivate var grid: Quantiser.Grid {
        switch self {
        case .pcm16: .pcm(bits: 16)
        case .pcm24: .pcm(bits: 24)
        case .pcm32: .pcm(bits: 32)
        case .float32: .float32
        case .float64: .float64
        }
    }
}

extension Quantiser.Dither {
    /// A step of 32-bit integers is far below anything that could mask or carry it: no dither there.
    fileprivate init(_ dither: TargetDescription.Dither, for encoding: SoundFiles.Encoding) {
        let isCoarse = encoding == .pcm16 || encoding == .pcm24
        self = !isCoarse || dither == .none ? .none : dither == .shaped ? .shaped : .tpdf
    }
}

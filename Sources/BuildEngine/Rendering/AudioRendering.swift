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

    func product() throws -> Product {
        let context = RenderContext(
            target: job.target.name, timeline: job.timeline, frames: frames, channels: sound.channels,
            grid: sound.encoding.grid, dither: Quantiser.Dither(job.target.dither, for: sound.encoding))
        let (stream, inputs) = try source(context)
        let (measurements, content, isJudgedByBytes) = try write(stream, context)
        let info = try SoundReader(path: temporary).info
        let evidence = Evidence(
            info: info, declared: sound, declaredFrames: frames, measurements: measurements, inputs: inputs)
        return Product(
            temporary: temporary, content: content, evidence: evidence,
            measurements: measurements, notes: context.notes, isJudgedByBytes: isJudgedByBytes)
    }

    private func source(_ context: RenderContext) throws -> (any SampleStream, [InputEvidence]) {
        let recipe = job.target.recipe
        switch job.target.kind {
        case .stem: return (try stem(recipe, context), [])
        case .process: return try process(recipe, context)
        case .master: return try master(recipe, context)
        case .reference, .archive: preconditionFailure("BUG: a \(job.target.kind) is not rendered as audio")
        }
    }

    private func stem(_ recipe: Recipe, _ context: RenderContext) throws -> any SampleStream {
        let streams = try recipe.recipes("instruments").map {
            try InstrumentTable.unit($0, job.timeline).stream(context)
        }
        var stream: any SampleStream = streams.count == 1 ? streams[0] : Sum(streams)
        let sections = recipe.texts("sections")
        if !sections.isEmpty {
            let spans = job.timeline.spans(of: sections, in: frames)
            let edge = Int(context.sampleRate * AudioRendering.edgeSeconds)
            stream = Chain(stream, SectionEdges(spans: spans, edge: edge, totalFrames: frames))
        }
        return try EffectTable.apply(recipe.recipes("effects"), to: stream, context)
    }

    /// How long a stem takes to come in and go out at the edge of a section: long enough not to click, too
    /// short to be heard as a fade.
    private static let edgeSeconds = 0.005

    private func process(_ recipe: Recipe, _ context: RenderContext) throws -> (
        any SampleStream, [InputEvidence]
    ) {
        let input = job.input(recipe.text("source"))
        let reader = try SoundReader(path: input.path)
        let stream = try EffectTable.apply(recipe.recipes("effects"), to: reader, context)
        return (stream, [InputEvidence(name: input.name, reader.info)])
    }

    private func master(_ recipe: Recipe, _ context: RenderContext) throws -> (
        any SampleStream, [InputEvidence]
    ) {
        let inputs = try recipe.recipes("inputs").map { recipe in
            (recipe, try SoundReader(path: job.input(recipe.text("target")).path))
        }
        let evidence = inputs.map { InputEvidence(name: $0.text("target"), $1.info) }
        let aligned = AlignedGate.judge(evidence)
        guard aligned.holds else { throw BrokenGate(verdicts: [aligned]) }
        let bus = MixBus(
            inputs.map { MixBus.Input(stream: $1, gain: $0.gain("gain"), pan: $0.number("pan")) },
            channels: context.channels)
        return (try EffectTable.apply(recipe.recipes("effects"), to: bus, context), evidence)
    }

    private func write(
        _ stream: any SampleStream, _ context: RenderContext
    ) throws -> (measurements: [Measurement], content: FileDigest?, isJudgedByBytes: Bool) {
        var quantiser = Quantiser(
            grid: context.grid, dither: context.dither,
            seed: seed(of: job.target.name, AudioRendering.ditherSalt), channels: sound.channels)
        let meters = MeterBank(
            metrics: job.metrics, sampleRate: sound.sampleRate, channels: sound.channels,
            fullScale: sound.encoding.fullScale)
        let hash = WrittenHash()
        var writer = try SoundWriter(
            path: temporary, format: sound, frames: frames, markers: job.markers
        ) { hash.update($0) }
        var block = Block(channels: sound.channels)
        repeat {
            if isCancelled() { throw Interrupted() }
            try stream.read(into: &block)
            quantiser.process(&block)
            meters.measure(block)
            try writer.write(block)
        } while block.frames > 0
        // Where the header was written last, as in FLAC, the file is read again.
        let isHashed = try writer.finish()
        let content = try isHashed ? FileDigest.written(temporary, hash) : FileDigest.read(temporary)
        report(quantiser, context)
        let silenced = quantiser.nonFiniteSamples
        let measurements = meters.finish().map { AudioRendering.count(silenced, in: $0) }
        return (measurements, content, silenced == 0)
    }

    /// Integers hold no NaN and no infinity: what the quantiser had to silence counts as not finite all the same.
    private static func count(_ silenced: Int, in measurement: Measurement) -> Measurement {
        guard silenced > 0, measurement.metric == Metric(kind: .finite).name else { return measurement }
        return Measurement(metric: measurement.metric, value: .number(Double(silenced)))
    }

    private func report(_ quantiser: Quantiser, _ context: RenderContext) {
        let (saturated, notFinite) = (quantiser.saturatedSamples, quantiser.nonFiniteSamples)
        if saturated > 0 {
            context.report {
                "\(saturated) samples beyond full scale were cut by the \(sound.encoding.rawValue) encoding"
            }
        }
        if notFinite > 0 { context.report { "\(notFinite) samples were not finite" } }
    }

    /// Sets dither apart from the noise of instruments in the same target.
    private static let ditherSalt: UInt64 = 0x6469_7468
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
        self = dither == .tpdf && (encoding == .pcm16 || encoding == .pcm24) ? .tpdf : .none
    }
}

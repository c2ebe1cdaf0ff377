internal import Signal
internal import SoundFiles
internal import TargetDescription

/// Sends a programme through a codec while it goes by: it is encoded into a file without a name, then decoded and
/// measured.
final class CodecMeter: GateMeter.Listener {
    private let trial: CodecTrial
    /// Why the codec cannot take this programme; nil where it can.
    private let problem: String?
    private let format: SoundFormat
    private let file: ScratchSound?
    private var writer: CodecWriter?
    private(set) var failure: (any Error)?

    init(_ trial: CodecTrial, _ info: SoundInfo) throws {
        self.trial = trial
        format = trial.format(sampleRate: info.sampleRate, channels: info.channels)
        problem = info.frames == 0 ? "it has no audio" : format.problem.map { "\(trial.name): \($0)" }
        guard problem == nil else {
            file = nil
            return
        }
        let file = try ScratchSound()
        self.file = file
        writer = CodecWriter(
            quantiser: Quantiser(
                grid: format.container.isLossy ? .codec : .pcm(bits: format.encoding.bits), dither: .none,
                seed: 0, channels: info.channels),
            writer: try file.writer(format, frames: info.frames), copy: Block(channels: info.channels))
    }

    func measure(_ block: borrowing Block) {
        guard failure == nil else { return }
        do {
            try writer?.write(block)
        } catch {
            failure = error
        }
    }

    func finish() -> [Measurement] {
        guard let file, let writer, failure == nil else {
            return CodecTrial.kinds.map {
                Measurement(metric: trial.metric($0), value: .unmeasurable(problem ?? "it has no audio"))
            }
        }
        self.writer = nil
        do {
            try writer.finish()
            return try measurements(file.reader())
        } catch {
            failure = error
            return []
        }
    }

    /// What a listener gets.
    private func measurements(_ reader: SoundReader) throws -> [Measurement] {
        let meters = MeterBank(
            metrics: Set(CodecTrial.kinds.map { Metric(kind: $0) }), sampleRate: format.sampleRate,
            channels: format.channels, fullScale: 1)
        try reader.forEachBlock({ false }) { meters.measure($0) }
        let found = meters.finish()
        return CodecTrial.kinds.compactMap { kind in
            found.first { $0.metric == Metric(kind: kind).name }.map {
                Measurement(metric: trial.metric(kind), value: $0.value, place: $0.place)
            }
        }
    }
}

/// Hands a programme to a codec, on the grid of values that the codec takes.
private final class CodecWriter {
    private var quantiser: Quantiser
    private var writer: SoundWriter?
    private var copy: Block

    init(quantiser: Quantiser, writer: consuming SoundWriter, copy: consuming Block) {
        self.quantiser = quantiser
        self.writer = consume writer
        self.copy = consume copy
    }

    func write(_ block: borrowing Block) throws {
        copy.resize(to: block.frames)
        for channel in 0..<block.channels {
            block.withChannel(channel) { source in
                copy.withChannel(channel) { target in
                    for index in source.indices { target[index] = source[index] }
                }
            }
        }
        quantiser.process(&copy)
        try writer?.write(copy)
    }

    func finish() throws {
        guard let writer = writer.take() else { return }
        try writer.finish()
    }
}

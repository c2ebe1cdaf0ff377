import LoudnessOracle
import Signal
import SoundFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How fast each meter is, and libebur128, on a file that others measure too.
///
/// Usage: StageBench music FILE SECONDS, StageBench meters FILE, StageBench measure FILE
struct MeterBench {
    let path: String

    /// Writes a stereo song: drums, a bass, noise, limited to −1 dBFS as a master is.
    func write(seconds: Int) throws {
        let frames = seconds * 48_000
        let inputs = [
            MixBus.Input(stream: StageBench.drums(frames: frames), gain: Control(0.9), pan: Control(0.1)),
            MixBus.Input(
                stream: Tone(wave: .saw, frequency: 55, level: 0.5, sampleRate: 48_000, frames: frames),
                pan: Control(-0.1)),
            MixBus.Input(
                stream: Noise(colour: .pink, level: 0.3, seed: 3, frames: frames), pan: Control(-0.5)),
            MixBus.Input(
                stream: Noise(colour: .pink, level: 0.3, seed: 4, frames: frames), pan: Control(0.5)),
        ]
        let mix = Limiter(
            MixBus(inputs, channels: 2), ceiling: 0.891, lookahead: 240, release: 0.05, sampleRate: 48_000,
            frames: frames)
        let format = SoundFormat(container: .wav, encoding: .float32, sampleRate: 48_000, channels: 2)
        var writer = try SoundWriter(path: path, format: format, frames: frames) { _ in }
        try drain(mix) { try writer.write($0) }
        try writer.finish()
    }

    /// Prints lines of `name <tab> seconds of CPU time`, reading the file included.
    func time() throws {
        let every = Metric.Kind.allCases
        let stages: [(String, [Metric.Kind])] = [
            ("levels (peak, RMS, DC, clipping, finite)", [.finite]), ("loudness, M, S, I, LRA", [.loudness]),
            ("true peak", [.truePeak]), ("silence", [.silenceLongest]), ("noise floor", [.noiseFloor]),
            ("correlation, mono loss", [.correlation]), ("octave bands", [.band1000]),
            ("onsets", [.onsetDistance]), ("loudness and true peak", [.loudness, .truePeak]),
            ("everything", every),
        ]
        print("read\t\(try best { try drain($0) })")
        for (name, kinds) in stages { print("\(name)\t\(try best(measuring: kinds))") }
        print("libebur128\t\(try oracle())")
    }

    /// Measures everything once, for its memory.
    func measure() throws {
        _ = try best(measuring: Metric.Kind.allCases, runs: 1)
    }

    private func best(measuring kinds: [Metric.Kind], runs: Int = 3) throws -> Double {
        let metrics = Set(kinds.map { Metric(kind: $0, grid: BeatGrid(tempo: 120, division: 4)) })
        return try best(runs: runs) { reader in
            let bank = MeterBank(
                metrics: metrics, sampleRate: reader.info.sampleRate, channels: reader.channels, fullScale: 1)
            try drain(reader) { bank.measure($0) }
            _ = bank.finish()
        }
    }

    private func oracle() throws -> Double {
        try best { reader in
            guard let meter = Ebur128(sampleRate: reader.info.sampleRate, channels: reader.channels) else {
                return
            }
            var interleaved = [Double](repeating: 0, count: Block.standardCapacity * reader.channels)
            try drain(reader) { block in
                for channel in 0..<block.channels {
                    let channels = block.channels
                    block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                        for index in samples.indices {
                            interleaved[index * channels + channel] = samples[index]
                        }
                    }
                }
                _ = interleaved.withUnsafeBufferPointer { samples in
                    samples.baseAddress.map { meter.add($0, frames: block.frames) }
                }
            }
            _ = (meter.loudness, meter.truePeak)
        }
    }

    private func best(runs: Int = 3, _ body: (SoundReader) throws -> Void) throws -> Double {
        var best = Double.infinity
        for _ in 0..<runs {
            let reader = try SoundReader(path: path)
            let start = threadSeconds()
            try body(reader)
            best = min(best, threadSeconds() - start)
        }
        return best
    }
}

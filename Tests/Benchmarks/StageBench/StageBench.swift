import Archives
import BuildStore
import Signal
import SoundFiles

/// How fast each stage of the work is, in samples per second on one core, and as a share of what the memory
/// can do. Prints lines of `name <tab> samples per second <tab> share`, for `bench.py` to put beside other
/// programs.
///
/// Usage: StageBench DIRECTORY, which has room for a hundred megabytes; StageBench stage NAME DIRECTORY for those whose
/// name begins so.
@main
struct StageBench {
    /// A stem of the example: 137 s at 48 kHz.
    static let frames = 137 * 48_000
    static let rate = 48_000.0

    static func main() throws {
        switch CommandLine.arguments.dropFirst().first {
        case "music" where CommandLine.arguments.count == 4:
            let seconds = Int(CommandLine.arguments[3]) ?? 60
            try MeterBench(path: CommandLine.arguments[2]).write(seconds: seconds)
        case "meters" where CommandLine.arguments.count == 3:
            try MeterBench(path: CommandLine.arguments[2]).time()
        case "measure" where CommandLine.arguments.count == 3:
            try MeterBench(path: CommandLine.arguments[2]).measure()
        case "stage" where CommandLine.arguments.count == 4:
            let (name, directory) = (CommandLine.arguments[2], CommandLine.arguments[3])
            try timeStages(in: directory) { $0.name.hasPrefix(name) }
        case let directory? where CommandLine.arguments.count == 2: try timeStages(in: directory)
        default:
            print(
                "usage: StageBench DIRECTORY | stage NAME DIRECTORY | music FILE SECONDS | meters FILE | measure FILE"
            )
        }
    }

    private static func timeStages(
        in directory: String, where isWanted: (Stage) -> Bool = { _ in true }
    ) throws {
        let bandwidth = copyBandwidth()
        print("copy\t\(bandwidth)\t1")
        let stages = generators + instruments + effects + units + meters + files(in: directory)
        for stage in stages where isWanted(stage) {
            let speed = try stage.samplesPerSecond(frames: frames, runs: 5)
            // A sample is read and written.
            print("\(stage.name)\t\(speed)\t\(speed * Double(2 * stage.bytesPerSample) / bandwidth)")
        }
    }

    static var generators: [Stage] {
        [
            Stage(name: "sine", bytesPerSample: 8) {
                try drain(Tone(wave: .sine, frequency: 110.37, level: 0.8, sampleRate: rate, frames: $0))
            },
            Stage(name: "saw", bytesPerSample: 8) {
                try drain(Tone(wave: .saw, frequency: 110.37, level: 0.8, sampleRate: rate, frames: $0))
            },
            Stage(name: "white noise", bytesPerSample: 8) {
                try drain(Noise(colour: .white, level: 0.5, seed: 1, frames: $0))
            },
            Stage(name: "drums", bytesPerSample: 8) { try drain(drums(frames: $0)) },
        ]
    }

    /// Four on the floor, a snare, and hats in eighths, as in the example.
    static func drums(frames: Int) -> DrumTrack {
        let step = 6_000
        let hits = (0..<frames / step).flatMap { number in
            let voices = [0, 1, 2].filter { number % [4, 8, 2][$0] == [0, 4, 0][$0] }
            return voices.map { Hit(frame: number * step, voice: $0, velocity: 0.8, seed: UInt64(number)) }
        }
        return DrumTrack(
            voices: [Kick(), Snare(), ClosedHat()], hits: hits, channels: 1, sampleRate: rate, frames: frames)
    }

    static var effects: [Stage] {
        let sections = Butterworth.sections(.lowpass(8_000), order: 4, sampleRate: rate)
        return [
            Stage(name: "zero-phase filter", bytesPerSample: 8) { frames in
                try drain(ZeroPhaseFilter(Repeated(frames: frames), sections: sections, frames: frames))
            },
            Stage(name: "causal filter", bytesPerSample: 8) { frames in
                var filter = CausalFilter(sections, channels: 1)
                try drain(Repeated(frames: frames)) { filter.process(&$0) }
            },
            Stage(name: "mix of five", bytesPerSample: 8) { frames in
                let inputs = (1...5).map {
                    MixBus.Input(stream: Repeated(frames: frames, seed: $0), gain: Control(0.4))
                }
                try drain(MixBus(inputs, channels: 1))
            },
            Stage(name: "limiter", bytesPerSample: 8) { frames in
                try drain(
                    Limiter(
                        Repeated(frames: frames), ceiling: 0.25, lookahead: 240, release: 0.05,
                        sampleRate: rate, frames: frames))
            },
            Stage(name: "24 bit, dithered", bytesPerSample: 8) { frames in
                var quantiser = Quantiser(grid: .pcm(bits: 24), dither: .tpdf, seed: 1, channels: 1)
                try drain(Repeated(frames: frames)) { quantiser.process(&$0) }
            },
        ]
    }

    static var meters: [Stage] {
        func stage(_ name: String, _ kinds: [Metric.Kind]) -> Stage {
            Stage(name: name, bytesPerSample: 8) { frames in
                let bank = MeterBank(
                    metrics: Set(kinds.map { Metric(kind: $0) }), sampleRate: 48_000, channels: 1,
                    fullScale: 1)
                try drain(Repeated(frames: frames)) { bank.measure($0) }
                _ = bank.finish()
            }
        }
        return [
            stage("peak, DC, clipping, finite", [.finite, .peak, .dcOffset, .clipping]),
            stage("loudness", [.loudness]), stage("true peak", [.truePeak]),
        ]
    }

    static func files(in directory: String) -> [Stage] {
        let (sound, packed) = ("\(directory)/stage.wav", "\(directory)/stage.packed")
        let format = SoundFormat(container: .wav, encoding: .float32, sampleRate: 48_000, channels: 1)
        return [
            Stage(name: "write float WAV, hashed", bytesPerSample: 4) { frames in
                try removeFile(sound)
                let hash = WrittenHash()
                var writer = try SoundWriter(path: sound, format: format, frames: frames) {
                    hash.update($0)
                }
                let tone = Tone(wave: .sine, frequency: 110.37, level: 0.8, sampleRate: rate, frames: frames)
                try drain(tone) { try writer.write($0) }
                try writer.finish()
            },
            Stage(name: "read float WAV", bytesPerSample: 4) { _ in try drain(SoundReader(path: sound)) },
            Stage(name: "hash (XXH3-128)", bytesPerSample: 4) { _ in _ = try FileDigest.read(sound) },
            Stage(name: "deflate, ISA-L, checked", bytesPerSample: 4) { _ in
                try removeFile(packed)
                _ = try compressMember(from: sound, to: packed, compression: .fast)
            },
            Stage(name: "deflate, zlib level 6, checked", bytesPerSample: 4) { _ in
                try removeFile(packed)
                _ = try compressMember(from: sound, to: packed, compression: .deflate(level: 6))
            },
        ]
    }
}

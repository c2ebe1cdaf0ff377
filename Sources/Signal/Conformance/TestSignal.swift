/// A signal of the standards' tables, at 48 kHz.
enum TestSignal: Sendable {
    /// Stretches of a 1 kHz tone, seconds and the peak level on each channel, dBFS: −∞ for silence.
    case tones([(seconds: Double, levels: [Double])])
    /// One second of a sine on two channels: cycles per sample, amplitude, and phase in turns. Faded in and out, as
    /// a tone that begins at once overshoots.
    case sine(cycles: Double, amplitude: Double, phase: Double)
    /// Of a burst at four times the rate, every fourth sample from this one on.
    case burst(offset: Int)

    static let sampleRate = 48_000

    static func stereo(_ stretches: (seconds: Double, level: Double)...) -> TestSignal {
        .tones(stretches.map { (seconds: $0.seconds, levels: [$0.level, $0.level]) })
    }

    var channels: Int {
        if case .tones(let stretches) = self { return stretches[0].levels.count }
        return 2
    }

    /// Hands over the signal, block by block.
    func read(blocks capacity: Int = Block.standardCapacity, _ body: (borrowing Block) -> Void) {
        switch self {
        case .tones(let stretches):
            let tone = (0..<48).map { Mathematics.sine(turns: Double($0) / 48) }
            var begin = 0
            for stretch in stretches {
                let amplitudes = stretch.levels.map(Level.magnitude)
                let frames = Int((stretch.seconds * Double(Self.sampleRate)).rounded())
                Self.read(frames, capacity, channels: channels, body) { frame, channel in
                    amplitudes[channel] * tone[(begin + frame) % 48]
                }
                begin += frames
            }
        case .sine(let cycles, let amplitude, let phase):
            let (frames, fade) = (Self.sampleRate, Double(Self.sampleRate / 20))
            Self.read(frames, capacity, channels: 2, body) { frame, _ in
                let edge = min(1, min(Double(frame), Double(frames - 1 - frame)) / fade)
                return edge * amplitude * Mathematics.sine(turns: cycles * Double(frame) + phase)
            }
        case .burst(let offset):
            let burst = OversampledBurst()
            Self.read(OversampledBurst.frames, capacity, channels: 2, body) { frame, _ in
                burst.value(at: 4 * frame + offset)
            }
        }
    }

    private static func read(
        _ frames: Int, _ capacity: Int, channels: Int, _ body: (borrowing Block) -> Void,
        sample: (_ frame: Int, _ channel: Int) -> Double
    ) {
        var block = Block(channels: channels, capacity: capacity)
        for start in stride(from: 0, to: frames, by: capacity) {
            block.resize(to: min(capacity, frames - start))
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    for index in samples.indices { samples[index] = sample(start + index, channel) }
                }
            }
            body(block)
        }
    }
}

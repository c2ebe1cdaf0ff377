/// A snare drum in the manner of the TR-808: two tones of the shell and the wires' high-passed noise.
package struct Snare: DrumVoice {
    /// Seconds until the cut.
    private static let length = 0.35
    /// The shell's modes: pitch in Hz, decay in seconds to 1/e, level.
    private static let modes = [
        (pitch: 180.0, decay: 0.055, level: 0.5), (pitch: 330.0, decay: 0.035, level: 0.35),
    ]
    /// The wires: corner in Hz, decay in seconds to 1/e, level at velocity 1. A softer hit rattles less.
    private static let (wireCorner, wireDecay, wireLevel) = (1800.0, 0.06, 0.7)

    package let variesWithSeed = true

    package init() {}

    // The tones of the shell, which are the same in every hit; empty until they are worked out.
    private var shell: [[Double]] = []

    package func prepared(sampleRate: Double) -> any DrumVoice {
        var voice = self
        voice.shell = Snare.shell(sampleRate: sampleRate)
        return voice
    }

    package func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        var samples = wires(velocity: velocity, seed: seed, sampleRate: sampleRate)
        for tone in shell.isEmpty ? Snare.shell(sampleRate: sampleRate) : shell {
            for frame in samples.indices { samples[frame] += tone[frame] }
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }

    private static func shell(sampleRate: Double) -> [[Double]] {
        modes.map { mode in
            var decay = Decay(time: mode.decay, sampleRate: sampleRate)
            return (0..<Finish.frames(length, sampleRate)).map { frame in
                let phase = mode.pitch * Double(frame) / sampleRate
                return mode.level * decay.next() * Mathematics.sine(turns: phase)
            }
        }
    }

    private func wires(velocity: Double, seed: UInt64, sampleRate: Double) -> [Double] {
        let random = CounterRandom(seed: seed)
        var filter = VoiceFilter(frequency: Snare.wireCorner, quality: 0.7, sampleRate: sampleRate)
        var decay = Decay(time: Snare.wireDecay, sampleRate: sampleRate)
        let level = Snare.wireLevel * (0.5 + 0.5 * velocity)
        return (0..<Finish.frames(Snare.length, sampleRate)).map { frame in
            level * decay.next() * filter.highPass(random.uniform(UInt64(frame)))
        }
    }
}

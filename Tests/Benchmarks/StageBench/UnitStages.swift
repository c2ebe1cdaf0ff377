import Signal

extension StageBench {
    /// Units of the manifest that other programs have as well; see `units.py`.
    static var units: [Stage] { equalisers + dynamics + modulation + colour + spaces }

    /// Seconds of the response that `units.py` gives to other programs.
    private static let response = 2

    private static var spaces: [Stage] {
        let noise = CounterRandom(seed: 2)
        let length = response * Int(rate)
        let taps = (0..<length).map { frame in
            0.01 * (2 * noise.uniform(UInt64(frame)) - 1)
                * Mathematics.power(10, -3 * Double(frame) / Double(length))
        }
        return [
            Stage(name: "delay", bytesPerSample: 8) { frames in
                var settings = Delay.Settings(DelayLength(frames: 18_000))
                settings.feedback = Control(0.5)
                settings.mix = Control(0.3)
                var delay = Delay(settings, channels: 1)
                try drain(Repeated(frames: frames)) { delay.process(&$0) }
            },
            Stage(name: "reverb", bytesPerSample: 8) { frames in
                var reverb = Reverb(Reverb.Settings(), channels: 1, sampleRate: rate)
                try drain(Repeated(frames: frames)) { reverb.process(&$0) }
            },
            Stage(name: "convolution, 2 s", bytesPerSample: 8) { frames in
                try drain(
                    Convolution(
                        Repeated(frames: frames), [.init(from: 0, to: 0, taps)], mix: Control(1),
                        frames: frames))
            },
        ]
    }

    private static var equalisers: [Stage] {
        let bell = Cookbook.bell.section(frequency: 1_000, gain: 6, q: 1, sampleRate: rate)
        let taps = LinearPhase.taps(.lowpass(8_000), transition: 500, attenuation: 90, sampleRate: rate)
        return [
            Stage(name: "bell", bytesPerSample: 8) { frames in
                var filter = CausalFilter([bell], channels: 1)
                try drain(Repeated(frames: frames)) { filter.process(&$0) }
            },
            Stage(name: "bell, moving", bytesPerSample: 8) { frames in
                let sweep = Control(
                    through: [.init(frame: 0, value: 200), .init(frame: frames, value: 8_000)])
                var filter = MovingFilter([sweep], channels: 1) {
                    [Cookbook.bell.section(frequency: $0[0], gain: 6, q: 1, sampleRate: rate)]
                }
                try drain(Repeated(frames: frames)) { filter.process(&$0) }
            },
            Stage(name: "linear phase, \(taps.count) taps", bytesPerSample: 8) { frames in
                try drain(LinearPhaseFilter(Repeated(frames: frames), taps: taps, frames: frames))
            },
        ]
    }

    private static var dynamics: [Stage] {
        var settings = GainComputer.Settings()
        settings.threshold = Control(-20)
        settings.ratio = Control(4)
        settings.attack = 0.01
        settings.release = 0.1
        return [
            Stage(name: "compressor", bytesPerSample: 8) { [settings] frames in
                let computer = GainComputer(settings, sampleRate: rate)
                try drain(DynamicsProcessor(Repeated(frames: frames), computer, frames: frames))
            },
            Stage(name: "noise gate", bytesPerSample: 8) { frames in
                var settings = NoiseGate.Settings()
                settings.threshold = Control(0.29)
                settings.release = 0.01
                let gate = NoiseGate(settings, sampleRate: rate)
                try drain(DynamicsProcessor(Repeated(frames: frames), gate, frames: frames))
            },
            Stage(name: "true-peak limiter", bytesPerSample: 8) { frames in
                try drain(
                    TruePeakLimiter(
                        Repeated(frames: frames), ceiling: 0.25, lookahead: 240, release: 0.05,
                        sampleRate: rate, frames: frames))
            },
            Stage(name: "multiband, 3 bands", bytesPerSample: 8) { [settings] frames in
                var effect = MultibandCompressor(
                    crossovers: [200, 3_000], [settings, settings, settings], channels: 1, sampleRate: rate)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
        ]
    }
}

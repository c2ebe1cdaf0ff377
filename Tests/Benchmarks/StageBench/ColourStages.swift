import Signal

extension StageBench {
    /// What moves, with the settings that `units.py` gives the other programs.
    static var modulation: [Stage] {
        let oscillator = LowFrequencyOscillator(rate: 1, sampleRate: rate)
        return [
            Stage(name: "tremolo", bytesPerSample: 8) { frames in
                var effect = Tremolo(oscillator, shape: .sine, depth: Control(0.5), stereo: 0)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
            Stage(name: "chorus", bytesPerSample: 8) { frames in
                var settings = Chorus.Settings()
                settings.voices = 1
                var effect = Chorus(settings, oscillator, channels: 1, sampleRate: rate)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
            Stage(name: "flanger", bytesPerSample: 8) { frames in
                var effect = Flanger(Flanger.Settings(), oscillator, channels: 1, sampleRate: rate)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
            Stage(name: "phaser", bytesPerSample: 8) { frames in
                var effect = Phaser(Phaser.Settings(), oscillator, channels: 1, sampleRate: rate)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
        ]
    }

    static var colour: [Stage] {
        [
            Stage(name: "saturation, 4 times the rate", bytesPerSample: 8) { frames in
                try drain(Saturation(Repeated(frames: frames), Saturation.Settings(), frames: frames))
            },
            Stage(name: "bit crush", bytesPerSample: 8) { frames in
                var effect = BitCrush(bits: 8, hold: 1, channels: 1)
                try drain(Repeated(frames: frames)) { effect.process(&$0) }
            },
        ]
    }
}

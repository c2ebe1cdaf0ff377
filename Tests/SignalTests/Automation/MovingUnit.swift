import Testing

@testable import Signal

/// A parameter of a unit that may move, for `MovingUnitTests`: the unit with it as it is given, everything else still.
struct MovingUnit: Sendable, CustomTestStringConvertible {
    let name: String
    /// What it moves between.
    let range: ClosedRange<Double>
    /// What a curve that stands still for now may make of a sample that a number does not: where the way is another one,
    /// rounding differs. Nil where moving is another sound from the start.
    let tolerance: Double?
    /// What may be heard above 8 kHz of a tone of 997 Hz while it moves, beyond what is heard while it stands still. Nil
    /// where that is what it is for.
    var residue: Double? = 1e-5
    /// Two channels at 48 kHz through the unit, in blocks of these lengths in turn.
    let run: @Sendable (Control, [[Double]], [Int]) throws -> [[Double]]

    var testDescription: String { name }

    /// A unit that changes blocks in place.
    static func processor(
        _ name: String, _ range: ClosedRange<Double>, tolerance: Double? = 1e-12, residue: Double? = 1e-5,
        _ make: @escaping @Sendable (Control) -> any Processor
    ) -> MovingUnit {
        MovingUnit(name: name, range: range, tolerance: tolerance, residue: residue) {
            control, signal, capacities in
            func run(_ unit: some Processor) throws -> [[Double]] {
                var unit = unit
                return try unit.processed(signal, blockCapacities: capacities)
            }
            return try run(make(control))
        }
    }

    /// A unit that reads its upstream.
    static func stream(
        _ name: String, _ range: ClosedRange<Double>, tolerance: Double? = 1e-12, residue: Double = 1e-5,
        _ make: @escaping @Sendable (Control, any SampleStream, Int) -> any SampleStream
    ) -> MovingUnit {
        MovingUnit(name: name, range: range, tolerance: tolerance, residue: residue) {
            control, signal, capacities in
            try make(control, StoredStream(signal), signal[0].count).allSamples(blockCapacities: capacities)
        }
    }
}

extension MovingUnit {
    static let rate = 48_000.0

    static let all = dynamics + filters + modulation + colour + space + instruments

    private static func follower(
        _ name: String, _ range: ClosedRange<Double>,
        _ make: @escaping @Sendable (Control) -> any GainFollower
    ) -> MovingUnit {
        stream(name, range) { control, upstream, frames in
            func processor(_ follower: some GainFollower) -> any SampleStream {
                DynamicsProcessor(upstream, follower, frames: frames)
            }
            return processor(make(control))
        }
    }

    private static func computer(
        _ name: String, _ range: ClosedRange<Double>, _ kind: GainComputer.Kind = .compressor,
        _ set: @escaping @Sendable (inout GainComputer.Settings, Control) -> Void
    ) -> MovingUnit {
        follower(name, range) { control in
            var settings = GainComputer.Settings()
            (settings.kind, settings.threshold, settings.ratio) = (kind, -20, 4)
            (settings.knee, settings.range, settings.attack, settings.release) = (6, 30, 0.01, 0.1)
            set(&settings, control)
            return GainComputer(settings, sampleRate: rate)
        }
    }

    private static func gate(
        _ name: String, _ range: ClosedRange<Double>,
        _ set: @escaping @Sendable (inout NoiseGate.Settings, Control) -> Void
    ) -> MovingUnit {
        follower(name, range) { control in
            var settings = NoiseGate.Settings()
            (settings.threshold, settings.hysteresis, settings.floor) = (0.1, 0.5, 0.01)
            (settings.attack, settings.hold, settings.release) = (0.002, 100, 0.01)
            set(&settings, control)
            return NoiseGate(settings, sampleRate: rate)
        }
    }

    private static let still: GainComputer.Settings = {
        var settings = GainComputer.Settings()
        (settings.threshold, settings.ratio, settings.attack, settings.release) = (-30, 4, 0.005, 0.05)
        return settings
    }()

    static let dynamics: [MovingUnit] = [
        computer("compressor.attack", 0.0005...0.2) { $0.attack = $1 },
        computer("compressor.release", 0.005...0.5) { $0.release = $1 },
        computer("compressor.knee", 0...20) { $0.knee = $1 },
        computer("expander.range", 0...60, .expander) { $0.range = $1 },
        computer("expander.knee", 0...20, .expander) { $0.knee = $1 },
        computer("expander.attack", 0.0005...0.2, .expander) { $0.attack = $1 },
        gate("noise-gate.hysteresis", 0.1...1) { $0.hysteresis = $1 },
        gate("noise-gate.floor", 0.001...0.5) { $0.floor = $1 },
        gate("noise-gate.attack", 0.001...0.2) { $0.attack = $1 },
        gate("noise-gate.hold", 0...4_000) { $0.hold = $1 },
        gate("noise-gate.release", 0.001...0.2) { $0.release = $1 },
        processor("clip.ceiling", 0.1...0.9) { Clip(ceiling: $0) },
        stream("limiter.ceiling", 0.1...0.9) { control, upstream, frames in
            Limiter(
                upstream, ceiling: control, lookahead: 240, release: 0.05, sampleRate: rate, frames: frames)
        },
        stream("limiter.release", 0.001...0.5) { control, upstream, frames in
            Limiter(
                upstream, ceiling: 0.2, lookahead: 240, release: control, sampleRate: rate, frames: frames)
        },
        stream("true-peak-limiter.ceiling", 0.1...0.9) { control, upstream, frames in
            TruePeakLimiter(
                upstream, ceiling: control, lookahead: 240, release: 0.05, sampleRate: rate, frames: frames)
        },
        stream("true-peak-limiter.release", 0.001...0.5) { control, upstream, frames in
            TruePeakLimiter(
                upstream, ceiling: 0.2, lookahead: 240, release: control, sampleRate: rate, frames: frames)
        },
        processor("de-esser.frequency", 800...9_000, tolerance: 1e-9) {
            DeEsser(frequency: $0, still, channels: 2, sampleRate: rate)
        },
        processor("multiband.crossovers", 100...3_000, tolerance: 1e-9) {
            MultibandCompressor(
                crossovers: [$0, 5_000], [still, still, still], channels: 2, sampleRate: rate)
        },
    ]

    private static func filter(
        _ name: String, _ range: ClosedRange<Double>, _ design: @escaping @Sendable (Double) -> [Biquad]
    ) -> MovingUnit {
        processor(name, range, tolerance: 1e-9) { ControlledFilter([$0], channels: 2) { design($0[0]) } }
    }

    private static let linearPhase = LinearPhase(transition: 1_000, attenuation: 90, sampleRate: rate)

    static let filters: [MovingUnit] = [
        filter("bandpass.low", 100...2_000) {
            Butterworth.sections(.bandpass($0, 4_000), order: 3, sampleRate: rate)
        },
        filter("bandpass.high", 1_500...15_000) {
            Butterworth.sections(.bandpass(500, $0), order: 4, sampleRate: rate)
        },
        filter("chebyshev.frequency", 500...10_000) {
            Chebyshev.sections(.lowpass($0), order: 7, ripple: 1, sampleRate: rate)
        },
        filter("chebyshev.ripple", 0.05...6) {
            Chebyshev.sections(.lowpass(1_500), order: 6, ripple: $0, sampleRate: rate)
        },
        filter("inverse-chebyshev.frequency", 1_500...9_000) {
            Chebyshev.inverseSections(.bandpass(200, $0), order: 5, attenuation: 60, sampleRate: rate)
        },
        filter("inverse-chebyshev.attenuation", 20...100) {
            Chebyshev.inverseSections(.lowpass(2_000), order: 6, attenuation: $0, sampleRate: rate)
        },
        filter("bessel.frequency", 300...9_000) {
            Bessel.sections(.lowpass($0), order: 8, sampleRate: rate)
        },
        MovingUnit(name: "linear-phase.frequency", range: 500...8_000, tolerance: 1e-9, residue: 2e-5) {
            control, signal, capacities in
            let (stream, frames) = (StoredStream(signal), signal[0].count)
            let filter: any SampleStream
            if let frequency = control.constant {
                filter = LinearPhaseFilter(
                    stream, taps: linearPhase.taps(.lowpass(frequency)), frames: frames)
            } else {
                filter = MovingLinearPhase(stream, [control], frames: frames) {
                    linearPhase.taps(.lowpass($0[0]))
                }
            }
            return try filter.allSamples(blockCapacities: capacities)
        },
    ]

    private static func oscillator(_ rate: Control = 2) -> LowFrequencyOscillator {
        LowFrequencyOscillator(following: rate, sampleRate: MovingUnit.rate)
    }

    /// What `FractionalDelay` makes of a tone, −75 dB, of as many voices as are heard at once.
    private static let betweenSamples = 4e-4

    private static func chorus(
        _ name: String, _ range: ClosedRange<Double>,
        _ set: @escaping @Sendable (inout Chorus.Settings, Control) -> Void
    ) -> MovingUnit {
        processor(name, range, tolerance: 1e-9, residue: betweenSamples) { control in
            var settings = Chorus.Settings()
            set(&settings, control)
            return Chorus(settings, oscillator(), channels: 2, sampleRate: rate)
        }
    }

    private static func flanger(
        _ name: String, _ range: ClosedRange<Double>,
        _ set: @escaping @Sendable (inout Flanger.Settings, Control) -> Void
    ) -> MovingUnit {
        processor(name, range, tolerance: 1e-9, residue: betweenSamples) { control in
            var settings = Flanger.Settings()
            set(&settings, control)
            return Flanger(settings, oscillator(0.5), channels: 2, sampleRate: rate)
        }
    }

    private static func phaser(
        _ name: String, _ range: ClosedRange<Double>,
        _ set: @escaping @Sendable (inout Phaser.Settings, Control) -> Void
    ) -> MovingUnit {
        processor(name, range, tolerance: 1e-9) { control in
            var settings = Phaser.Settings()
            set(&settings, control)
            return Phaser(settings, oscillator(0.5), channels: 2, sampleRate: rate)
        }
    }

    static let modulation: [MovingUnit] = [
        processor("tremolo.rate", 0.5...20, tolerance: 1e-9) {
            Tremolo(oscillator($0), shape: .sine, depth: 0.7, stereo: 0.2)
        },
        processor("tremolo.stereo", 0...1) { Tremolo(oscillator(), shape: .sine, depth: 0.7, stereo: $0) },
        processor("chorus.rate", 0.2...6, tolerance: 1e-9) {
            Chorus(Chorus.Settings(), oscillator($0), channels: 2, sampleRate: rate)
        },
        chorus("chorus.delay", 0.008...0.04) { $0.delay = $1 },
        chorus("chorus.depth", 0...0.01) { $0.depth = $1 },
        chorus("chorus.spread", 0...1) { $0.spread = $1 },
        flanger("flanger.delay", 0.0005...0.01) { $0.delay = $1 },
        flanger("flanger.depth", 0...0.005) { $0.depth = $1 },
        flanger("flanger.spread", 0...1) { $0.spread = $1 },
        phaser("phaser.depth", 0...2) { $0.depth = $1 },
        phaser("phaser.spread", 0...1) { $0.spread = $1 },
    ]

    static let colour: [MovingUnit] = [
        processor("bit-crush.bits", 3...12, residue: nil) { BitCrush(bits: $0, hold: 2, channels: 2) },
        processor("bit-crush.hold", 1...40, residue: nil) { BitCrush(bits: 12, hold: $0, channels: 2) },
    ]

    private static func delay(
        _ name: String, _ range: ClosedRange<Double>, residue: Double = 1e-5,
        _ set: @escaping @Sendable (inout Delay.Settings, Control) -> Void
    ) -> MovingUnit {
        processor(name, range, tolerance: 1e-9, residue: residue) { control in
            var settings = Delay.Settings(DelayLength(frames: 1_000))
            (settings.feedback, settings.mix) = (0.6, 0.5)
            set(&settings, control)
            return Delay(settings, channels: 2)
        }
    }

    private static func reverb(
        _ name: String, _ range: ClosedRange<Double>, tolerance: Double? = 1e-9, residue: Double = 1e-5,
        _ set: @escaping @Sendable (inout Reverb.Settings, Control) -> Void
    ) -> MovingUnit {
        processor(name, range, tolerance: tolerance, residue: residue) { control in
            var settings = Reverb.Settings()
            (settings.decay, settings.highDecay, settings.mix) = (0.5, 0.5, 0.7)
            set(&settings, control)
            return Reverb(settings, channels: 2, sampleRate: rate)
        }
    }

    private static func convolution(
        _ name: String, _ range: ClosedRange<Double>, residue: Double = 1e-5,
        _ set: @escaping @Sendable (Control) -> (gain: Control, predelay: Control?)
    ) -> MovingUnit {
        stream(name, range, tolerance: 1e-9, residue: residue) { control, upstream, frames in
            let (gain, predelay) = set(control)
            // One that stands still is silence before the response.
            let silence = Int(predelay?.constant?.rounded() ?? 0)
            let paths = (0..<2).map { channel in
                let taps = ConvolutionTests.decaying(900, state: channel + 3).map { $0 / 8 }
                return Convolution.Path(
                    from: channel, to: channel, Array(repeating: 0, count: silence) + taps)
            }
            return Convolution(
                upstream, paths, mix: 0.7, gain: gain,
                predelay: predelay?.constant == nil ? predelay : nil, frames: frames)
        }
    }

    private static func swept(
        _ control: Control, _ response: @escaping @Sendable (Double) -> FilterResponse
    ) -> (still: [Biquad], moving: MovingSections.Design?) {
        let sections = { @Sendable (frequencies: [Double]) in
            Butterworth.sections(response(frequencies[0]), order: 2, sampleRate: rate)
        }
        guard let constant = control.constant else { return ([], .init([control], sections)) }
        return (sections([constant]), nil)
    }

    static let space: [MovingUnit] = [
        delay("delay.time", 480...4_800, residue: 2e-5) { settings, control in
            // One repeat: each further one would be higher by as much again, and soon above 8 kHz.
            settings = Delay.Settings(DelayLength(control))
            settings.mix = 0.5
        },
        delay("delay.lowpass", 800...12_000) {
            ($0.filters, $0.movingFilters) = swept($1) { .lowpass($0) }
        },
        delay("delay.highpass", 50...3_000) {
            ($0.filters, $0.movingFilters) = swept($1) { .highpass($0) }
        },
        reverb("reverb.decay", 0.2...4) { $0.decay = $1 },
        reverb("reverb.highDecay", 0.1...1) { $0.highDecay = $1 },
        reverb("reverb.crossover", 500...10_000) { $0.crossover = $1 },
        reverb("reverb.width", 0...1) { $0.width = $1 },
        // Slowly: each round is heard higher by as much again, and soon above 8 kHz.
        reverb("reverb.size", 10...12, tolerance: nil, residue: 2e-5) { $0.size = $1 },
        reverb("reverb.predelay", 10...2_000, residue: 2e-5) { $0.predelay = $1 },
        reverb("reverb.diffusion", 0...1) { $0.diffusion = $1 },
        convolution("convolution.gain", 0.1...3) { ($0, nil) },
        convolution("convolution.predelay", 10...2_000, residue: 2e-5) { (1, $0) },
        MovingUnit(name: "mono-below.frequency", range: 400...1_500, tolerance: 1e-9) {
            control, signal, capacities in
            // Nothing but sides, which are what it changes.
            let sides = StoredStream([signal[0], signal[0].map(-)])
            return try MonoBelow.stream(
                sides, frequency: control, sampleRate: rate, frames: signal[0].count
            ).allSamples(blockCapacities: capacities)
        },
    ]
}

import Testing

@testable import Signal

enum ModulationConformance {
    private static let rate = 48_000.0

    static func oscillator(_ hertz: Double) -> LowFrequencyOscillator {
        LowFrequencyOscillator(rate: hertz, sampleRate: rate)
    }

    static func tremolo(_ shape: LowFrequencyOscillator.Shape) -> Tremolo {
        let depth = Control(through: [.init(frame: 0, value: 0.2), .init(frame: 1_000, value: 1)])
        return Tremolo(oscillator(90), shape: shape, depth: depth, stereo: 0.3)
    }

    static func chorus(mix: Double = 0.6) -> Chorus {
        var settings = Chorus.Settings()
        settings.delay = 0.004
        settings.depth = 0.002
        settings.mix = Control(mix)
        return Chorus(settings, oscillator(20), channels: 2, sampleRate: rate)
    }

    static func flanger(feedback: Double = -0.7, mix: Double = 0.5) -> Flanger {
        var settings = Flanger.Settings()
        settings.delay = 0.0005
        settings.feedback = Control(feedback)
        settings.spread = 0.5
        settings.mix = Control(mix)
        return Flanger(settings, oscillator(30), channels: 2, sampleRate: rate)
    }

    static func phaser(mix: Double = 0.5) -> Phaser {
        var settings = Phaser.Settings()
        settings.centre = Control(through: [.init(frame: 0, value: 400), .init(frame: 1_000, value: 2_000)])
        settings.feedback = Control(0.6)
        settings.spread = 1
        settings.mix = Control(mix)
        return Phaser(settings, oscillator(25), channels: 2, sampleRate: rate)
    }

    private static func row(
        _ unit: String, _ file: String, _ output: @escaping @Sendable () throws -> [[Double]]
    ) -> ReferenceCheck {
        ReferenceCheck(unit: unit, reference: "the recurrence in numpy", tolerance: 1e-12) {
            largestDifference(Array(try output().joined()), try expectedUnitValues(file))
        }
    }

    static let rows: [ReferenceCheck] = [
        row("`tremolo`, a sine", "tremolo-sine") { try processed(tremolo(.sine)) },
        row("`tremolo`, a triangle", "tremolo-triangle") { try processed(tremolo(.triangle)) },
        row("`tremolo`, a square", "tremolo-square") { try processed(tremolo(.square)) },
        ReferenceCheck(unit: "`tremolo`, a sine", reference: "ffmpeg, 64 bit", tolerance: 1e-12) {
            var effect = Tremolo(oscillator(5), shape: .sine, depth: Control(0.7), stereo: 0)
            let output = try effect.processed([referenceSignal(12_000)])[0]
            let every = stride(from: 0, to: output.count, by: 10).map { output[$0] }
            return largestDifference(every, try expectedUnitValues("tremolo-ffmpeg"))
        },
        row("`chorus`", "chorus") { try processed(chorus()) },
        row("`flanger`", "flanger") { try processed(flanger()) },
        row("`phaser`, its centre moving", "phaser") { try processed(phaser()) },
        ReferenceCheck(
            unit: "`chorus`, `flanger`: between samples, to 18 kHz", reference: "the tone, delayed",
            tolerance: -75, measure: " dB", error: ModulationTests.interpolationError),
    ]

    static let pinned: [PinnedUnit] = [
        PinnedUnit(name: "tremolo") { try processed(tremolo(.triangle), $0) },
        PinnedUnit(name: "chorus") { try processed(chorus(), $0) },
        PinnedUnit(name: "flanger") { try processed(flanger(), $0) },
        PinnedUnit(name: "phaser") { try processed(phaser(), $0) },
    ]

    private static func processed(
        _ effect: some Processor, _ signal: [[Double]] = programmeSignal()
    ) throws -> [[Double]] {
        var effect = effect
        return try effect.processed(signal, blockCapacities: [64, 500])
    }
}

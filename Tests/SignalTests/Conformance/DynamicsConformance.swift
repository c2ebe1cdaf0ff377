import Testing

@testable import Signal

enum DynamicsConformance {
    static let rows = compressors + others

    private static let rate = 48_000.0

    static func settings(_ change: (inout GainComputer.Settings) -> Void) -> GainComputer.Settings {
        var settings = GainComputer.Settings()
        change(&settings)
        return settings
    }

    static func processed<Follower: GainFollower>(
        _ follower: Follower, key: [[Double]]? = nil, capacities: [Int] = [64, 500]
    ) throws -> [[Double]] {
        try DynamicsProcessor(
            StoredStream(programmeSignal()), follower, key: key.map { StoredStream($0) }, frames: 1_200
        ).allSamples(blockCapacities: capacities)
    }

    private static func row(
        _ unit: String, _ file: String, _ output: @escaping @Sendable () throws -> [[Double]]
    ) -> ReferenceCheck {
        ReferenceCheck(unit: unit, reference: "the recurrence in numpy", tolerance: 1e-12) {
            largestDifference(Array(try output().joined()), try expectedUnitValues(file))
        }
    }

    private static let compressors: [ReferenceCheck] = [
        row("`compressor`", "compressor") {
            try processed(
                computer {
                    $0.threshold = Control(-18); $0.ratio = Control(4); $0.knee = 6
                    $0.attack = 0.001; $0.release = 0.01; $0.makeup = Control(3)
                })
        },
        row("`compressor`, RMS", "compressor-rms") {
            try processed(
                computer {
                    $0.threshold = Control(-30); $0.ratio = Control(8); $0.release = 0.005;
                    $0.followsPower = true
                })
        },
        row("`compressor`, its threshold moving", "compressor-moving") {
            try processed(
                computer {
                    $0.threshold = Control(
                        through: [.init(frame: 0, value: -40), .init(frame: 1_008, value: -10)])
                    $0.ratio = Control(3); $0.knee = 10; $0.attack = 0.0005; $0.release = 0.02
                })
        },
        row("`compressor`, side-chain", "compressor-sidechain") {
            let key = referenceSignal(1_200, state: 7).enumerated().map { $0 % 400 < 100 ? $1 : 0 }
            return try processed(
                computer {
                    $0.threshold = Control(-24); $0.ratio = Control(10); $0.knee = 3
                    $0.attack = 0.0002; $0.release = 0.004
                }, key: [key])
        },
        row("`expander`", "expander") {
            try processed(
                computer {
                    $0.kind = .expander
                    $0.threshold = Control(-20); $0.ratio = Control(3); $0.knee = 8
                    $0.attack = 0.0005; $0.release = 0.005; $0.range = 40
                })
        },
    ]

    static func computer(_ change: (inout GainComputer.Settings) -> Void) -> GainComputer {
        GainComputer(settings(change), sampleRate: rate)
    }

    private static let others: [ReferenceCheck] = [
        row("`noise-gate`", "noise-gate") {
            var settings = NoiseGate.Settings()
            settings.threshold = Control(Mathematics.amplitude(fromDecibels: -20))
            settings.hysteresis = Control(Mathematics.amplitude(fromDecibels: -6))
            settings.floor = Control(Mathematics.amplitude(fromDecibels: -50))
            settings.attack = 0.0005
            settings.hold = 60
            settings.release = 0.002
            return try processed(NoiseGate(settings, sampleRate: rate))
        },
        row("`de-esser`", "de-esser") {
            var effect = DeEsser(
                frequency: 6_000,
                settings {
                    $0.threshold = Control(-30); $0.ratio = Control(5); $0.attack = 0.0005
                    $0.release = 0.004; $0.range = 12
                }, channels: 2, sampleRate: rate)
            return try effect.processed(programmeSignal(), blockCapacities: [64, 500])
        },
        row("`multiband`", "multiband") {
            func band(
                _ threshold: Double, _ ratio: Double, _ knee: Double, _ attack: Double, _ release: Double
            )
                -> GainComputer.Settings
            {
                settings {
                    $0.threshold = Control(threshold); $0.ratio = Control(ratio); $0.knee = Control(knee)
                    $0.attack = Control(attack); $0.release = Control(release)
                }
            }
            var effect = MultibandCompressor(
                crossovers: [300, 3_000],
                [band(-24, 4, 6, 0.001, 0.01), band(-30, 2, 0, 0.0005, 0.005), band(-20, 8, 3, 0, 0.02)],
                channels: 2, sampleRate: rate)
            return try effect.processed(programmeSignal(), blockCapacities: [64, 500])
        },
        row("`transient-shaper`", "transient-shaper") {
            var effect = TransientShaper(attack: Control(0.8), sustain: Control(-0.5), sampleRate: rate)
            return try effect.processed(programmeSignal(), blockCapacities: [64, 500])
        },
        ReferenceCheck(
            unit: "`multiband`, nothing to do", reference: "flat: \\|H\\| = 1", tolerance: 1e-12,
            error: MultibandTests.unevenness),
        ReferenceCheck(
            unit: "`true-peak-limiter`, 1,000 seeded signals",
            reference: "peak of the wave, 16 times oversampled by a Fourier transform, above the ceiling",
            tolerance: 0.05, measure: " dB"
        ) { try TruePeakLimiterTests.worstExcess.get() },
    ]
}

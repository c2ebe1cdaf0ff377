import Foundation
import Testing

@testable import Signal

/// What each unit gives, to the bit. A digest that changes with a unit's code means that the version of its rule has to be
/// raised; one that changes without it is a fault. RECORD=1 writes them anew.
@Suite("Pinned outputs")
struct PinnedOutputTests {
    private static let frames = 12_000
    private static let rate = 48_000.0

    private static var signal: [[Double]] { programmeSignal(frames) }

    private static func processed(_ effect: some Processor) throws -> [[Double]] {
        var effect = effect
        return try effect.processed(signal)
    }

    private static func followed(_ follower: some GainFollower) throws -> [[Double]] {
        try DynamicsProcessor(StoredStream(signal), follower, frames: frames).allSamples()
    }

    private static func sections(_ sections: [Biquad]) throws -> [[Double]] {
        try processed(CausalFilter(sections, channels: 2))
    }

    private static let sweep = Control(
        through: [.init(frame: 0, value: 100), .init(frame: 10_000, value: 9_000, shape: .exponential)])

    private static let cookbook: [(name: String, shape: Cookbook)] = [
        ("resonant-lowpass", .lowpass), ("resonant-highpass", .highpass), ("resonant-bandpass", .bandpass),
        ("notch", .notch), ("bell", .bell), ("low-shelf", .lowShelf), ("high-shelf", .highShelf),
        ("tilt", .tilt),
    ]

    private static let compressor = DynamicsConformance.settings {
        $0.threshold = Control(-30)
        $0.ratio = Control(4)
        $0.knee = 6
        $0.attack = 0.005
        $0.release = 0.05
    }

    private static let filters: [(name: String, output: @Sendable () throws -> [[Double]])] = [
        (
            "moving bell",
            {
                try processed(
                    MovingFilter([sweep], channels: 2) {
                        [Cookbook.bell.section(frequency: $0[0], gain: 6, q: 2, sampleRate: rate)]
                    })
            }
        ),
        (
            "butterworth",
            { try sections(Butterworth.sections(.bandpass(300, 3_000), order: 5, sampleRate: rate)) }
        ),
        (
            "chebyshev",
            { try sections(Chebyshev.sections(.lowpass(900), order: 7, ripple: 1, sampleRate: rate)) }
        ),
        (
            "inverse-chebyshev",
            {
                try sections(
                    Chebyshev.inverseSections(.highpass(900), order: 8, attenuation: 60, sampleRate: rate))
            }
        ),
        ("bessel", { try sections(Bessel.sections(.lowpass(900), order: 9, sampleRate: rate)) }),
        (
            "linear-phase",
            {
                let taps = LinearPhase.taps(
                    .bandpass(500, 5_000), transition: 300, attenuation: 90, sampleRate: rate)
                return try LinearPhaseFilter(StoredStream(signal), taps: taps, frames: frames).allSamples()
            }
        ),
    ]

    private static let dynamics: [(name: String, output: @Sendable () throws -> [[Double]])] = [
        ("compressor", { try followed(GainComputer(compressor, sampleRate: rate)) }),
        (
            "expander",
            {
                var settings = compressor
                settings.kind = .expander
                settings.range = 40
                return try followed(GainComputer(settings, sampleRate: rate))
            }
        ),
        (
            "noise-gate",
            {
                var settings = NoiseGate.Settings()
                settings.threshold = Control(0.1)
                settings.release = 0.01
                return try followed(NoiseGate(settings, sampleRate: rate))
            }
        ),
        ("de-esser", { try processed(DeEsser(frequency: 6_000, compressor, channels: 2, sampleRate: rate)) }),
        (
            "multiband",
            {
                try processed(
                    MultibandCompressor(
                        crossovers: [200, 2_000], [compressor, compressor, compressor], channels: 2,
                        sampleRate: rate))
            }
        ),
        (
            "transient-shaper",
            {
                try processed(TransientShaper(attack: Control(0.5), sustain: Control(-0.5), sampleRate: rate))
            }
        ),
        (
            "true-peak-limiter",
            {
                try TruePeakLimiter(
                    StoredStream(signal), ceiling: 0.4, lookahead: 240, release: 0.05, sampleRate: rate,
                    frames: frames
                ).allSamples()
            }
        ),
    ]

    private static let delays: [(name: String, output: @Sendable () throws -> [[Double]])] =
        DelayTests.cases.map { name, settings in
            (name, { @Sendable in try processed(Delay(settings, channels: 2)) })
        }

    private static let spaces: [(name: String, output: @Sendable () throws -> [[Double]])] = [
        (
            "convolution",
            {
                let paths = (0..<2).map {
                    Convolution.Path(from: $0, to: $0, ConvolutionTests.decaying(5_000, state: $0))
                }
                return try Convolution(StoredStream(signal), paths, mix: Control(0.5), frames: frames)
                    .allSamples()
            }
        ),
        ("reverb", { try processed(Reverb(ReverbTests.cases[0].settings, channels: 2, sampleRate: rate)) }),
    ]

    @Test("are what they were")
    func pinned() throws {
        let equalisers = Self.cookbook.map { unit in
            let section = unit.shape.section(frequency: 900, gain: 5, q: 1.3, sampleRate: Self.rate)
            return (name: unit.name, output: { @Sendable in try Self.sections([section]) })
        }
        let others =
            (StereoConformance.pinned + ModulationConformance.pinned + ColourConformance.pinned
            + MatchingConformance.pinned).map { unit in
                (name: unit.name, output: { @Sendable in try unit.output(Self.signal) })
            }
        let lines = try (equalisers + Self.filters + Self.dynamics + others + Self.delays + Self.spaces).map {
            unit in
            let digest = Played.checksum(Array(try unit.output().joined()))
            return "\(unit.name) \(String(digest, radix: 16))"
        }
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Expected/pinned-effects.txt")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try (lines.joined(separator: "\n") + "\n").write(to: source, atomically: true, encoding: .utf8)
        } else {
            let expected = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").map(
                String.init)
            for (found, expected) in zip(lines, expected) { #expect(found == expected) }
            #expect(lines.count == expected.count)
        }
    }
}

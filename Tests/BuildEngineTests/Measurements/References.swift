import Foundation
import LoudnessOracle
import PlainMeasures
import Signal

@testable import SoundFiles

/// Foundation has another.
typealias Measurement = Signal.Measurement

/// Every measurement of a file, computed plainly over all of its samples, or by libebur128.
struct References {
    private let plain: PlainMeasures
    private let file: RandomFile
    private let rate: Double
    private let oracle: Oracle?
    // Once over all samples is enough.
    private let silences: (longest: Double, leading: Double, trailing: Double)
    /// Of two channels and more.
    private let products: (left: Double, right: Double, cross: Double)?

    init(_ samples: [[Double]], _ file: RandomFile) {
        plain = PlainMeasures(samples, sampleRate: file.sampleRate)
        self.file = file
        rate = Double(file.sampleRate)
        oracle = Oracle.measure(samples, rate: file.sampleRate)
        silences = plain.silences
        products = samples.count > 1 ? plain.products : nil
    }

    private var frames: Int { file.frames }

    /// Nil for what has no reference here.
    func agreement(_ measurement: Measurement) -> Agreement? {
        guard let metric = Metric(name: measurement.metric), let (expected, tolerance) = expectation(metric)
        else { return nil }
        return Agreement(expected: expected, found: measurement.value, tolerance: tolerance)
    }

    private func expectation(_ metric: Metric) -> (Measurement.Value, Double)? {
        switch metric.kind {
        case .frames: (.number(Double(frames)), 0)
        case .finite: (.number(0), 0)
        case .denormal: (.number(Double(plain.denormals)), 0)
        default: frames == 0 ? nothing(metric.kind) : value(metric)
        }
    }

    private func nothing(_ kind: Metric.Kind) -> (Measurement.Value, Double)? {
        switch kind {
        case .peak, .truePeak, .rms, .dcOffset: (.unmeasurable("0 frames"), 0)
        default: nil
        }
    }

    private func value(_ metric: Metric) -> (Measurement.Value, Double)? {
        switch metric.kind {
        case .peak: (level(plain.peak), 1e-9)
        case .rms: (level(plain.rms), 1e-9)
        case .crest:
            plain.peak > 0
                ? (.number(20 * log10(plain.peak / plain.rms)), 1e-9) : (.unmeasurable("silen"), 0)
        case .dcOffset: (.number(plain.dcOffset), 1e-12)
        case .clipping: (.number(Double(plain.clips(fullScale: file.encoding.fullScale))), 0)
        case .silenceLongest: (.number(silences.longest), 1e-9)
        case .silenceLeading: (.number(silences.leading), 1e-9)
        case .silenceTrailing: (.number(silences.trailing), 1e-9)
        case .loudness, .momentaryMax, .shortTermMax, .loudnessRange: loudness(metric.kind)
        case .truePeak: truePeak
        case .correlation: correlation
        case .monoLoss: monoLoss
        case .noiseFloor: plain.noiseFloor.map { (level($0), 1e-6) } ?? (.unmeasurable("needs 500 ms"), 0)
        case .onsetDistance: onsetDistance(metric)
        default: nil
        }
    }

    private func level(_ magnitude: Double) -> Measurement.Value {
        .number(magnitude > 0 ? 20 * log10(magnitude) : -.infinity)
    }

    /// Whether the wave between the samples is held against a transform of all of it: libebur128 takes less than four
    /// times the rate from 96 kHz on.
    static func interpolates(_ file: RandomFile) -> Bool { file.sampleRate >= 96_000 }

    private var truePeak: (Measurement.Value, Double)? {
        // The wave may have what lies between 0.42 of the rate and its half, which no filter of 24 samples passes whole.
        if Self.interpolates(file) { return (level(plain.interpolatedPeak), 1) }
        // With four times the rate, libebur128 reads up to 0.69 dB low.
        return oracle.map { (level($0.truePeak), 0.75) }
    }

    /// Where 10 ms are not a whole number of frames, libebur128's windows are a little longer than ours.
    private func loudness(_ kind: Metric.Kind) -> (Measurement.Value, Double)? {
        guard let oracle else { return nil }
        let isWhole = file.sampleRate % 100 == 0
        let (need, found, gate, tolerance): (Double, Double?, String, Double) =
            switch kind {
            case .momentaryMax: (0.4, oracle.momentary, "", isWhole ? 1e-6 : 0.2)
            case .shortTermMax: (3, oracle.shortTerm, "", isWhole ? 1e-6 : 0.05)
            case .loudnessRange: (40, oracle.range, "above the gate", 0.0086)
            default:
                (
                    0.4, oracle.loudness == -.infinity ? nil : oracle.loudness, "above the gate",
                    isWhole ? 0.0043 : 0.1
                )
            }
        if Double(frames) / rate < need {
            return (.unmeasurable("needs \(need < 1 ? "400 ms" : "\(Int(need)) s")"), 0)
        }
        return found.map { (.number($0), tolerance) } ?? (.unmeasurable(gate), 0)
    }

    private var correlation: (Measurement.Value, Double) {
        guard let sums = products else { return (.unmeasurable("mono"), 0) }
        guard min(sums.left, sums.right) > 0 else { return (.unmeasurable("silence"), 0) }
        return (.number(sums.cross / (sums.left * sums.right).squareRoot()), 1e-9)
    }

    private var monoLoss: (Measurement.Value, Double) {
        guard let sums = products else { return (.unmeasurable("mono"), 0) }
        let power = sums.left + sums.right
        guard power > 0 else { return (.unmeasurable("silence"), 0) }
        let rest = (power + 2 * sums.cross) / (2 * power)
        guard rest > 1e-12 else { return (.unmeasurable("cancel"), 0) }
        return (.number(max(0, -10 * log10(rest))), 1e-6)
    }

    /// The meter's histogram is off by half of a bin at most.
    private func onsetDistance(_ metric: Metric) -> (Measurement.Value, Double)? {
        guard let spacing = metric.grid?.spacing else { return nil }
        guard let found = plain.onsetDistance(spacing: spacing) else { return (.unmeasurable("no onset"), 0) }
        return (.number(found * 1_000), spacing * 1_000 / 16_384)
    }
}

// MARK: - Octave bands

extension References {
    /// The bands of IEC 61260-1 by their metrics, in hertz: 1 kHz is the sixth.
    private static let bands: [(metric: String, band: Range<Double>)] = [
        "31.5", "63", "125", "250", "500", "1000", "2000", "4000", "8000", "16000",
    ].enumerated().map { index, name in
        let middle = 0.3 * Double(index - 5)
        return ("band.\(name)", 1_000 * pow(10, middle - 0.15)..<1_000 * pow(10, middle + 0.15))
    }

    /// All bands at once: they share the transforms.
    func bandAgreements(_ measurements: [Measurement]) -> [(Measurement, Agreement)] {
        guard frames > 0 else { return [] }
        let powers = plain.bandPowers(Self.bands.map(\.band))
        return zip(Self.bands, powers).compactMap { band, power in
            guard let found = measurements.first(where: { $0.metric == band.metric }) else { return nil }
            // A band that goes more than a twentieth beyond half of the rate is not there.
            let isThere = 0.95 * band.band.upperBound <= rate / 2
            let expected: Measurement.Value =
                isThere ? level(power.squareRoot()) : .unmeasurable("the band reaches up to")
            return (found, Agreement(expected: expected, found: found.value, tolerance: 1e-6))
        }
    }
}

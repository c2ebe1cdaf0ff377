/// The meters that answer a set of metrics, and no others, fed with one pass over the programme.
///
/// A programme that holds samples which are not finite has no level, no loudness and no silence: whatever is
/// computed from its values is then unmeasurable, so that no threshold can pass by accident.
package final class MeterBank: Meter {
    /// What takes the measurements. The number is raised whenever a meter reads another value from the same samples.
    package static let version = "meters@2"

    private let metrics: [Metric]
    private var levels: LevelMeter
    private var others: [any Meter]
    private var further: [any Meter]

    /// - Parameters:
    ///   - sampleRate: in hertz.
    ///   - fullScale: the magnitude from which a sample counts as clipped: the largest positive value of the
    ///     file's encoding (1 − 2⁻¹⁵ for 16-bit integers, 1.0 for floats).
    ///   - further: meters that listen along and name what they measure themselves.
    package init(
        metrics: Set<Metric>, sampleRate: Int, channels: Int, fullScale: Double, further: [any Meter] = []
    ) {
        self.metrics = metrics.sorted(by: Self.inOrder)
        self.further = further
        levels = LevelMeter(channels: channels, fullScale: fullScale)
        others = Self.meters(metrics, sampleRate: sampleRate, channels: channels)
    }

    /// The meters beside the levels that the metrics take.
    private static func meters(_ metrics: Set<Metric>, sampleRate: Int, channels: Int) -> [any Meter] {
        var meters: [any Meter] = []
        let families = Set(metrics.map(\.kind.family))
        if families.contains(.loudness) {
            meters.append(LoudnessMeter(sampleRate: sampleRate, channels: channels))
        }
        if families.contains(.truePeak) { meters.append(TruePeakMeter(channels: channels)) }
        if families.contains(.noise) {
            meters.append(NoiseFloorMeter(sampleRate: sampleRate, channels: channels))
        }
        if families.contains(.stereo) {
            meters.append(StereoMeter(sampleRate: sampleRate, channels: channels))
        }
        if families.contains(.spectrum) {
            meters.append(SpectrumMeter(sampleRate: sampleRate, channels: channels))
        }
        for threshold in Set(metrics.filter(\.isSilence).map(\.threshold)) {
            meters.append(SilenceMeter(threshold: threshold, sampleRate: sampleRate, channels: channels))
        }
        for grid in Set(metrics.filter { $0.kind.family == .onsets }.map(\.grid)) {
            meters.append(OnsetMeter(grid: grid, sampleRate: sampleRate, channels: channels))
        }
        return meters
    }

    package func measure(_ block: borrowing Block) {
        levels.measure(block)
        for index in others.indices { others[index].measure(block) }
        for index in further.indices { further[index].measure(block) }
    }

    /// One measurement for each metric asked for, in the order of `Metric.Kind`'s cases; then those of the further
    /// meters, in their order.
    package func finish() -> [Measurement] {
        var found: [String: Measurement] = [:]
        for measurement in levels.finish() { found[measurement.metric] = measurement }
        for index in others.indices {
            for measurement in others[index].finish() { found[measurement.metric] = measurement }
        }
        let asked = metrics.map { metric in
            guard let measurement = found[metric.name] else {
                preconditionFailure("BUG: no meter answers \(metric.name)")
            }
            return metric.kind.family == .samples ? measurement : checked(measurement)
        }
        return asked + further.indices.flatMap { further[$0].finish() }.map(checked)
    }

    /// What is computed from values counts only where all of them are finite.
    private func checked(_ measurement: Measurement) -> Measurement {
        guard let reason = levels.reasonAgainstValues else { return measurement }
        return Measurement(metric: measurement.metric, value: .unmeasurable(reason))
    }

    private static func inOrder(_ one: Metric, _ other: Metric) -> Bool {
        let (a, b) = (rank(one.kind), rank(other.kind))
        if a != b { return a < b }
        let (c, d) = (one.threshold ?? -.infinity, other.threshold ?? -.infinity)
        return c != d ? c < d : one.name < other.name
    }

    private static func rank(_ kind: Metric.Kind) -> Int {
        Metric.Kind.allCases.firstIndex(of: kind) ?? 0
    }
}

extension Metric.Kind {
    /// What is measured together.
    fileprivate enum Family {
        case samples, levels, truePeak, loudness, silence, noise, stereo, spectrum, onsets
    }

    fileprivate var family: Family {
        switch self {
        case .frames, .finite, .denormal: .samples
        case .peak, .rms, .crest, .clipping, .dcOffset: .levels
        case .truePeak: .truePeak
        case .loudness, .momentaryMax, .shortTermMax, .loudnessRange: .loudness
        case .silenceLongest, .silenceLeading, .silenceTrailing: .silence
        case .noiseFloor: .noise
        case .correlation, .correlationMin, .monoLoss: .stereo
        case .band31, .band63, .band125, .band250, .band500, .band1000, .band2000, .band4000, .band8000,
            .band16000:
            .spectrum
        case .onsetDistance: .onsets
        }
    }
}

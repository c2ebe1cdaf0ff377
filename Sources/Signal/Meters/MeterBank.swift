/// The meters that answer a set of metrics, and no others, fed with one pass over the programme.
///
/// A programme that holds samples which are not finite has no level, no loudness and no silence: whatever is
/// computed from its values is then unmeasurable, so that no threshold can pass by accident.
package final class MeterBank: Meter {
    private let metrics: [Metric]
    private var levels: LevelMeter
    private var others: [any Meter] = []

    /// - Parameters:
    ///   - sampleRate: in hertz.
    ///   - fullScale: the magnitude from which a sample counts as clipped: the largest positive value of the
    ///     file's encoding (1 − 2⁻¹⁵ for 16-bit integers, 1.0 for floats).
    package init(metrics: Set<Metric>, sampleRate: Int, channels: Int, fullScale: Double) {
        self.metrics = metrics.sorted(by: Self.inOrder)
        levels = LevelMeter(channels: channels, fullScale: fullScale)
        let wantsLoudness = metrics.contains { $0.kind == .loudness }
        let wantsTruePeak = metrics.contains { $0.kind == .truePeak }
        if wantsLoudness || wantsTruePeak {
            others.append(
                LoudnessMeter(
                    sampleRate: sampleRate, channels: channels, integrated: wantsLoudness,
                    truePeak: wantsTruePeak))
        }
        for threshold in Set(metrics.filter(\.isSilence).map(\.threshold)) {
            others.append(SilenceMeter(threshold: threshold, sampleRate: sampleRate, channels: channels))
        }
    }

    package func measure(_ block: borrowing Block) {
        levels.measure(block)
        for index in others.indices {
            others[index].measure(block)
        }
    }

    /// One measurement for each metric asked for, in the order of `Metric.Kind`'s cases.
    package func finish() -> [Measurement] {
        var found: [String: Measurement.Value] = [:]
        for measurement in levels.finish() {
            found[measurement.metric] = measurement.value
        }
        for index in others.indices {
            for measurement in others[index].finish() {
                found[measurement.metric] = measurement.value
            }
        }
        return metrics.map { metric in
            Measurement(metric: metric.name, value: value(of: metric, in: found))
        }
    }

    private func value(of metric: Metric, in found: [String: Measurement.Value]) -> Measurement.Value {
        switch metric.kind {
        case .frames, .finite, .denormal: break
        default:
            if let reason = levels.reasonAgainstValues { return .unmeasurable(reason) }
        }
        guard let value = found[metric.name] else {
            preconditionFailure("BUG: no meter answers \(metric.name)")
        }
        return value
    }

    private static func inOrder(_ one: Metric, _ other: Metric) -> Bool {
        let (a, b) = (rank(one.kind), rank(other.kind))
        if a != b { return a < b }
        return (one.threshold ?? -.infinity) < (other.threshold ?? -.infinity)
    }

    private static func rank(_ kind: Metric.Kind) -> Int {
        Metric.Kind.allCases.firstIndex(of: kind) ?? 0
    }
}

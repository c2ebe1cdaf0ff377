/// Runs the meters over test signals.
enum MeterRun {
    /// What a metric reads at the end of a signal.
    static func value(of kind: Metric.Kind, in signal: TestSignal) -> Double? {
        let bank = MeterBank(
            metrics: [Metric(kind: kind)], sampleRate: TestSignal.sampleRate, channels: signal.channels,
            fullScale: 1)
        signal.read { bank.measure($0) }
        guard case .number(let number) = bank.finish().first?.value else { return nil }
        return number
    }

    /// What a momentary or short-term meter shows, every 10 ms, from a second on.
    static func readings(of kind: Metric.Kind, in signal: TestSignal, from start: Double) -> [Double?] {
        var meter = LoudnessMeter(sampleRate: TestSignal.sampleRate, channels: signal.channels)
        var readings: [Double?] = []
        var frames = 0
        signal.read(blocks: TestSignal.sampleRate / 100) { block in
            meter.measure(block)
            frames += block.frames
            guard Double(frames) >= start * Double(TestSignal.sampleRate) else { return }
            readings.append(kind == .momentaryMax ? meter.momentaryLoudness : meter.shortTermLoudness)
        }
        return readings
    }

    /// What a meter of maxima shows after each part of a signal.
    static func maxima(of kind: Metric.Kind, after parts: [TestSignal]) -> [Double?] {
        var meter = LoudnessMeter(sampleRate: TestSignal.sampleRate, channels: 2)
        return parts.map { part in
            part.read { meter.measure($0) }
            let found = meter.finish().first { $0.metric == kind.rawValue }
            guard case .number(let number) = found?.value else { return nil }
            return number
        }
    }
}

import Signal

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Test programmes, made with the platform's own mathematics.
enum Programme {
    /// Segments of a 1 kHz tone, the same on every channel but for its level there.
    static func tones(_ segments: [(seconds: Double, levels: [Double])], rate: Int = 48_000) -> [[Double]] {
        let channels = segments[0].levels.count
        var programme: [[Double]] = Array(repeating: [], count: channels)
        // 1 kHz at 48 kHz repeats every 48 samples.
        let period = (0..<48).map { sin(2 * .pi * Double($0) / 48) }
        for (seconds, levels) in segments {
            let frames = Int((seconds * Double(rate)).rounded())
            for channel in 0..<channels {
                let scaled = period.map { $0 * pow(10, levels[channel] / 20) }
                let begin = programme[channel].count
                programme[channel].reserveCapacity(begin + frames)
                for frame in 0..<frames { programme[channel].append(scaled[(begin + frame) % 48]) }
            }
        }
        return programme
    }

    static func sine(cycles: Double, amplitude: Double, degrees: Double, frames: Int) -> [Double] {
        (0..<frames).map { amplitude * sin(2 * .pi * (cycles * Double($0) + degrees / 360)) }
    }
}

/// What the meters say about a programme.
enum Metered {
    /// Runs the meters over a programme that is cut into blocks of `capacity` frames.
    static func all(
        _ programme: [[Double]], _ metrics: [Metric], rate: Int = 48_000, fullScale: Double = 1,
        capacity: Int = 8192
    ) -> [Measurement] {
        let bank = MeterBank(
            metrics: Set(metrics), sampleRate: rate, channels: programme.count, fullScale: fullScale)
        var block = Block(channels: programme.count, capacity: capacity)
        for start in stride(from: 0, to: programme[0].count, by: capacity) {
            block.resize(to: min(capacity, programme[0].count - start))
            for channel in programme.indices {
                block.withChannel(channel) { target in
                    programme[channel].withUnsafeBufferPointer { source in
                        for index in target.indices { target[index] = source[start + index] }
                    }
                }
            }
            bank.measure(block)
        }
        return bank.finish()
    }

    /// The one number that a metric gives; nil when it is unmeasurable.
    static func number(
        _ kind: Metric.Kind, of programme: [[Double]], threshold: Double? = nil, rate: Int = 48_000,
        fullScale: Double = 1, capacity: Int = 8192
    ) -> Double? {
        let metric = Metric(kind: kind, threshold: threshold)
        let found = all(programme, [metric], rate: rate, fullScale: fullScale, capacity: capacity)
        guard case .number(let value) = found.first?.value else { return nil }
        return value
    }
}

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What libebur128 reads from a programme, its windows looked at every 10 ms. Its own loudness range takes a value each
/// second, which a level that repeats every two seconds aliases with; this one takes its short-term loudness every 100 ms.
package struct Oracle {
    package private(set) var loudness = -Double.infinity
    /// Nil where no 3 s are above −70 LUFS.
    package private(set) var range: Double?
    package private(set) var momentary = -Double.infinity
    package private(set) var shortTerm = -Double.infinity
    package private(set) var truePeak = 0.0

    package static func measure(_ programme: [[Double]], rate: Int, truePeak: Bool = true) -> Oracle? {
        guard let meter = Ebur128(sampleRate: rate, channels: programme.count, truePeak: truePeak) else {
            return nil
        }
        var found = Oracle()
        let hop = max(rate / 100, 1)
        var interleaved = [Double](repeating: 0, count: hop * programme.count)
        var shortTerms: [Double] = []
        for start in stride(from: 0, to: programme[0].count, by: hop) {
            let count = min(hop, programme[0].count - start)
            for (number, channel) in programme.enumerated() {
                for index in 0..<count {
                    interleaved[index * programme.count + number] = channel[start + index]
                }
            }
            guard meter.add(interleaved, frames: count) else { return nil }
            let hops = start / hop + 1
            guard count == hop, hops >= 40 else { continue }
            found.momentary = max(found.momentary, meter.momentary ?? -.infinity)
            guard hops >= 300, let shortTerm = meter.shortTerm else { continue }
            found.shortTerm = max(found.shortTerm, shortTerm)
            if hops % 10 == 0 { shortTerms.append(shortTerm) }
        }
        found.loudness = meter.loudness ?? -.infinity
        found.range = range(of: shortTerms)
        if truePeak { found.truePeak = meter.truePeak ?? 0 }
        return found
    }

    /// EBU Tech 3342 over short-term loudnesses.
    private static func range(of loudnesses: [Double]) -> Double? {
        let loud = loudnesses.filter { $0 >= -70 }
        let mean = loud.reduce(0) { $0 + pow(10, $1 / 10) } / Double(max(loud.count, 1))
        let gated = loud.filter { $0 >= 10 * log10(mean) - 20 }.sorted()
        guard !gated.isEmpty else { return nil }
        let (low, high) = (Double(gated.count - 1) * 0.10, Double(gated.count - 1) * 0.95)
        return gated[Int(high.rounded())] - gated[Int(low.rounded())]
    }
}

/// A compressor for each of several bands (`Crossover`, `GainComputer`); where none is at work, their sum is the signal
/// through all-pass filters, flat.
package struct MultibandCompressor: Processor {
    package private(set) var computers: [GainComputer]
    private var crossover: Crossover
    private var bands: [Block]
    private let channels: Int

    /// - Parameters:
    ///   - crossovers: in hertz, rising, below half the sample rate. They may move.
    ///   - settings: for each band, one more than crossovers, lowest first.
    ///   - sampleRate: in hertz.
    package init(
        crossovers: [Control], _ settings: [GainComputer.Settings], channels: Int, sampleRate: Double
    ) {
        precondition(
            settings.count == crossovers.count + 1,
            "BUG: \(settings.count) bands between \(crossovers.count) crossovers")
        computers = settings.map { GainComputer($0, sampleRate: sampleRate) }
        crossover = Crossover(crossovers, channels: channels, sampleRate: sampleRate)
        bands = settings.map { _ in Block(channels: channels) }
        self.channels = channels
    }

    package mutating func process(_ block: inout Block) {
        if bands[0].capacity < block.frames {
            bands = bands.map { _ in Block(channels: channels, capacity: block.capacity) }
        }
        crossover.split(block, into: &bands)
        block.clear()
        for band in bands.indices {
            computers[band].listen(to: bands[band])
            computers[band].apply(to: &bands[band])
            for channel in 0..<channels {
                block.withChannel(channel) { (sum: UnsafeMutableBufferPointer<Double>) in
                    bands[band].withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                        for index in sum.indices { sum[index] += part[index] }
                    }
                }
            }
        }
    }
}

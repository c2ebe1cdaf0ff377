/// Measures `noise-floor`: the lowest level of any 500 ms, looked at every 100 ms, as `rms` counts.
package struct NoiseFloorMeter: Meter {
    private static let hops = 5

    private let sampleRate: Int
    private var clock: HopClock
    private var channels: [ProductSum]
    // The energies of the last hops, over all channels.
    private var energies = [Double](repeating: 0, count: Self.hops)
    private var lowest: Double?
    private var place: Place?

    package init(sampleRate: Int, channels: Int) {
        self.sampleRate = sampleRate
        clock = HopClock(sampleRate: sampleRate, perSecond: 10)
        self.channels = Array(repeating: ProductSum(), count: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        var clock = clock
        let start = clock.frame
        clock.split(block.frames) { piece, clock, isEnd in
            for channel in channels.indices {
                block.withChannel(channel) {
                    let samples = UnsafeBufferPointer(rebasing: $0[piece])
                    channels[channel].add(samples, samples, from: start + piece.lowerBound)
                }
            }
            if isEnd { closeHop(clock) }
        }
        self.clock = clock
    }

    private mutating func closeHop(_ clock: HopClock) {
        var energy = 0.0
        for channel in channels.indices { energy += channels[channel].take() }
        energies[clock.index % Self.hops] = energy
        guard clock.index >= Self.hops else { return }
        let length = clock.length(ofLast: Self.hops)
        let mean = energies.reduce(0, +) / Double(length * channels.count)
        guard mean < lowest ?? .infinity else { return }
        lowest = mean
        place = Place(frame: clock.start(of: clock.index - Self.hops), length: length)
    }

    package mutating func finish() -> [Measurement] {
        let name = Metric.Kind.noiseFloor.rawValue
        guard clock.index >= Self.hops else {
            let length = Duration.words(clock.frame, sampleRate)
            return [
                Measurement(
                    metric: name,
                    value: .unmeasurable("the audio lasts \(length), the noise floor needs 500 ms"))
            ]
        }
        let value = lowest.map { Measurement.Value.level(Level.decibels($0.squareRoot())) }
        return [Measurement(metric: name, value: value ?? .finite(.infinity), place: place)]
    }
}

/// Finds onsets as ``OnsetMeter`` defines them.
struct OnsetDetector {
    /// Below, a hop has too few samples, hertz.
    static let lowestRate = 1_000
    private static let hopsPerSecond = 200
    private static let rise = 4.0
    private static let history = 6
    /// −90 dBFS as a mean square.
    private static let quietest = 1e-9
    /// Hops between two onsets: 50 ms.
    private static let pause = 10

    private let channels: Int
    private var clock: HopClock
    private var previous = 0.0
    /// The differences of the hop that is being filled.
    private var hop: [Double]
    private var filled = 0
    private var energies = [Double](repeating: 0, count: Self.history)
    private var lastOnset: Int?

    init(sampleRate: Int, channels: Int) {
        self.channels = channels
        clock = HopClock(sampleRate: sampleRate, perSecond: Self.hopsPerSecond)
        hop = Array(repeating: 0, count: sampleRate / Self.hopsPerSecond + 2)
    }

    /// Hands over the frame of each onset.
    mutating func measure(_ block: borrowing Block, _ onset: (Int) -> Void) {
        var clock = clock
        clock.split(block.frames) { piece, clock, isEnd in
            gather(block, piece)
            if isEnd { closeHop(clock, onset) }
        }
        self.clock = clock
    }

    private mutating func gather(_ block: borrowing Block, _ piece: Range<Int>) {
        let start = filled
        hop.withUnsafeMutableBufferPointer { hop in
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    for index in 0..<piece.count {
                        let sample = samples[piece.lowerBound &+ index]
                        hop[start &+ index] = channel == 0 ? sample : hop[start &+ index] + sample
                    }
                }
            }
            // From sums to their differences.
            let scale = 1 / Double(channels)
            var last = previous
            for index in start..<start + piece.count {
                let mean = hop[index] * scale
                hop[index] = mean - last
                last = mean
            }
            previous = last
        }
        filled += piece.count
    }

    private mutating func closeHop(_ clock: HopClock, _ onset: (Int) -> Void) {
        let number = clock.index - 1
        var energy = 0.0
        for index in 0..<filled { energy += hop[index] * hop[index] }
        energy /= Double(filled)
        let before = energies.reduce(0, max)
        if energy >= Self.quietest, energy >= Self.rise * before,
            lastOnset.map({ number - $0 >= Self.pause }) ?? true
        {
            lastOnset = number
            onset(clock.start(of: number) + attack)
        }
        energies[number % Self.history] = energy
        filled = 0
    }

    /// Where in the hop it begins.
    private var attack: Int {
        let differences = hop.prefix(filled)
        let largest = differences.reduce(0) { max($0, abs($1)) }
        return differences.firstIndex { abs($0) >= largest / 2 } ?? 0
    }
}

import Signal

/// A stream of samples that a test has at hand.
final class StoredStream: SampleStream {
    let channels: Int
    private let samples: [[Double]]
    private var position = 0

    /// - Parameter samples: one list for each channel, all of the same length.
    init(_ samples: [[Double]]) {
        self.samples = samples
        channels = samples.count
    }

    func read(into block: inout Block) throws {
        let count = min(block.capacity, samples[0].count - position)
        block.resize(to: count)
        for channel in 0..<channels {
            block.withChannel(channel) { (written: UnsafeMutableBufferPointer<Double>) in
                for index in 0..<count { written[index] = samples[channel][position + index] }
            }
        }
        position += count
    }
}

extension SampleStream {
    /// Everything that the stream has, read in blocks of at most the given sizes, over and over.
    func allSamples(blockCapacities: [Int] = [Block.standardCapacity]) throws -> [[Double]] {
        var samples: [[Double]] = Array(repeating: [], count: channels)
        var reads = 0
        while true {
            var block = Block(channels: channels, capacity: blockCapacities[reads % blockCapacities.count])
            try read(into: &block)
            if block.frames == 0 { return samples }
            for channel in 0..<channels {
                block.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    samples[channel] += Array(read)
                }
            }
            reads += 1
        }
    }
}

extension Processor {
    /// What the processor makes of the samples, in blocks of the given sizes, over and over.
    mutating func processed(
        _ samples: [[Double]], blockCapacities: [Int] = [Block.standardCapacity]
    ) throws -> [[Double]] {
        let input = StoredStream(samples)
        var output: [[Double]] = Array(repeating: [], count: samples.count)
        var reads = 0
        while true {
            var block = Block(
                channels: samples.count, capacity: blockCapacities[reads % blockCapacities.count])
            try input.read(into: &block)
            if block.frames == 0 { return output }
            process(&block)
            for channel in 0..<samples.count {
                block.withChannel(channel) { (read: UnsafeBufferPointer<Double>) in
                    output[channel] += Array(read)
                }
            }
            reads += 1
        }
    }
}

/// Whole numbers over 2¹⁶ from a linear congruential generator, less a quarter: the input of all expected
/// values, as `Expected/filters.py` makes it.
func referenceSignal(_ frames: Int, state start: Int = 12345) -> [Double] {
    var state = start
    return (0..<frames).map { _ in
        state = (state * 1_103_515_245 + 12345) % (1 << 31)
        return Double((state >> 8) % 65536) / 65536 - 0.25
    }
}

/// The largest difference between two lists of the same length; not a number if one is among them.
func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { largest, pair in
        let difference = abs(pair.0 - pair.1)
        return difference > largest || difference.isNaN ? difference : largest
    }
}

/// The bits of each sample, to compare exactly.
func bits(_ samples: [[Double]]) -> [[UInt64]] {
    samples.map { $0.map(\.bitPattern) }
}

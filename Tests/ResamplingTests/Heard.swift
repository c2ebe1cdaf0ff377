import Signal

/// What comes out of a stream, for tests.
enum Heard {
    /// Every sample of a stream, per channel, read in blocks of `capacity` frames.
    static func samples(_ stream: any SampleStream, capacity: Int = 512) throws -> [[Double]] {
        var block = Block(channels: stream.channels, capacity: capacity)
        var samples = Array(repeating: [Double](), count: stream.channels)
        repeat {
            try stream.read(into: &block)
            for channel in 0..<stream.channels {
                block.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                    samples[channel].append(contentsOf: part)
                }
            }
        } while block.frames > 0
        return samples
    }

    /// White noise of the seed 5, as in Expected/resampled.py.
    static func noise(_ frames: Int) -> [Double] {
        let random = CounterRandom(seed: 5)
        return (0..<frames).map { random.uniform(UInt64($0)) }
    }

    static func worst(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
        zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    }
}

/// Samples as a stream.
final class Stored: SampleStream {
    let channels = 1
    private let samples: [Double]
    private var position = 0

    init(_ samples: [Double]) { self.samples = samples }

    func read(into block: inout Block) {
        let count = min(block.capacity, samples.count - position)
        block.resize(to: count)
        block.withChannel(0) { output in
            for index in 0..<count { output[index] = samples[position + index] }
        }
        position += count
    }
}

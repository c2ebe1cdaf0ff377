import Signal

/// What comes out of a stream, for tests.
enum Played {
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

    /// The samples of a mono stream.
    static func mono(_ stream: any SampleStream, capacity: Int = 512) throws -> [Double] {
        try samples(stream, capacity: capacity)[0]
    }

    /// FNV-1a over the bit patterns: any change of any sample changes it.
    static func checksum(_ samples: [Double]) -> UInt64 {
        samples.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1.bitPattern) &* 0x100_0000_01b3 }
    }

    /// The block sizes that cut independence is tried with; 512 is the reference.
    static let capacities = [1, 7, 8192]

    static func peak(_ samples: [Double]) -> Double {
        samples.reduce(0) { max($0, $1.magnitude) }
    }

    static func rms(_ samples: [Double]) -> Double {
        (samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count)).squareRoot()
    }

    /// The largest step from one sample to the next.
    static func largestStep(_ samples: [Double]) -> Double {
        zip(samples, samples.dropFirst()).reduce(0) { max($0, ($1.1 - $1.0).magnitude) }
    }

    /// The amplitude of the sine component that makes `cycles` over the samples (Goertzel's recurrence).
    static func amplitude(_ samples: [Double], cycles: Int) -> Double {
        let turns = Double(cycles) / Double(samples.count)
        let factor = 2 * Mathematics.cosine(turns: turns)
        var (last, before) = (0.0, 0.0)
        samples.withUnsafeBufferPointer { samples in
            for index in 0..<samples.count {
                (last, before) = (samples[index] + factor * last - before, last)
            }
        }
        let power = last * last + before * before - factor * last * before
        return 2 * max(0, power).squareRoot() / Double(samples.count)
    }
}

import Signal
import Testing

@testable import BuildEngine

@Suite struct ReadAheadTests {
    /// Counts frames up to `frames`, on two channels, and throws there if it is to.
    private final class Counting: SampleStream {
        struct Failure: Error {}

        let channels = 2
        let frames: Int
        let fails: Bool
        var position = 0

        init(frames: Int, fails: Bool = false) {
            self.frames = frames
            self.fails = fails
        }

        func read(into block: inout Block) throws {
            let count = min(block.capacity, frames - position)
            if count == 0, fails { throw Failure() }
            block.resize(to: count)
            for channel in 0..<channels {
                block.withChannel(channel) { samples in
                    for index in samples.indices { samples[index] = Double(2 * (position + index) + channel) }
                }
            }
            position += count
        }
    }

    /// The numbers of the samples that come, in their order.
    private func numbers(_ stream: any SampleStream, blocks: Int = .max) throws -> [Int] {
        var numbers: [Int] = []
        var block = Block(channels: 2)
        for _ in 0..<blocks {
            try stream.read(into: &block)
            guard block.frames > 0 else { break }
            for frame in 0..<block.frames {
                for channel in 0..<2 {
                    numbers.append(
                        block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                            Int(samples[frame])
                        })
                }
            }
        }
        return numbers
    }

    private static let lengths = [0, 1, Block.standardCapacity, 1_000_000]

    @Test("the samples are those of the stream, and end where they do", arguments: lengths)
    func same(frames: Int) throws {
        let stream = try #require(ReadAhead(Counting(frames: frames)))
        #expect(try numbers(stream) == Array(0..<2 * frames))
        #expect(try numbers(stream) == [], "after the end, there is nothing")
    }

    @Test("what the stream throws comes after the frames before it", arguments: lengths)
    func throwing(frames: Int) throws {
        let stream = try #require(ReadAhead(Counting(frames: frames, fails: true)))
        let whole = (frames + Block.standardCapacity - 1) / Block.standardCapacity
        #expect(try numbers(stream, blocks: whole) == Array(0..<2 * frames))
        #expect(throws: Counting.Failure.self) { try numbers(stream, blocks: 1) }
        #expect(throws: Counting.Failure.self, "and stays") { try numbers(stream, blocks: 1) }
    }

    @Test("one that is given up stops the thread, and reads no further than a few blocks")
    func givenUp() throws {
        let source = Counting(frames: .max)
        var stream = ReadAhead(source)
        #expect(try stream.map { try numbers($0, blocks: 3).count } == 6 * Block.standardCapacity)
        stream = nil
        // The thread has ended: nothing moves any more.
        #expect((3...40).contains(source.position / Block.standardCapacity))
    }
}

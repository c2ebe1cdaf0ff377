/// What a stereo sound is made of: the middle M = (L + R)/2, which both channels have in common, and the sides
/// S = (L − R)/2, in which they differ.
package enum MidSide: Sendable {
    case mid, side

    /// Fills `part` from the left and the right.
    fileprivate func take(from block: Block, into part: UnsafeMutableBufferPointer<Double>) {
        block.withChannel(0) { (left: UnsafeBufferPointer<Double>) in
            block.withChannel(1) { (right: UnsafeBufferPointer<Double>) in
                switch self {
                case .mid: for index in left.indices { part[index] = (left[index] + right[index]) / 2 }
                case .side: for index in left.indices { part[index] = (left[index] - right[index]) / 2 }
                }
            }
        }
    }
}

/// One part of a stereo stream, alone.
package final class MidSidePart: SampleStream {
    package let channels = 1
    private let part: MidSide
    private let upstream: any SampleStream
    private var stereo: Block

    package init(_ part: MidSide, of upstream: any SampleStream) {
        precondition(upstream.channels == 2, "BUG: the middle of \(upstream.channels) channels")
        self.part = part
        self.upstream = upstream
        stereo = Block(channels: 2)
    }

    package func read(into block: inout Block) throws {
        if stereo.capacity != block.capacity { stereo = Block(channels: 2, capacity: block.capacity) }
        try upstream.read(into: &stereo)
        block.resize(to: stereo.frames)
        block.withChannel(0) { part.take(from: stereo, into: $0) }
    }
}

/// Both parts of a stereo stream, as streams that may be read one further than the other: what one has been given and the
/// other has not is kept, which is as much as the effects on them look ahead.
package final class MidSideSplit {
    private let upstream: any SampleStream
    private var stereo = Block(channels: 2)
    private var scratch = Block(channels: 1)
    private var waiting: [FrameQueue] = [FrameQueue(), FrameQueue()]
    private var hasEnded = false

    package init(_ upstream: any SampleStream) {
        precondition(upstream.channels == 2, "BUG: the middle of \(upstream.channels) channels")
        self.upstream = upstream
    }

    package var mid: any SampleStream { Branch(split: self, number: 0) }
    package var side: any SampleStream { Branch(split: self, number: 1) }

    private func read(_ number: Int, into block: inout Block) throws {
        while waiting[number].count < block.capacity, !hasEnded { try pull() }
        block.resize(to: min(block.capacity, waiting[number].count))
        block.withChannel(0) { waiting[number].take(into: $0) }
    }

    private func pull() throws {
        try upstream.read(into: &stereo)
        hasEnded = stereo.frames == 0
        scratch.resize(to: stereo.frames)
        for (number, part) in [MidSide.mid, .side].enumerated() {
            scratch.withChannel(0) { (samples: UnsafeMutableBufferPointer<Double>) in
                part.take(from: stereo, into: samples)
                waiting[number].append(UnsafeBufferPointer(samples))
            }
        }
    }

    private final class Branch: SampleStream {
        let channels = 1
        private let split: MidSideSplit
        private let number: Int

        init(split: MidSideSplit, number: Int) {
            self.split = split
            self.number = number
        }

        func read(into block: inout Block) throws { try split.read(number, into: &block) }
    }
}

/// Left and right from the two parts: L = M + S, R = M − S.
package final class MidSideJoin: SampleStream {
    package let channels = 2
    private let mid: any SampleStream
    private let side: any SampleStream
    private var middle = Block(channels: 1)
    private var sides = Block(channels: 1)

    package init(mid: any SampleStream, side: any SampleStream) {
        self.mid = mid
        self.side = side
    }

    /// - Throws: `MixError` if the parts do not end together, and what they throw.
    package func read(into block: inout Block) throws {
        if middle.capacity != block.capacity {
            middle = Block(channels: 1, capacity: block.capacity)
            sides = middle
        }
        try mid.read(into: &middle)
        try side.read(into: &sides)
        guard middle.frames == sides.frames else {
            throw MixError.unequalLengths(input: 1, expected: middle.frames, found: sides.frames)
        }
        block.resize(to: middle.frames)
        middle.withChannel(0) { (mid: UnsafeBufferPointer<Double>) in
            sides.withChannel(0) { (side: UnsafeBufferPointer<Double>) in
                block.withBothChannels { left, right in
                    for index in mid.indices {
                        left[index] = mid[index] + side[index]
                        right[index] = mid[index] - side[index]
                    }
                }
            }
        }
    }
}

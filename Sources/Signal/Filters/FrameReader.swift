/// Reads a stream of known length in pieces of any size.
struct FrameReader {
    /// Frames that the stream was said to have.
    let frames: Int
    /// Frames handed out so far.
    private(set) var position = 0
    var channels: Int { upstream.channels }
    private let upstream: any SampleStream
    private var block: Block
    private var cursor = 0

    init(_ upstream: any SampleStream, frames: Int) {
        precondition(frames >= 0, "BUG: a stream of \(frames) frames")
        self.upstream = upstream
        self.frames = frames
        block = Block(channels: upstream.channels)
    }

    /// Copies the next `count` frames to `target` from frame `offset` on, whose valid frames they must be
    /// among.
    ///
    /// - Throws: `StreamLengthError` if the stream turns out shorter or longer than it was said to be, and
    ///   what the stream throws.
    mutating func read(_ count: Int, into target: inout Block, at offset: Int) throws {
        precondition(position + count <= frames, "BUG: reading beyond the end of a stream")
        var done = 0
        while done < count {
            if cursor == block.frames { try refill() }
            let copied = min(count - done, block.frames - cursor)
            target.copy(copied, from: block, at: cursor, to: offset + done)
            cursor += copied
            done += copied
            position += copied
        }
        if count > 0 && position == frames { try expectEnd() }
    }

    private mutating func refill() throws {
        block.resize(to: 0)
        cursor = 0
        try upstream.read(into: &block)
        if block.frames == 0 { throw StreamLengthError.short(expected: frames, found: position) }
    }

    private mutating func expectEnd() throws {
        if cursor == block.frames {
            block.resize(to: 0)
            cursor = 0
            try upstream.read(into: &block)
        }
        if cursor < block.frames {
            throw StreamLengthError.long(expected: frames, found: position + block.frames - cursor)
        }
    }
}

/// A stream was not as long as it was said to be.
package enum StreamLengthError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It ended early.
    case short(expected: Int, found: Int)
    /// It went on; `found` is how far it was read.
    case long(expected: Int, found: Int)

    package var description: String {
        switch self {
        case .short(let expected, let found):
            "the input ended after \(found) frames, \(expected) were expected: "
                + "check that its file is complete and has the production's length"
        case .long(let expected, let found):
            "the input has at least \(found) frames, \(expected) were expected: "
                + "check that its file has the production's length"
        }
    }
}

/// What was worked out a stretch at a time, on its way to whoever reads in blocks of another length.
struct StretchOutput {
    /// The stretch at hand.
    var block: Block
    /// The frames of it that were not handed out yet.
    var ready = 0..<0
    /// Frames that are to be handed out in all.
    private var remaining: Int

    init(channels: Int, capacity: Int, frames: Int) {
        block = Block(channels: channels, capacity: capacity)
        remaining = frames
    }

    /// Frames of the next read.
    func count(for block: borrowing Block) -> Int { min(block.capacity, remaining) }

    /// Hands out the next frames that are ready, from `done` on; how many.
    mutating func hand(to other: inout Block, _ done: Int) -> Int {
        let copied = min(other.frames - done, ready.count)
        other.copy(copied, from: block, at: ready.lowerBound, to: done)
        ready = ready.lowerBound + copied..<ready.upperBound
        remaining -= copied
        return copied
    }
}

/// How far a source of known length has been read.
struct Playhead {
    private var frame = 0
    private let frames: Int

    init(frames: Int) {
        precondition(frames >= 0, "BUG: a source of \(frames) frames")
        self.frames = frames
    }

    /// Sizes `block` for the frames that come next, and says which those are: none at the end.
    mutating func next(in block: inout Block) -> Range<Int> {
        let end = frame + min(block.capacity, frames - frame)
        defer { frame = end }
        block.resize(to: end - frame)
        return frame..<end
    }
}

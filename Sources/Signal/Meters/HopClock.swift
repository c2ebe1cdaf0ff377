/// Cuts a programme into hops that are equally long but for rounding, wherever its blocks begin: hop k begins at
/// frame ⌊k · rate / hops per second⌋.
struct HopClock {
    private let sampleRate: Int
    private let perSecond: Int
    /// The hop that is being filled.
    private(set) var index = 0
    private(set) var frame = 0

    init(sampleRate: Int, perSecond: Int) {
        self.sampleRate = sampleRate
        self.perSecond = perSecond
    }

    /// Where a hop begins.
    func start(of hop: Int) -> Int { hop * sampleRate / perSecond }

    /// How long `count` hops are that end with the one that was filled last.
    func length(ofLast count: Int) -> Int { start(of: index) - start(of: index - count) }

    /// Hands `body` the pieces of a block that lie in one hop each: where in the block, and whether the piece ends
    /// the hop. The clock has already gone on when it does.
    @inline(__always)
    mutating func split(
        _ frames: Int, _ body: (_ piece: Range<Int>, _ clock: HopClock, _ isEnd: Bool) -> Void
    ) {
        var position = 0
        while position < frames {
            let end = start(of: index + 1)
            let count = min(frames - position, end - frame)
            frame += count
            let isEnd = frame == end
            if isEnd { index += 1 }
            body(position..<position + count, self, isEnd)
            position += count
        }
    }
}

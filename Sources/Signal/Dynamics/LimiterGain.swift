/// The gain of a look-ahead limiter: from the level of each frame to a smooth gain that is nowhere above what
/// the frame needs. See `Limiter` for the recurrence.
struct LimiterGain {
    /// Gains are whole multiples of this, so that a running sum of them is exact however long it runs.
    /// 2⁻⁴⁰ is 241 dB below unity.
    private static let unity = Int64(1) << 40
    /// A gain this close to unity, in the same steps, is unity: 2⁻²⁴, half a step of a 24-bit file.
    private static let closeEnough = Int64(1) << 16

    private let window: Int
    private var recovery: ControlReader
    /// The recovery in steps of 2⁻⁶⁴, where it does not move.
    private let still: UInt64?
    // Frames that come before the first, whose gains are worked out while the look-ahead fills.
    private var early: Int
    private let first: UInt64
    private var needed: SlidingMinimum
    private var recovering = unity
    // The last `window` values of `recovering`, and their sum.
    private var recent: [Int64]
    private var sum: Int64
    private var cursor = 0
    // Of the frames at hand.
    private var recoveries: [UInt64]

    /// Frames at hand, at most: as many as stay in the first-level cache.
    private static let run = 256

    /// - Parameters:
    ///   - lookahead: frames, below 2²⁰.
    ///   - recovery: the part of the way back to unity that is made in one frame, 0…1; of a frame, where it moves.
    init(lookahead: Int, recovery: Control) {
        precondition((0..<1 << 20).contains(lookahead), "BUG: a look-ahead of \(lookahead) frames")
        window = lookahead + 1
        self.recovery = ControlReader(recovery)
        still = self.recovery.constant.map(Self.fixed)
        first = Self.fixed(recovery.exact(at: 0))
        early = lookahead
        needed = SlidingMinimum(window: window)
        recent = Array(repeating: Self.unity, count: window)
        sum = Int64(window) * Self.unity
        recoveries = Array(repeating: first, count: Self.run)
    }

    /// Whether the gain is unity and nothing ahead will change that (it would show in the last of
    /// `recovering`), so that frames that need no gain may be left out.
    var isIdle: Bool { sum == Int64(window) * Self.unity }

    /// Replaces the levels of frames, in their order, by the gains for the frames `lookahead` before them. What does not
    /// depend on the frame before is worked out on its own.
    ///
    /// - Parameter ceiling: of a level, by its index.
    @inline(__always)
    mutating func replace(
        levels: UnsafeMutableBufferPointer<Double>, ceiling: (Int) -> Double
    ) {
        for index in levels.indices {
            let (level, ceiling) = (levels[index], ceiling(index))
            levels[index] = level > ceiling ? ceiling / level : 1
        }
        for start in stride(from: 0, to: levels.count, by: Self.run) {
            let end = min(start + Self.run, levels.count)
            let gains = UnsafeMutableBufferPointer(rebasing: levels[start..<end])
            needed.replace(gains) { Int64($0 * Double(Self.unity)) }
            if still == nil { for index in gains.indices { recoveries[index] = movingRecovery() } }
            follow(gains)
        }
    }

    /// From what the frames ahead need, in steps, to the gains.
    private mutating func follow(_ gains: UnsafeMutableBufferPointer<Double>) {
        var (recovering, sum, cursor) = (recovering, sum, cursor)
        let (window, whole) = (window, Double(window) * Double(Self.unity))
        recent.withUnsafeMutableBufferPointer { recent in
            recoveries.withUnsafeBufferPointer { recoveries in
                for index in gains.indices {
                    let held = Int64(bitPattern: gains[index].bitPattern)
                    recovering = min(held, Self.recovered(recovering, recoveries[index]))
                    sum = sum &+ recovering &- recent[cursor]
                    recent[cursor] = recovering
                    cursor = cursor &+ 1 == window ? 0 : cursor &+ 1
                    gains[index] = Double(sum) / whole
                }
            }
        }
        (self.recovering, self.sum, self.cursor) = (recovering, sum, cursor)
    }

    /// One frame further on the way up to unity.
    @inline(__always)
    private static func recovered(_ gain: Int64, _ recovery: UInt64) -> Int64 {
        let missing = unity &- gain
        // At least one, so that the slowest release arrives as well.
        let step = Int64(max(1, UInt64(bitPattern: missing).multipliedFullWidth(by: recovery).high))
        return missing &- step < closeEnough ? unity : gain &+ step
    }

    /// Passes over frames of which none needs a gain, while ``isIdle``; the look-ahead of the first frame is full.
    mutating func skip(_ count: Int) { recovery.skip(count) }

    /// The recovery of the frame whose gain is worked out: `lookahead` before the one that is looked at.
    private mutating func movingRecovery() -> UInt64 {
        guard early == 0 else {
            early -= 1
            return first
        }
        return Self.fixed(recovery.next())
    }

    /// A share in steps of 2⁻⁶⁴, so that no frame waits for a conversion; all of it but one step for 1, which comes to the
    /// same.
    private static func fixed(_ share: Double) -> UInt64 { share < 1 ? UInt64(share * 0x1p64) : .max }
}

/// The smallest of the last so many numbers, in constant time on average (a queue of candidates that grow
/// towards the newest; D. Lemire, "Streaming Maximum-Minimum Filter", 2006).
struct SlidingMinimum {
    private let window: Int
    private var candidates: [(value: Int64, index: Int)]
    private var first = 0
    private var count = 0
    private var index = 0

    init(window: Int) {
        self.window = window
        candidates = Array(repeating: (0, 0), count: window)
    }

    /// Replaces each number, as the body makes it one, by the bits of the smallest of the last ones.
    @inline(__always)
    mutating func replace(
        _ values: UnsafeMutableBufferPointer<Double>, _ number: (Double) -> Int64
    ) {
        var (first, count, index) = (first, count, index)
        let window = window
        func slot(_ place: Int) -> Int {
            let slot = first &+ place
            return slot < window ? slot : slot &- window
        }
        candidates.withUnsafeMutableBufferPointer { candidates in
            for place in values.indices {
                let value = number(values[place])
                // What is older and not smaller can never be the minimum again.
                while count > 0, candidates[slot(count &- 1)].value >= value { count &-= 1 }
                if count > 0, candidates[first].index <= index &- window {
                    first = slot(1)
                    count &-= 1
                }
                candidates[slot(count)] = (value, index)
                count &+= 1
                index &+= 1
                values[place] = Double(bitPattern: UInt64(bitPattern: candidates[first].value))
            }
        }
        (self.first, self.count, self.index) = (first, count, index)
    }
}

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
    }

    /// Whether the gain is unity and nothing ahead will change that (it would show in the last of
    /// `recovering`), so that frames that need no gain may be left out.
    var isIdle: Bool { sum == Int64(window) * Self.unity }

    /// Replaces the levels of frames, in their order, by the gains for the frames `lookahead` before them.
    ///
    /// - Parameter ceiling: of a level, by its index.
    @inline(__always)
    mutating func replace(
        levels: UnsafeMutableBufferPointer<Double>, ceiling: (Int) -> Double
    ) {
        for index in levels.indices {
            let (level, ceiling) = (levels[index], ceiling(index))
            levels[index] = next(
                needing: level > ceiling ? ceiling / level : 1, still ?? movingRecovery())
        }
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

    /// Takes the gain that the frame `lookahead` ahead needs, 0…1, and gives the gain for this frame.
    @inline(__always)
    private mutating func next(needing gain: Double, _ recovery: UInt64) -> Double {
        // The conversion rounds down: a step less never exceeds the ceiling.
        let held = needed.next(Int64(gain * Double(Self.unity)))
        let missing = Self.unity - recovering
        // At least one, so that the slowest release arrives as well.
        let step = Int64(max(1, UInt64(bitPattern: missing).multipliedFullWidth(by: recovery).high))
        let recovered = missing - step < Self.closeEnough ? Self.unity : recovering + step
        recovering = min(held, recovered)
        sum += recovering - recent[cursor]
        recent[cursor] = recovering
        cursor = cursor + 1 == window ? 0 : cursor + 1
        return Double(sum) / (Double(window) * Double(Self.unity))
    }
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

    @inline(__always)
    mutating func next(_ value: Int64) -> Int64 {
        // What is older and not smaller can never be the minimum again.
        while count > 0, candidates[slot(count - 1)].value >= value { count -= 1 }
        if count > 0, candidates[first].index <= index - window {
            first = slot(1)
            count -= 1
        }
        candidates[slot(count)] = (value, index)
        count += 1
        index += 1
        return candidates[first].value
    }

    private func slot(_ place: Int) -> Int {
        let slot = first + place
        return slot < window ? slot : slot - window
    }
}

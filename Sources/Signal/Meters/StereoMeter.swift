/// Measures `correlation`, `correlation-min` and `mono-loss` of the first two channels.
///
/// The correlation is Σ L·R / √(Σ L² · Σ R²), as phase meters show it: the mean is not taken out.
package struct StereoMeter: Meter {
    /// A window of 400 ms in hops of 100 ms.
    private static let hops = 4
    /// Below this mean square (−70 dBFS) a window says nothing of how the channels relate.
    private static let quietest = 1e-7
    /// What is left of the power after the fold-down when only rounding errors are.
    private static let nothing = 1e-13

    private let channels: Int
    private let sampleRate: Int
    private var clock: HopClock
    private var sums = Sums<ProductSum>(repeating: ProductSum())
    private var hopSums: [Sums<Double>]
    private var total = Sums(repeating: 0.0)
    private var lowest: Double?
    private var place: Place?

    fileprivate struct Sums<Sum> {
        var left: Sum
        var right: Sum
        var cross: Sum

        init(repeating sum: Sum) {
            left = sum
            right = sum
            cross = sum
        }
    }

    package init(sampleRate: Int, channels: Int) {
        self.channels = channels
        self.sampleRate = sampleRate
        clock = HopClock(sampleRate: sampleRate, perSecond: 10)
        hopSums = Array(repeating: Sums(repeating: 0), count: Self.hops)
    }

    package mutating func measure(_ block: borrowing Block) {
        guard channels > 1 else { return }
        var clock = clock
        let start = clock.frame
        clock.split(block.frames) { piece, clock, isEnd in
            block.withChannel(0) { left in
                block.withChannel(1) { right in
                    let left = UnsafeBufferPointer(rebasing: left[piece])
                    let right = UnsafeBufferPointer(rebasing: right[piece])
                    let frame = start + piece.lowerBound
                    sums.left.add(left, left, from: frame)
                    sums.right.add(right, right, from: frame)
                    sums.cross.add(left, right, from: frame)
                }
            }
            if isEnd { closeHop(clock) }
        }
        self.clock = clock
    }

    private mutating func closeHop(_ clock: HopClock) {
        let hop = takeHop()
        hopSums[clock.index % Self.hops] = hop
        guard clock.index >= Self.hops else { return }
        let length = clock.length(ofLast: Self.hops)
        var window = Sums(repeating: 0.0)
        for hop in hopSums { window.add(hop) }
        guard min(window.left, window.right) >= Self.quietest * Double(length) else { return }
        let correlation = window.correlation
        guard correlation < lowest ?? .infinity else { return }
        lowest = correlation
        place = Place(frame: clock.start(of: clock.index - Self.hops), length: length)
    }

    /// Moves what the running sums hold to the totals.
    private mutating func takeHop() -> Sums<Double> {
        var hop = Sums(repeating: 0.0)
        (hop.left, hop.right, hop.cross) = (sums.left.take(), sums.right.take(), sums.cross.take())
        total.add(hop)
        return hop
    }

    package mutating func finish() -> [Measurement] {
        _ = takeHop()
        let reason = reasonAgainst
        return [
            measurement(.correlation, reason) {
                min(total.left, total.right) > 0
                    ? .finite(total.correlation)
                    : .unmeasurable("a channel is digital silence, which correlates with nothing")
            },
            measurement(.correlationMin, reason) { lowest.map { .finite($0) } ?? .unmeasurable(noWindow) },
            measurement(.monoLoss, reason) { monoLoss },
        ]
    }

    private func measurement(
        _ kind: Metric.Kind, _ reason: String?, _ value: () -> Measurement.Value
    ) -> Measurement {
        Measurement(
            metric: kind.rawValue, value: reason.map { .unmeasurable($0) } ?? value(),
            place: kind == .correlationMin && reason == nil ? place : nil)
    }

    private var reasonAgainst: String? {
        if channels < 2 { return "the audio is mono: it takes two channels" }
        return clock.frame == 0 ? "there is no audio: 0 frames" : nil
    }

    private var noWindow: String {
        if clock.index < Self.hops {
            return
                "the audio lasts \(Duration.words(clock.frame, sampleRate)), the lowest correlation needs 400 ms"
        }
        return "in no 400 ms are both channels above −70 dBFS"
    }

    private var monoLoss: Measurement.Value {
        let power = total.left + total.right
        guard power > 0 else { return .unmeasurable("the audio is digital silence") }
        guard power.isFinite else { return .finite(power) }
        let rest = (power + 2 * total.cross) / (2 * power)
        guard rest > Self.nothing else { return .unmeasurable("the channels cancel each other in mono") }
        // Rounding may leave a hair more than there was.
        return .finite(max(0, -Mathematics.decibels(fromAmplitude: rest) / 2))
    }
}

extension StereoMeter.Sums<Double> {
    fileprivate mutating func add(_ other: Self) {
        left += other.left
        right += other.right
        cross += other.cross
    }

    fileprivate var correlation: Double {
        let magnitude = left.squareRoot() * right.squareRoot()
        guard magnitude.isFinite, cross.isFinite else { return .nan }
        return magnitude > 0 ? min(1, max(-1, cross / magnitude)) : 0
    }
}

/// Two channels of a programme, or the last one alone, on their way into the loudness.
struct WeightedChannels {
    private let channels: (Int, Int)
    private let weights: (Double, Double)
    private var pair: WeightedPair

    /// The channels that count, in pairs: BS.1770-5, Annex 1, table 3.
    static func pairs(of channels: Int, _ weighting: KWeighting) -> [WeightedChannels] {
        let counted = (0..<channels).filter { weight(of: $0, among: channels) > 0 }
        return stride(from: 0, to: counted.count, by: 2).map { index in
            let first = counted[index]
            guard index + 1 < counted.count else {
                return WeightedChannels(
                    channels: (first, first), weights: (weight(of: first, among: channels), 0),
                    pair: WeightedPair(weighting))
            }
            let second = counted[index + 1]
            return WeightedChannels(
                channels: (first, second),
                weights: (weight(of: first, among: channels), weight(of: second, among: channels)),
                pair: WeightedPair(weighting))
        }
    }

    private static let withLFE = [1, 1, 1, 0, 1.41, 1.41]

    /// 1 in front, 1.41 at the sides, 0 for the LFE and for what has no place among L R C LFE Ls Rs.
    private static func weight(of channel: Int, among channels: Int) -> Double {
        switch channels {
        case ...3: 1
        case 4: channel < 2 ? 1 : 1.41
        case 5: channel < 3 ? 1 : 1.41
        default: channel < withLFE.count ? withLFE[channel] : 0
        }
    }

    mutating func add(_ block: borrowing Block, _ piece: Range<Int>) {
        let (one, other) = channels
        block.withChannel(one) { first in
            block.withChannel(other) { second in
                pair.add(
                    UnsafeBufferPointer(rebasing: first[piece]), UnsafeBufferPointer(rebasing: second[piece]))
            }
        }
    }

    /// The weighted energy since the last call.
    mutating func take() -> Double {
        let (one, other) = pair.take()
        return weights.0 * one + weights.1 * other
    }
}

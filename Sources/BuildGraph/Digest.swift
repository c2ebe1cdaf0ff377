/// A 128-bit digest of some bytes, by XXH3: the name of a content or of a key.
///
/// It tells honest contents apart; it does not withstand somebody who forges collisions.
package struct Digest: Hashable, Sendable, Comparable, BitwiseCopyable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 32 hexadecimal digits.
    package var hexadecimal: String { padded(high) + padded(low) }

    /// The text form says which function it is, so that another can be added beside it.
    package var text: String { "xxh3-128:" + hexadecimal }

    /// Enough of it for a person to tell two apart.
    package var short: String { String(padded(high).prefix(8)) }

    /// Reads the text form; nil where it is not one.
    package init?(text: some StringProtocol) {
        let prefix = "xxh3-128:"
        let digits = text.dropFirst(prefix.count)
        guard text.hasPrefix(prefix), digits.utf8.count == 32,
            let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
        // A number may also be written with a sign or in capitals; a digest has one text form.
        guard digits == hexadecimal else { return nil }
    }

    package static func < (left: Digest, right: Digest) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private func padded(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

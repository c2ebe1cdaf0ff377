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
    package var hexadecimal: String {
        String(unsafeUninitializedCapacity: 32) { digits in
            for index in 0..<32 {
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (index % 16))) & 15
                digits[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 32
        }
    }

    /// The text form says which function it is, so that another can be added beside it.
    package var text: String { "xxh3-128:" + hexadecimal }

    /// Enough of it for a person to tell two apart.
    package var short: String { String(hexadecimal.prefix(8)) }

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
}

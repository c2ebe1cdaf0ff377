/// One of deflate's prefix codes, given by the lengths of its words (RFC 1951, 3.2.2). Reused from block to
/// block, so that nothing is allocated for each.
struct PrefixCode {
    static let longestWord = 15
    private static let mostSymbols = 288

    // How many words there are of each length, and their symbols in the order of the words.
    private var counts = Array(repeating: 0, count: longestWord + 1)
    private var symbols = Array(repeating: 0, count: mostSymbols)

    /// Takes the length of each symbol's word, 0 for one without; false where there are more words than fit.
    mutating func assign(_ lengths: ArraySlice<UInt8>) -> Bool {
        for length in counts.indices { counts[length] = 0 }
        for length in lengths { counts[Int(length)] += 1 }
        counts[0] = 0
        var places = counts
        var (next, room) = (0, 1)
        for length in 1...Self.longestWord {
            room = 2 * room - counts[length]
            guard room >= 0 else { return false }
            places[length] = next
            next += counts[length]
        }
        for (symbol, length) in lengths.enumerated() where length > 0 {
            symbols[places[Int(length)]] = symbol
            places[Int(length)] += 1
        }
        return true
    }

    /// Reads one symbol; nil where the bits are no word, or end.
    func next(_ bits: inout BitReader) -> Int? {
        // `word` counts from the first word of its length, whose symbol is at `place`.
        var (word, place) = (0, 0)
        var window = bits.window
        for length in 1...Self.longestWord {
            word = 2 * word + Int(window & 1)
            window >>= 1
            if word < counts[length] { return bits.skip(length) ? symbols[place + word] : nil }
            word -= counts[length]
            place += counts[length]
        }
        return nil
    }

    /// Writes the words of the first 256 symbols.
    func literalWords(_ words: UnsafeMutablePointer<LiteralWord>) {
        for symbol in 0..<256 { words[symbol] = .absent }
        var (word, place) = (0, 0)
        for length in 1...Self.longestWord {
            word *= 2
            for _ in 0..<counts[length] {
                if symbols[place] < 256 {
                    let reversed = UInt16(truncatingIfNeeded: word << (16 - length)).bitReversed
                    words[symbols[place]] = LiteralWord(bits: reversed, length: length)
                }
                (word, place) = (word + 1, place + 1)
            }
        }
    }
}

/// The word of a literal, as it stands in the stream (first bit lowest), in one number: its length in the lowest six
/// bits, and its bits above them. So lengths are added by adding such numbers, as long as the sum is below 64, and a
/// wrapping shift by such a number is a shift by its length.
struct LiteralWord {
    let packed: UInt64

    static let lengthMask: UInt64 = 63
    /// Set in the number of a literal that has no word, far above where bits of a word are.
    static let absentMark: UInt64 = 1 << 63
    static let absent = LiteralWord(packed: absentMark)

    private init(packed: UInt64) { self.packed = packed }

    init(bits: UInt16, length: Int) {
        packed = UInt64(bits) << 6 | UInt64(length)
    }

    @inline(__always)
    var bits: UInt64 { packed &>> 6 }
}

/// Takes bits from a stream, the lowest of each byte first.
struct BitReader {
    let bytes: UnsafeRawBufferPointer
    /// The next bit.
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Whether everything was taken.
    var isAtEnd: Bool { position == 8 * bytes.count }

    /// The next 16 bits and more, the first one lowest; zeros beyond the end.
    var window: UInt64 {
        let start = position >> 3
        guard start + 8 > bytes.count else {
            return bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self) >> UInt64(position & 7)
        }
        var window: UInt64 = 0
        for index in start..<max(start, bytes.count) {
            window |= UInt64(bytes[index]) << UInt64(8 * (index - start))
        }
        return window >> UInt64(position & 7)
    }

    /// A number of up to 16 bits; nil at the end.
    mutating func take(_ count: Int) -> Int? {
        let number = Int(truncatingIfNeeded: window & (1 << UInt64(count) - 1))
        return skip(count) ? number : nil
    }

    /// Goes on by so many bits; false at the end.
    mutating func skip(_ count: Int) -> Bool {
        guard position + count <= 8 * bytes.count else { return false }
        position += count
        return true
    }

    /// Leaves out what is left of the byte that was begun.
    mutating func align() { position = (position + 7) & ~7 }
}

extension UInt16 {
    fileprivate var bitReversed: UInt16 {
        var value = self
        value = (value & 0x5555) << 1 | (value >> 1) & 0x5555
        value = (value & 0x3333) << 2 | (value >> 2) & 0x3333
        value = (value & 0x0F0F) << 4 | (value >> 4) & 0x0F0F
        return value.byteSwapped
    }
}

/// Proves that packed bytes unpack to the plain ones they were made from, without unpacking them.
///
/// Whoever unpacks has to know where one word ends before the next can be read, and literals come one by one.
/// Here the outcome is known: the words of the next four plain bytes are put together and compared with the
/// stream in one go, and what comes next does not wait for the comparison. A prefix code reads in one way
/// only, so bits that agree unpack to these bytes. Where they do not agree, a match or the end of a block
/// stands there, which is read as usual. On audio, which is nearly all literals, this takes a quarter of the
/// time of unpacking (ISA-L), and it owes nothing to the library that packed.
///
/// Deflate: RFC 1951.
final class DeflateProof {
    private var literals = PrefixCode()
    private var distances = PrefixCode()
    // The code that the lengths of the other two are written in.
    private var lengthCode = PrefixCode()
    private var lengths = Array(repeating: UInt8(0), count: 320)
    private let words = UnsafeMutablePointer<LiteralWord>.allocate(capacity: 256)

    /// Bits that one load gives wherever in a byte it begins.
    private static let loaded: UInt64 = 57

    init() { words.initialize(repeating: .absent, count: 256) }

    deinit { words.deallocate() }

    /// Whether `packed` is a sequence of whole blocks, ending with a byte, that unpack to exactly `plain`.
    ///
    /// - Parameter isLast: whether the last block, and only that, says that it is the last.
    func holds(_ packed: UnsafeRawBufferPointer, _ plain: UnsafeRawBufferPointer, isLast: Bool) -> Bool {
        var walk = Walk(packed: BitReader(packed), plain: plain)
        while true {
            guard let isFinal = walk.packed.take(1), let kind = walk.packed.take(2) else { return false }
            guard proveBlock(kind, &walk) else { return false }
            if isFinal == 1 {
                walk.packed.align()
                return isLast && walk.isOver
            }
            if walk.isOver { return !isLast }
        }
    }

    private func proveBlock(_ kind: Int, _ walk: inout Walk) -> Bool {
        switch kind {
        case 0: return walk.stored()
        case 1: return fixedCodes() && proveSymbols(&walk)
        case 2: return dynamicCodes(&walk.packed) && proveSymbols(&walk)
        default: return false
        }
    }

    private func proveSymbols(_ walk: inout Walk) -> Bool {
        literals.literalWords(words)
        while true {
            walk.literals(words)
            guard let symbol = literals.next(&walk.packed) else { return false }
            switch symbol {
            case 0..<256: guard walk.literal(UInt8(symbol)) else { return false }
            case 256: return true
            default: guard walk.match(symbol - 257, distances) else { return false }
            }
        }
    }

    // MARK: The codes of a block

    private func fixedCodes() -> Bool {
        for symbol in 0..<288 {
            lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
        }
        for symbol in 288..<320 { lengths[symbol] = 5 }
        return literals.assign(lengths[..<288]) && distances.assign(lengths[288..<318])
    }

    private func dynamicCodes(_ bits: inout BitReader) -> Bool {
        guard let literalCount = bits.take(5), let distanceCount = bits.take(5),
            let lengthCount = bits.take(4), readLengthCode(lengthCount + 4, &bits)
        else { return false }
        let (first, second) = (literalCount + 257, distanceCount + 1)
        guard first <= 286, second <= 30, readLengths(first + second, &bits) else { return false }
        return literals.assign(lengths[..<first]) && distances.assign(lengths[first..<first + second])
    }

    private func readLengthCode(_ count: Int, _ bits: inout BitReader) -> Bool {
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for symbol in 0..<order.count { lengths[symbol] = 0 }
        for symbol in order.prefix(count) {
            guard let length = bits.take(3) else { return false }
            lengths[symbol] = UInt8(length)
        }
        return lengthCode.assign(lengths[..<order.count])
    }

    /// The lengths of both codes, one after the other; runs of equal ones are written short.
    private func readLengths(_ count: Int, _ bits: inout BitReader) -> Bool {
        var done = 0
        while done < count {
            guard let symbol = lengthCode.next(&bits) else { return false }
            guard symbol > 15 else {
                lengths[done] = UInt8(symbol)
                done += 1
                continue
            }
            let (width, least) = symbol == 16 ? (2, 3) : symbol == 17 ? (3, 3) : (7, 11)
            guard let more = bits.take(width), done + least + more <= count, symbol != 16 || done > 0 else {
                return false
            }
            let length = symbol == 16 ? lengths[done - 1] : 0
            for index in done..<done + least + more { lengths[index] = length }
            done += least + more
        }
        return true
    }

    // MARK: Through both streams

    private struct Walk {
        var packed: BitReader
        let plain: UnsafeRawBufferPointer
        /// The next plain byte.
        var place = 0

        var isOver: Bool { packed.isAtEnd && place == plain.count }

        /// Goes on for as long as there are literals, four by four.
        @inline(__always)
        mutating func literals(_ words: UnsafeMutablePointer<LiteralWord>) {
            guard let stream = packed.bytes.baseAddress, let bytes = plain.baseAddress else { return }
            let lastLoad = packed.bytes.count - 8
            let lastFour = plain.count - 4
            var (bit, place) = (packed.position, place)
            while bit >> 3 <= lastLoad, place <= lastFour {
                let four = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                let a = words[Int(four & 0xFF)]
                let b = words[Int(four >> 8 & 0xFF)]
                let c = words[Int(four >> 16 & 0xFF)]
                let d = words[Int(four >> 24)]
                let two = a.packed &+ b.packed
                let all = two &+ (c.packed &+ d.packed)
                let count = all & LiteralWord.lengthMask
                let union = (a.packed | b.packed) | (c.packed | d.packed)
                guard count < DeflateProof.loaded, union < LiteralWord.absentMark else { break }
                let expected =
                    (a.bits | b.bits &<< a.packed) | (c.bits | d.bits &<< c.packed) &<< two
                let found =
                    stream.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self) &>> UInt64(bit & 7)
                guard (found ^ expected) &<< (0 &- all) == 0 else { break }
                bit &+= Int(truncatingIfNeeded: count)
                place &+= 4
            }
            packed.position = bit
            self.place = place
        }

        mutating func literal(_ value: UInt8) -> Bool {
            guard place < plain.count, plain[place] == value else { return false }
            place += 1
            return true
        }

        /// A copy of earlier bytes: its length by the number of its code, then its distance.
        mutating func match(_ code: Int, _ distances: PrefixCode) -> Bool {
            guard let length = matchLength(code), let far = distances.next(&packed), far < 30 else {
                return false
            }
            let extra = max(0, far / 2 - 1)
            guard let more = packed.take(extra) else { return false }
            let distance = (far < 4 ? far : (2 + far % 2) << extra) + 1 + more
            guard distance <= place, length <= plain.count - place else { return false }
            // Whether each byte is the one that far before it: also where the copy overlaps itself.
            for index in place..<place + length where plain[index] != plain[index - distance] { return false }
            place += length
            return true
        }

        private mutating func matchLength(_ code: Int) -> Int? {
            guard code < 29 else { return nil }
            if code < 8 { return 3 + code }
            if code == 28 { return 258 }
            let extra = code / 4 - 1
            guard let more = packed.take(extra) else { return nil }
            return 3 + ((4 + code % 4) << extra) + more
        }

        /// A block that is not packed: its length, the same with all bits turned, its bytes.
        mutating func stored() -> Bool {
            packed.align()
            guard let length = packed.take(16), let turned = packed.take(16), length ^ turned == 0xFFFF,
                length <= plain.count - place, packed.position / 8 + length <= packed.bytes.count
            else { return false }
            let start = packed.position / 8
            for index in 0..<length where packed.bytes[start + index] != plain[place + index] { return false }
            packed.position += 8 * length
            place += length
            return true
        }
    }
}

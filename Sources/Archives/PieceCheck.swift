#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Whether packed pieces unpack to what they were made from: a packer that errs, or memory that does, is found
/// before anything is written.
struct PieceCheck: ~Copyable {
    private let proof = DeflateProof()
    private let inflater = Inflater()

    /// - Parameter isLast: whether the packed bytes should say that the member ends.
    func holds(
        _ packed: UnsafeMutableRawBufferPointer, _ plain: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> Bool {
        // Recordings are literals, which the proof gets through three times as fast as unpacking does. What
        // packs to less is matches, and there it is the slower one.
        guard packed.count < plain.count / 3 * 2 else {
            return proof.holds(UnsafeRawBufferPointer(packed), UnsafeRawBufferPointer(plain), isLast: isLast)
        }
        return inflater.unpacks(packed, to: UnsafeRawBufferPointer(plain), isLast: isLast)
    }
}

extension Inflater {
    /// Whether a piece that was packed by itself unpacks to these bytes.
    fileprivate func unpacks(
        _ packed: UnsafeMutableRawBufferPointer, to plain: UnsafeRawBufferPointer, isLast: Bool
    ) -> Bool {
        reset()
        var place = 0
        var isEqual = true
        let outcome = inflate(packed) { bytes in
            let end = place + bytes.count
            isEqual = isEqual && end <= plain.count && bytes.isSame(as: plain[place..<end])
            place = end
        }
        return isEqual && place == plain.count && outcome == (isLast ? .finished(unused: 0) : .wantsMore)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether it holds the same bytes as a slice of the same length. The library's loop is a byte at a time.
    fileprivate func isSame(as other: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let one = baseAddress, let two = UnsafeRawBufferPointer(rebasing: other).baseAddress else {
            return count == other.count
        }
        return count == other.count && memcmp(one, two, count) == 0
    }
}

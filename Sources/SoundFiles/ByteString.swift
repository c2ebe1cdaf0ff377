// Numbers and texts as headers store them.

extension [UInt8] {
    mutating func append(little value: Int, bytes: Int) {
        for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    mutating func append(big value: Int, bytes: Int) {
        for index in (0..<bytes).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    mutating func append(text: String) { append(contentsOf: text.utf8) }
}

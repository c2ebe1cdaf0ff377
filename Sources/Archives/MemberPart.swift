/// A stretch of a file that is packed by one worker.
package struct MemberPart: Hashable, Comparable, Sendable {
    /// The first byte.
    let start: UInt64
    let count: UInt64
    /// Whether the file ends with it.
    let isLast: Bool

    /// Whole pieces of every encoder, and long enough that a temporary for each costs nothing.
    private static let size: UInt64 = 8 << 20

    /// The parts of a file of so many bytes: at least one.
    package static func parts(ofSize size: UInt64) -> [MemberPart] {
        let starts = Array(stride(from: 0, to: max(size, 1), by: Int(Self.size)))
        return starts.map { start in
            let count = min(size - start, Self.size)
            return MemberPart(start: start, count: count, isLast: start + count == size)
        }
    }

    /// Whether these parts, in their order, are a whole file.
    package static func areWhole(_ parts: [MemberPart]) -> Bool {
        var end: UInt64 = 0
        for part in parts {
            guard part.start == end else { return false }
            end += part.count
        }
        return parts.last?.isLast ?? false
    }

    package static func < (left: MemberPart, right: MemberPart) -> Bool { left.start < right.start }
}

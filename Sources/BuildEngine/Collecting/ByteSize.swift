internal import TargetDescription

/// A number of bytes, as a person writes and reads it.
package struct ByteSize: Equatable, Comparable, Sendable {
    package let bytes: Int64

    package init(bytes: Int64) { self.bytes = bytes }

    package static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }

    /// The largest that can be said: beyond any disk.
    package static let largest = ByteSize(bytes: 1 << 60)

    private static let units: [(name: String, bytes: Double)] = [
        ("B", 1), ("KiB", 1_024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("TiB", 1_099_511_627_776),
        ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
    ]

    /// Reads `20GiB`, `1.5 GB`, `0`.
    package init(parsing text: String) throws(ByteSizeError) {
        let number = text.prefix { "0123456789.".contains($0) }
        let word = text.dropFirst(number.count).drop { $0 == " " }
        guard let amount = Double(number) else { throw .noNumber(text) }
        guard !word.isEmpty || amount == 0 else { throw .noUnit(text) }
        guard let unit = word.isEmpty ? 1 : Self.units.first(where: { $0.name == word })?.bytes else {
            throw .unknownUnit(String(word), of: text)
        }
        guard amount * unit <= Double(Self.largest.bytes) else { throw .tooLarge(text) }
        bytes = Int64((amount * unit).rounded())
    }

    /// In the unit that leaves one to four digits before the point: `1.5 GiB`.
    package var text: String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        let unit = Self.units.prefix(5).last { Double(bytes) >= $0.bytes } ?? ("B", 1)
        let amount = Double(bytes) / unit.bytes
        // A limit is shown as it was written.
        let shown = amount == amount.rounded() ? plain(amount) : decimal(amount, amount < 10 ? 2 : 1)
        return "\(shown) \(unit.name)"
    }
}

/// What is wrong with a size.
package enum ByteSizeError: Error, Equatable {
    case noNumber(String)
    case noUnit(String)
    case unknownUnit(String, of: String)
    case tooLarge(String)

    package var message: String {
        switch self {
        case .noNumber(let text): "'\(text)' is not a size: expected a number with a unit, such as 20GiB"
        case .noUnit(let text): "'\(text)' has no unit: \(text)MiB or \(text)GiB?"
        case .unknownUnit(let unit, let text):
            "'\(text)': '\(unit)' is not a unit of size: expected B, KiB, MiB, GiB, TiB, kB, MB, GB or TB"
        case .tooLarge(let text): "'\(text)' is beyond any disk: at most \(ByteSize.largest.text)"
        }
    }
}

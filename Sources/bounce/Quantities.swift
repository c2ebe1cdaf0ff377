internal import ArgumentParser
internal import BuildEngine

extension ByteSize {
    /// From an option's argument.
    init(argument: String) throws {
        do {
            try self.init(parsing: argument)
        } catch {
            throw ValidationError(error.message)
        }
    }
}

/// A span of time, as an option's argument: `30d`, `12h`, `10min`, `30s`, `100ms`.
struct Age {
    let nanoseconds: Int64

    var seconds: Double { Double(nanoseconds) / 1e9 }

    private static let units: [(name: String, seconds: Double)] = [
        ("ms", 0.001), ("s", 1), ("min", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800),
    ]

    init(argument: String) throws {
        let number = argument.prefix { "0123456789.".contains($0) }
        let word = argument.dropFirst(number.count).drop { $0 == " " }
        guard let amount = Double(number), let unit = Self.units.first(where: { $0.name == word }) else {
            throw ValidationError(
                "'\(argument)' is not a time: expected a number with s, min, h, d or w (or ms), such as 30d")
        }
        // A century is as good as for ever, and no number overflows.
        nanoseconds = Int64(min(amount * unit.seconds, 3.2e9) * 1e9)
    }
}

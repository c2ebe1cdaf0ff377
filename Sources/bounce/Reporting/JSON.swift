internal import FoundationEssentials

/// Text that a machine reads.
enum JSON {
    /// A value on one line, its keys sorted.
    static func line(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("BUG: a report that cannot be written as JSON: \(value)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

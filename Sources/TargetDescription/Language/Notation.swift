/// How a code, a date or a key is written. An empty text says nothing, and is always right.
package enum Notation: String, CaseIterable, Sendable {
    case isrc, date, day, time, key

    /// For messages: what is accepted, with an example.
    package var expectation: String {
        switch self {
        case .isrc: "an ISRC, such as \"DE-A12-26-00001\""
        case .date: "a day, a month or a year, such as \"2026-11-25\", \"2026-11\" or \"2026\""
        case .day: "a day, such as \"2026-11-25\""
        case .time: "a time of day, such as \"13:45:00\""
        case .key: "a musical key, such as \"C\", \"F#m\" or \"Bb\""
        }
    }

    package func accepts(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        return switch self {
        case .isrc: Self.isISRC(text)
        case .date: Self.isDate(text)
        case .day: text.utf8.count == 10 && Self.isDate(text)
        case .time: Self.isTime(text)
        case .key: Self.isKey(text)
        }
    }

    /// ISO 3901: country, registrant, year and number, with or without hyphens between them.
    private static func isISRC(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 1 || parts.map(\.utf8.count) == [2, 3, 2, 5] else { return false }
        let code = Array(parts.joined().utf8)
        return code.count == 12 && code[..<2].allSatisfy(isLetter)
            && code[2..<5].allSatisfy { isLetter($0) || isDigit($0) } && code[5...].allSatisfy(isDigit)
    }

    /// ISO 8601: a year, a month of it, or a day that exists.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard [[4], [4, 2], [4, 2, 2]].contains(parts.map(\.utf8.count)),
            parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) })
        else { return false }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count > 1 else { return true }
        guard (1...12).contains(numbers[1]) else { return false }
        return numbers.count == 2 || (1...days(in: numbers[1], of: numbers[0])).contains(numbers[2])
    }

    private static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else {
            return false
        }
        return zip(parts.compactMap { Int($0) }, [24, 60, 60]).allSatisfy { $0 < $1 }
    }

    private static func isKey(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        guard let letter = rest.popFirst(), (UInt8(ascii: "A")...UInt8(ascii: "G")).contains(letter) else {
            return false
        }
        if let sign = rest.first, sign == UInt8(ascii: "#") || sign == UInt8(ascii: "b") {
            rest.removeFirst()
        }
        return rest.isEmpty || rest.elementsEqual([UInt8(ascii: "m")])
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}

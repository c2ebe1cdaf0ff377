/// Whether bytes are JSON, to the letter of RFC 8259, in which no object has two members of a name, as it is written: a
/// decoder passes over some of that, and does not say where the rest is. It looks at structure only; that texts are UTF-8
/// is seen when they are read. A byte order mark at the start is passed over.
struct JSONCheck {
    /// Objects and lists within each other, at most.
    private static let deepest = 500

    private static let escapes = Array("\"\\/bfnrtu".utf8)
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private let bytes: [UInt8]
    private var place = 0
    /// What is open, outermost first: whether it is an object, and the names in it, none in a list.
    private var areObjects: [Bool] = []
    private var names: [NameList] = []

    static func check(_ bytes: [UInt8]) throws(Refusal) {
        var check = JSONCheck(bytes: bytes)
        try check.run()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    private mutating func run() throws(Refusal) {
        repeat {
            guard try value() else { continue }
            while try !next() {}
        } while !areObjects.isEmpty
        skipSpace()
        if place < bytes.count { throw refusal("nothing more") }
    }

    /// Takes a value, or the start of one that has values in it; says whether it is whole.
    private mutating func value() throws(Refusal) -> Bool {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"):
            place += 1
            skipSpace()
            try descend(isObject: true)
            if byte != UInt8(ascii: "}") {
                try name()
                return false
            }
            place += 1
            ascend()
        case UInt8(ascii: "["):
            place += 1
            skipSpace()
            try descend(isObject: false)
            if byte != UInt8(ascii: "]") { return false }
            place += 1
            ascend()
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "-"): try number()
        case let digit? where Self.digits.contains(digit): try number()
        default: try word()
        }
        return true
    }

    private mutating func descend(isObject: Bool) throws(Refusal) {
        guard areObjects.count < Self.deepest else {
            throw Refusal(
                "\(whereabouts): there are more than \(Self.deepest) lists and objects within each other")
        }
        areObjects.append(isObject)
        names.append(NameList())
    }

    private mutating func ascend() {
        areObjects.removeLast()
        names.removeLast()
    }

    /// Behind a value: goes on to the next one, or closes what it is in; says whether there is another value to take, or
    /// nothing open any more.
    private mutating func next() throws(Refusal) -> Bool {
        guard let isObject = areObjects.last else { return true }
        skipSpace()
        switch (isObject, byte) {
        case (false, UInt8(ascii: ",")):
            place += 1
            return true
        case (true, UInt8(ascii: ",")):
            place += 1
            skipSpace()
            try name()
            return true
        case (false, UInt8(ascii: "]")), (true, UInt8(ascii: "}")):
            place += 1
            ascend()
            return areObjects.isEmpty
        case (false, _): throw refusal("a comma or ]")
        case (true, _): throw refusal("a comma or }")
        }
    }

    /// A member's name and its colon.
    private mutating func name() throws(Refusal) {
        guard byte == UInt8(ascii: "\"") else { throw refusal("a name in quotes") }
        let start = place
        let range = try text()
        guard names[names.count - 1].insert(range, of: bytes) else {
            place = start
            throw Refusal(
                "\(whereabouts): \(String(decoding: bytes[range], as: UTF8.self)) stands twice in one object")
        }
        skipSpace()
        guard byte == UInt8(ascii: ":") else { throw refusal("a colon") }
        place += 1
    }

    /// A text, with its quotes.
    private mutating func text() throws(Refusal) -> Range<Int> {
        let start = place
        place += 1
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw refusal("the end of a text") }
            place += 1
            if byte == UInt8(ascii: "\\") { try escape() }
        }
        guard byte != nil else { throw refusal("the end of a text") }
        place += 1
        return start..<place
    }

    /// What stands behind a backslash.
    private mutating func escape() throws(Refusal) {
        guard let byte, Self.escapes.contains(byte) else { throw refusal("an escape") }
        place += 1
        guard byte == UInt8(ascii: "u") else { return }
        for _ in 0..<4 {
            guard let digit = self.byte, Character(UnicodeScalar(digit)).isHexDigit else {
                throw refusal("four hexadecimal digits")
            }
            place += 1
        }
    }

    private mutating func number() throws(Refusal) {
        if byte == UInt8(ascii: "-") { place += 1 }
        // Nothing stands behind a zero at the start.
        if byte == UInt8(ascii: "0") { place += 1 } else { try digits() }
        if byte == UInt8(ascii: ".") {
            place += 1
            try digits()
        }
        guard byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") else { return }
        place += 1
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { place += 1 }
        try digits()
    }

    private mutating func digits() throws(Refusal) {
        let start = place
        while let byte, Self.digits.contains(byte) { place += 1 }
        guard place > start else { throw refusal("a digit") }
    }

    private mutating func word() throws(Refusal) {
        for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return
        }
        throw refusal("a value")
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C {
            place += 1
        }
    }

    private func refusal(_ expected: String) -> Refusal {
        let found = byte.map { $0 < 0x80 ? "'\(Character(UnicodeScalar($0)))'" : "another character" }
        let control = byte.map { $0 < 0x20 } ?? false
        return Refusal(
            "this is not JSON: \(whereabouts): expected \(expected), found \(control ? "a control character" : found ?? "the end")"
        )
    }

    /// Where the byte at hand is.
    private var whereabouts: String {
        let before = bytes[..<place]
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        // Bytes that go on with a character do not count.
        let column = bytes[start..<place].count { $0 & 0xC0 != 0x80 } + 1
        return "line \(line), column \(column)"
    }
}

/// The names in an object.
private struct NameList {
    private var ranges: [Range<Int>] = []
    /// In their place, of many.
    private var texts: Set<[UInt8]> = []

    private static let few = 32

    /// Adds a name; false where it is there.
    mutating func insert(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
        guard ranges.count >= Self.few else {
            if ranges.contains(where: { bytes[$0] == bytes[range] }) { return false }
            ranges.append(range)
            return true
        }
        if texts.isEmpty { texts = Set(ranges.map { Array(bytes[$0]) }) }
        return texts.insert(Array(bytes[range])).inserted
    }
}

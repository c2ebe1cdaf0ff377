internal import TargetDescription

/// A recipe as bytes: for a ledger, where it lies until somebody asks for it. Reading it back costs a fraction of
/// parsing a description. A rule is written as its place in the catalogue, so the bytes mean something to
/// the program that wrote them, and to no other.
enum PackedRecipe {
    static func bytes(of recipe: Recipe) -> [UInt8] {
        var writer = Writer()
        writer.put(recipe)
        return writer.bytes
    }

    /// The recipe back; nil for bytes that are none.
    static func recipe(from bytes: [UInt8]) -> Recipe? {
        var reader = Reader(bytes: bytes)
        guard let recipe = reader.recipe(), reader.isAtEnd else { return nil }
        return recipe
    }

    /// Family and name tell a rule.
    private static let numbers: [String: Int] = Dictionary(
        uniqueKeysWithValues: Catalogue.rules.enumerated().map { (identity($1), $0) })

    private static func identity(_ rule: Rule) -> String { "\(rule.family.rawValue) \(rule.name)" }

    private enum Tag: UInt8 {
        case absent, no, yes, integer, number, text, quantity, list, recipe
    }

    // MARK: - Writing

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func put(_ recipe: Recipe) {
            guard let number = numbers[identity(recipe.rule)] else {
                preconditionFailure("BUG: the rule '\(recipe.rule.name)' is not in the catalogue")
            }
            put(UInt32(number))
            put(UInt32(truncatingIfNeeded: recipe.line))
            for value in recipe.values { put(value) }
        }

        private mutating func put(_ value: Value) {
            switch value {
            case .absent: put(Tag.absent)
            case .flag(let flag): put(flag ? Tag.yes : Tag.no)
            case .integer(let integer):
                put(Tag.integer)
                put(Int64(integer))
            case .number(let number):
                put(Tag.number)
                put(number.bitPattern)
            case .text(let text):
                put(Tag.text)
                put(text)
            case .quantity(let amount, let unit):
                put(Tag.quantity)
                put(amount.bitPattern)
                put(unit.rawValue)
            case .list(let values):
                put(Tag.list)
                put(UInt32(values.count))
                for value in values { put(value) }
            case .recipe(let recipe):
                put(Tag.recipe)
                put(recipe)
            }
        }

        private mutating func put(_ tag: Tag) { bytes.append(tag.rawValue) }

        private mutating func put(_ integer: some FixedWidthInteger) {
            withUnsafeBytes(of: integer.littleEndian) { bytes.append(contentsOf: $0) }
        }

        private mutating func put(_ text: String) {
            put(UInt32(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
        }
    }

    // MARK: - Reading

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }

        mutating func recipe() -> Recipe? {
            guard let number = integer(UInt32.self), number < Catalogue.rules.count,
                let line = integer(UInt32.self)
            else { return nil }
            let rule = Catalogue.rules[Int(number)]
            var values: [Value] = []
            values.reserveCapacity(rule.parameters.count)
            for _ in rule.parameters {
                guard let value = value() else { return nil }
                values.append(value)
            }
            return Recipe(rule, values, line: Int(line))
        }

        private mutating func value() -> Value? {
            guard let tag = integer(UInt8.self).flatMap(Tag.init) else { return nil }
            switch tag {
            case .absent: return .absent
            case .no: return .flag(false)
            case .yes: return .flag(true)
            case .integer: return integer(Int64.self).map { .integer(Int($0)) }
            case .number: return number().map(Value.number)
            case .text: return text().map(Value.text)
            case .quantity:
                guard let amount = number(), let unit = text().flatMap(Unit.init) else { return nil }
                return .quantity(amount, unit)
            case .list: return list()
            case .recipe: return recipe().map(Value.recipe)
            }
        }

        private mutating func list() -> Value? {
            guard let count = integer(UInt32.self), count <= bytes.count else { return nil }
            var values: [Value] = []
            for _ in 0..<count {
                guard let value = value() else { return nil }
                values.append(value)
            }
            return .list(values)
        }

        private mutating func number() -> Double? {
            integer(UInt64.self).map(Double.init(bitPattern:))
        }

        private mutating func text() -> String? {
            guard let count = integer(UInt32.self).map(Int.init), count <= bytes.count - place else {
                return nil
            }
            defer { place += count }
            return String(validating: bytes[place..<place + count], as: UTF8.self)
        }

        private mutating func integer<Integer: FixedWidthInteger>(_: Integer.Type) -> Integer? {
            let size = MemoryLayout<Integer>.size
            guard size <= bytes.count - place else { return nil }
            defer { place += size }
            return bytes.withUnsafeBytes {
                Integer(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Integer.self))
            }
        }
    }
}

// A description as JSON, schema 1 (docs/description.md). Written here, without a library, because the
// manifest's process should start in a few milliseconds and link nothing; it is read by a real parser.

/// The version of the JSON form of a description.
package let descriptionSchema = 1

extension Recipe {
    /// The whole production as UTF-8 JSON, closed by a line feed.
    package func description() -> [UInt8] {
        var writer = DescriptionWriter()
        writer.write("{\n  \"schema\": \(descriptionSchema),\n  ")
        writer.members(of: self, indent: 1)
        writer.write("\n}\n")
        return writer.bytes
    }
}

private struct DescriptionWriter {
    var bytes: [UInt8] = []

    mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func value(_ value: Value, indent: Int) {
        switch value {
        case .absent: write("null")
        case .flag(let flag): write(flag ? "true" : "false")
        case .integer(let integer): write("\(integer)")
        case .number(let number): self.number(number)
        case .text(let text): string(text)
        case .quantity(let amount, let unit):
            write("{\"\(unit.rawValue)\": ")
            number(amount)
            write("}")
        case .list(let values): list(values, indent: indent)
        case .recipe(let recipe):
            write("{")
            members(of: recipe, indent: indent)
            write("}")
        }
    }

    /// The rule, the line and every parameter; at the top a line each, deeper on one line.
    mutating func members(of recipe: Recipe, indent: Int) {
        let separator = indent <= 1 ? ",\n  " : ", "
        write("\"rule\": ")
        string(recipe.rule.name)
        write("\(separator)\"line\": \(recipe.line)")
        for (parameter, value) in zip(recipe.rule.parameters, recipe.values) where value != .absent {
            write(separator)
            string(parameter.name)
            write(": ")
            self.value(value, indent: indent + 1)
        }
    }

    private mutating func list(_ values: [Value], indent: Int) {
        let breaks = indent <= 2 && !values.isEmpty
        write(breaks ? "[\n    " : "[")
        for (index, value) in values.enumerated() {
            if index > 0 { write(breaks ? ",\n    " : ", ") }
            self.value(value, indent: indent + 1)
        }
        write(breaks ? "\n  ]" : "]")
    }

    /// JSON has no NaN and no infinity: they travel as text, and are refused with their place by the reader.
    private mutating func number(_ number: Double) {
        write(number.isFinite ? plain(number) : "\"\(number)\"")
    }

    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20, 0x7F: write("\\u00" + hexadecimal(byte >> 4) + hexadecimal(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16) }
}

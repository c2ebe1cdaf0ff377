// Whether a value is one that a parameter accepts, and the words for it when it is not. Shapes (a number
// where a list belongs) are the decoder's to refuse; this looks at the values themselves.

extension Kind {
    /// What this parameter accepts, for messages: "a number from 1 to 96000 Hz".
    package var expectation: String {
        switch self {
        case .flag: "true or false"
        case .integer(let range, let unit):
            "a whole number from \(range.lowerBound) to \(range.upperBound)\(suffix(unit))"
        case .number(let range, let unit):
            "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))\(suffix(unit))"
        case .automatable(let range, let unit):
            "\(Kind.number(range, unit: unit).expectation), or a curve of such"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .text: "a name"
        case .notes: "notes such as \"C4 E4 G4:2\""
        case .key: "a key such as \"A minor\""
        case .notation(let notation): notation.expectation
        case .freeText(let longest): "a text of at most \(longest) characters"
        case .steps: "steps such as \"x...x...\""
        case .time:
            "a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative"
        case .automatableTime: "\(Kind.time.expectation), or a curve of seconds"
        case .gain: "a gain, such as {\"decibels\": -6} (-144 to 36) or {\"linear\": 0.5} (0 to 64)"
        case .automatableGain: "\(Kind.gain.expectation), or a curve of decibels"
        case .size: "a size, such as {\"gibibytes\": 20} or {\"mebibytes\": 500}, not negative"
        case .target, .model, .comparison: "the name of a target"
        case .measurement: "the name of a measurement, such as \"crest\" or \"band.125\""
        case .file: "the path of a file"
        case .section: "the name of a section"
        case .list(let element, let count):
            // Limits that nobody meets by chance are not worth a word.
            count.upperBound < 100
                ? "a list of \(count.lowerBound) to \(count.upperBound), each \(element.expectation)"
                : count.lowerBound > 0
                    ? "a list of at least \(count.lowerBound) of \(element.expectation)"
                    : "a list of \(element.expectation)"
        case .recipe(let family): family.article
        }
    }

    /// The units in which a quantity of this kind may be written.
    package var units: [Unit] {
        switch self {
        case .time, .automatableTime: [.seconds, .beats, .bars, .frames]
        case .gain, .automatableGain: [.linear, .decibels]
        case .size: [.mebibytes, .gibibytes]
        default: []
        }
    }

    /// Whether `value`, of the right shape, is within what this parameter accepts.
    package func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.integer(let range, _), .integer(let number)): range.contains(number)
        case (.number(let range, _), .number(let number)): range.contains(number)
        case (.automatable(let range, _), .number(let number)): range.contains(number)
        case (.choice(let words), .text(let word)): words.contains(word)
        case (.notation(let notation), .text(let text)): notation.accepts(text)
        case (.freeText(let longest), .text(let text)): text.unicodeScalars.count <= longest
        case (.time, .quantity(let amount, let unit)), (.automatableTime, .quantity(let amount, let unit)):
            units.contains(unit) && (0...1e12).contains(amount)
        case (.gain, .quantity(let amount, .linear)), (.automatableGain, .quantity(let amount, .linear)):
            (0...64).contains(amount)
        case (.gain, .quantity(let amount, .decibels)), (.automatableGain, .quantity(let amount, .decibels)):
            (-144...36).contains(amount)
        case (.size, .quantity(let amount, let unit)):
            unit.bytes.map { (0...0x1p60).contains(amount * $0) } ?? false
        case (.list(_, let count), .list(let values)): count.contains(values.count)
        case (.automatableGain, .recipe), (.automatableTime, .recipe): true
        case (.time, _), (.automatableTime, _), (.gain, _), (.automatableGain, _), (.size, _): false
        default: true
        }
    }

    /// The range of a curve in place of a value of this kind; nil where none may stand.
    package var curveRange: Kind? {
        switch self {
        case .automatable(let range, let unit): .number(range, unit: unit)
        case .automatableTime(let range): .number(range, unit: "seconds")
        case .automatableGain: .number(-144...36, unit: "dB")
        default: nil
        }
    }

    private func suffix(_ unit: String) -> String { unit.isEmpty ? "" : " " + unit }
}

/// A number without a trailing ".0": as a person writes it.
package func plain(_ number: Double) -> String {
    guard number == number.rounded(), abs(number) < 1e15 else { return "\(number)" }
    return "\(Int(number))"
}

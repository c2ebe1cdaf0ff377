import Foundation
import TargetDescription
import Testing

/// The reference in `docs/manifest.md` against the catalogue.
///
/// Each rule has a heading of three marks, its name and its family, such as "### `tone` instrument". Under it
/// is a table with a row for each parameter in the catalogue's order: the name, what it accepts, its default;
/// the rest of the row is free.
@Suite("the reference of the manifest")
struct ReferenceTests {
    @Test("has a row for every parameter: what it accepts, and its default", arguments: headings)
    func rows(under heading: String) throws {
        let rule = try #require(Catalogue.rules.first { $0.heading == heading })
        let rows = try entry(heading).filter { $0.hasPrefix("| `") }
        #expect(rows.count == rule.parameters.count)
        for (row, parameter) in zip(rows, rule.parameters) {
            #expect(row.hasPrefix(parameter.row), "expected a row \(parameter.row) …, found \(row)")
        }
    }

    @Test("has one example for every rule", arguments: headings)
    func oneExample(under heading: String) throws {
        #expect(try entry(heading).count { $0 == "```swift" } == 1)
    }

    @Test("has no rule that does not exist")
    func nothingElse() throws {
        #expect(try Reference().entries.keys.filter { !headings.contains($0) } == [])
    }

    @Test("names every function that a manifest can call, with and without a receiver")
    func functions() throws {
        let text = try Reference.text()
        let sources = Reference.root.appending(path: "Sources/TargetDescription")
        let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
            $0.hasSuffix(".swift")
        }.flatMap { path in
            let source = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            return source.matches(of: /public (?:static )?func (\w+)/).map { String($0.1) }
        }
        #expect(names.count > 100)
        #expect(Set(names).filter { !text.contains("\($0)(") && !text.contains(".\($0)`") }.sorted() == [])
    }

    @Test("says of every number that cannot move why", arguments: Stillness.allCases)
    func stillness(_ stillness: Stillness) throws {
        let names = Catalogue.rules.flatMap { rule in
            rule.parameters.filter { rule.stillness(of: $0) == stillness }.map { "`\(rule.name).\($0.name)`" }
        }
        let row = "| \(stillness.reason) | \(names.joined(separator: ", ")) |"
        #expect(try Reference.text().contains(row), "expected the row \(row)")
    }

    @Test("knows of every number of what makes or changes a sound that it moves, or why it does not")
    func everyNumber() {
        let sounding: Set<Family> = [
            .instrument, .pattern, .voice, .effect, .band, .phrase, .groove, .oscillator, .filter, .envelope,
            .lfo, .operator, .zone,
        ]
        let silent = Catalogue.rules.filter { sounding.contains($0.family) }.flatMap { rule in
            rule.parameters.filter { $0.kind.isStillNumber && rule.stillness(of: $0) == nil }
                .map { "\(rule.name).\($0.name)" }
        }
        #expect(silent == [])
    }

    private func entry(_ heading: String) throws -> [String] {
        try #require(try Reference().entries[heading], "docs/manifest.md has no heading \"\(heading)\"")
    }
}

private let headings = Catalogue.rules.map(\.heading)

/// The entries of `docs/manifest.md`: the lines under each heading of three marks.
private struct Reference {
    var entries: [String: [String]] = [:]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text() throws -> String {
        try String(contentsOf: root.appending(path: "docs/manifest.md"), encoding: .utf8)
    }

    init() throws {
        let text = try Reference.text()
        var heading: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("## ") { heading = nil }
            if line.hasPrefix("### ") { heading = line }
            if let heading { entries[heading, default: []].append(line) }
        }
    }
}

// MARK: - What a row says

extension Rule {
    fileprivate var heading: String { "### `\(name)` \(family.rawValue)" }
}

extension Parameter {
    fileprivate var row: String { "| `\(name)` | \(kind.words) | \(fallback.map(words) ?? "required") |" }

    private func words(_ value: Value) -> String {
        switch value {
        case .absent: "—"
        case .flag(let flag): "\(flag)"
        case .integer(let integer): grouped("\(integer)")
        case .number(let number): grouped(plain(number))
        case .text(let text): text.isEmpty ? "none" : "`\(text)`"
        case .quantity(let amount, let unit): "\(grouped(plain(amount))) \(unit.rawValue)"
        case .list(let values): values.isEmpty ? "none" : values.map(words).joined(separator: ", ")
        case .recipe(let recipe): "`\(recipe.rule.name)`"
        }
    }
}

extension Kind {
    fileprivate var words: String {
        switch self {
        case .flag: "true or false"
        case .integer(let range, let unit):
            span("\(range.lowerBound)", "\(range.upperBound)", unit) + ", whole"
        case .number(let range, let unit): span(plain(range.lowerBound), plain(range.upperBound), unit)
        case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .text: "a name"
        case .freeText: "a text"
        case .notation(let notation): notation == .isrc ? "an ISRC" : "a \(notation.rawValue)"
        case .steps: "steps"
        case .notes: "notes"
        case .key: "a key"
        case .time: "a time"
        case .gain: "a gain"
        case .automatable(let range, let unit):
            span(plain(range.lowerBound), plain(range.upperBound), unit) + ", or a curve"
        case .automatableTime: "a time, or a curve"
        case .automatableGain: "a gain, or a curve"
        case .size: "a size"
        case .target, .model, .comparison: "the name of a target"
        case .measurement: "the name of a measurement"
        case .file: "a path"
        case .section: "the name of a section"
        case .list(let element, let count):
            (count.lowerBound > 0 ? "\(count.lowerBound) or more " : "") + element.plural
        case .recipe(let family): family.article
        }
    }

    private var plural: String {
        switch self {
        case .target, .model, .comparison: "names of targets"
        case .section: "names of sections"
        case .recipe(let family): "\(family.rawValue)s"
        default: words
        }
    }

    private func span(_ low: String, _ high: String, _ unit: String) -> String {
        "\(grouped(low)) … \(grouped(high))\(unit.isEmpty ? "" : " \(unit)")"
    }
}

/// A number as the reference writes it: "−60", "9,007,199", "0.001".
private func grouped(_ number: String) -> String {
    let digits = Array(number.drop { $0 == "-" }.prefix { $0 != "." })
    let whole = digits.indices.reduce(into: "") { result, index in
        if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
        result.append(digits[index])
    }
    return (number.hasPrefix("-") ? "−" : "") + whole + number.drop { $0 != "." }
}

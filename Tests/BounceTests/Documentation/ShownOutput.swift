import Foundation

/// What a page shows of a command's output, against what came out.
///
/// Times that a run took, dates, and process numbers are not compared; targets that are done at the same time may be
/// reported in any order. `…` stands for anything within a line; alone on one, for any lines.
struct ShownOutput {
    let shown: String

    func matches(_ found: String) -> Bool {
        Self.matches(Self.lines(shown)[...], Self.lines(found)[...])
    }

    /// What came out, with the times that were shown before where they are for the same work: a machine that is busy
    /// while it records changes no page.
    func renewed(by found: String) -> String {
        let shownTimes = Dictionary(
            shown.split(separator: "\n").compactMap(Self.timed).map { ($0.work, $0.time) },
            uniquingKeysWith: { first, _ in first })
        let lines = found.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard let (work, time) = Self.timed(line), let before = shownTimes[work] else {
                return String(line)
            }
            return String(line).replacing("\(work)\(time)", with: "\(work)\(before)", maxReplacements: 1)
        }
        return lines.joined(separator: "\n")
    }

    /// What a line is about, and how long that took.
    private static func timed(_ line: Substring) -> (work: String, time: String)? {
        line.firstMatch(of: /^(.*? (?:in|takes about) )(\d+(?:\.\d+)? s)/).map {
            (String($0.1), String($0.2))
        }
    }

    private static func lines(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            masked(String(line).trimmingSuffix(" "))
        }
        while lines.last == "" { lines.removeLast() }
        return ordered(lines)
    }

    private static func masked(_ line: String) -> String {
        line.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "DATE")
            .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/, with: "DATE")
            .replacing(/\ in \d+\.\d\d s/, with: " in TIME")
            .replacing(/takes about \d+(\.\d+)? s$/, with: "takes about TIME")
            .replacing(/DATE  \d+\.\d\d s +/, with: "DATE  TIME ")
            .replacing(/"seconds":[\d.e-]+/, with: "\"seconds\":TIME")
            .replacing(/time="[\d.]+"/, with: "time=\"TIME\"")
    }

    /// Neighbouring lines about targets that are done, sorted.
    private static func ordered(_ lines: [String]) -> [String] {
        var result: [String] = []
        var group: [String] = []
        for line in lines {
            if line.hasPrefix("✓ "), line.contains(" TIME") {
                group.append(line)
            } else {
                result += group.sorted() + [line]
                group = []
            }
        }
        return result + group.sorted()
    }

    private static func matches(_ shown: ArraySlice<String>, _ found: ArraySlice<String>) -> Bool {
        guard let first = shown.first else { return found.isEmpty }
        if first.trimmingCharacters(in: .whitespaces) == "…" {
            return (found.startIndex...found.endIndex).contains {
                matches(shown.dropFirst(), found[$0...])
            }
        }
        guard let line = found.first, isLike(first, line) else { return false }
        return matches(shown.dropFirst(), found.dropFirst())
    }

    /// Whether a line is as shown, with anything for each "…".
    private static func isLike(_ shown: String, _ line: String) -> Bool {
        let parts = shown.components(separatedBy: "…")
        guard parts.count > 1 else { return shown == line }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let place = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.range(of: part) else {
                return false
            }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}

extension String {
    fileprivate func trimmingSuffix(_ blank: Character) -> String {
        var text = self
        while text.last == blank { text.removeLast() }
        return text
    }
}

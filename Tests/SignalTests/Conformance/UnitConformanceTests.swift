import Foundation
import Testing

/// Every unit against its reference: what was found is at most what is asked for, and is what `docs/units.md` says.
///
/// The rows of a group stand in the document between `<!-- NAME -->` and `<!-- /NAME -->`. `RECORD=1 swift test --filter
/// ConformanceTests` writes them.
@Suite("Every unit is as near to its reference as docs/units.md says", .serialized)
struct UnitConformanceTests {
    struct Group: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let checks: [UnitCheck]
    }

    static let groups = [Group(testDescription: "instruments", checks: instruments)]

    @Test(arguments: groups)
    func rows(_ group: Group) throws {
        var rows: [String] = []
        for check in group.checks {
            let error = try check.measure()
            #expect(error <= check.tolerance, "\(check.unit): \(check.scale.words(error))")
            rows.append(check.row(error))
        }
        let head = "| unit | reference | asked | found |\n| --- | --- | --- | --- |\n"
        let table = "\n" + head + rows.joined(separator: "\n") + "\n\n"
        let document = try String(contentsOf: Self.document, encoding: .utf8)
        let name = group.testDescription
        let parts = document.components(separatedBy: "<!-- \(name) -->")
        let rest = try #require(
            parts.count == 2 ? parts[1].components(separatedBy: "<!-- /\(name) -->") : nil)
        try #require(rest.count == 2)
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            let text = parts[0] + "<!-- \(name) -->" + table + "<!-- /\(name) -->" + rest[1]
            try text.write(to: Self.document, atomically: true, encoding: .utf8)
        } else {
            #expect(rest[0] == table, "docs/units.md is not what was measured: RECORD=1 writes it")
        }
    }

    private static let document = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/units.md")
}

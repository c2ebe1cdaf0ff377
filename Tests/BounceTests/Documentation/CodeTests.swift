import BuildEngine
import BuildGraph
import Testing

/// The tables of `docs/command-line.md` against the source's own lists.
@Suite("The documented codes")
struct CodeTests {
    @Test("are all exit statuses, and no others")
    func exitStatuses() throws {
        #expect(try rows(under: "## Exit status") == ExitStatus.allCases.map { "\($0.rawValue)" })
    }

    @Test("are all reasons, in the same order, and no others")
    func reasons() throws {
        let codes = Reason.Code.allCases.map(\.rawValue)
        #expect(
            try rows(under: "## status and why").filter {
                !["fresh", "stale", "maybe", "failed"].contains($0)
            } == codes)
    }

    @Test("are all events with all their members, as builds write them")
    func events() throws {
        let row = try Dictionary(uniqueKeysWithValues: eventRows())
        var seen: Set<String> = []
        for event in try Self.everyEvent() {
            let name = event["event"].text
            seen.insert(name)
            let members = try #require(row[name], "no row for the event \(name)")
            #expect(event.keys.filter { $0 != "event" && !members.contains("`\($0)`") } == [], "\(name)")
        }
        #expect(seen.sorted() == row.keys.sorted())
    }

    @Test("are all outcomes")
    func outcomes() throws {
        let page = try Page(path: "docs/command-line.md").text
        let events = page.components(separatedBy: "\n## Events\n")[1].components(separatedBy: "\n## ")[0]
            .components(separatedBy: "`outcome` is ")[1].components(separatedBy: ". ")[0]
        #expect(TargetOutcome.allCases.map(\.rawValue).filter { !events.contains("`\($0)`") } == [])
    }

    /// The first cells of the tables under a heading, without marks.
    private func rows(under heading: String) throws -> [String] {
        let page = try Page(path: "docs/command-line.md").text
        let section = try #require(
            page.components(separatedBy: "\n\(heading)\n").dropFirst().first, "no \(heading)")
        return section.components(separatedBy: "\n## ")[0].split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| (?:`([a-z-]+)`|(\d+)) \|/).flatMap { $0.1 ?? $0.2 }.map(String.init)
        }
    }

    private func eventRows() throws -> [(String, String)] {
        let page = try Page(path: "docs/command-line.md").text
        let section = page.components(separatedBy: "\n## Events\n")[1].components(separatedBy: "\n## ")[0]
        return section.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| `([a-z-]+)` \|(.*)/).map { (String($0.1), String($0.2)) }
        }.filter { $0.0 != "event" }
    }

    /// What a build says that meets everything: a broken gate, what waits for it, a file that is missing and may be, and
    /// one that must not; then one that judges again and finds the rest as it was.
    private static func everyEvent() throws -> [JSON] {
        let broken: JSON = ["gates": [["rule": "peak", "atMost": -60]]]
        let place = try WorkSpace()
        var events: [JSON] = []
        for (index, targets) in [
            [
                JSON.stem("good", .tone()), .stem("loud", .tone(), more: broken),
                .process("after", from: "loud"),
                .reference("maybe", file: "none.wav", more: ["optional": true]),
                .stem("missing", .recording("none.wav")),
            ],
            [
                .stem("good", .tone(), more: ["gates": [["rule": "peak", "atMost": 0]]]),
                .stem("new", .tone(220)),
            ],
        ].enumerated() {
            try place.write("edited \(index)", as: "bounces/good.wav")
            events += try place.build(.production(targets), "--keep-going").events
        }
        return events
    }
}

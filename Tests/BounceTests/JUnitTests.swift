import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// There is no standard: what Jenkins' `junit-10.xsd` allows, GitLab and GitHub's readers take, too.
@Suite("JUnit reports")
struct JUnitTests {
    @Test("have only what the schema allows, with all that it requires, and totals that add up")
    func schema() throws {
        var production = JSON.song
        production[target: "lead"]["gates"] = [["rule": "peak", "atMost": -60]]
        production["targets"] = .list(
            production["targets"].elements + [.reference("absent", file: "no.wav", more: ["optional": true])])
        let root = try report(production, exit: 3)
        for element in root.whole {
            let allowed = try #require(
                attributes[element.name], "\(element.name) is no element of the schema")
            #expect(element.attributes.keys.allSatisfy { allowed.all.contains($0) }, "\(element)")
            #expect(allowed.required.allSatisfy { element.attributes.keys.contains($0) }, "\(element)")
        }
        let cases = root.whole.filter { $0.name == "testcase" }
        #expect(root.attributes["tests"] == "\(cases.count)")
        #expect(root.attributes["failures"] == "1")
        for suite in root.children {
            #expect(suite.name == "testsuite")
            #expect(suite.attributes["tests"] == "\(suite.children.count)")
            for (attribute, child) in [("failures", "failure"), ("skipped", "skipped")] {
                let count = suite.children.count { $0.children.contains { $0.name == child } }
                #expect(suite.attributes[attribute] == "\(count)", "\(attribute) of \(suite.attributes)")
            }
            // Every reader sums up the times of the cases, or takes the suite's.
            let sum = suite.children.compactMap { $0.attributes["time"].flatMap(Double.init) }.reduce(0, +)
            #expect(abs(sum - (suite.attributes["time"].flatMap(Double.init) ?? -1)) < 0.002)
        }
        let failure = try #require(root.whole.first { $0.name == "failure" })
        #expect(failure.attributes["message"]?.hasPrefix("expected ≤ -60 dBFS, found -") == true)
        #expect(failure.text.contains("dB"), "the advice is its text: \(failure)")
        #expect(root.whole.contains { $0.attributes["message"] == "'lead' failed" })
        #expect(root.whole.contains { $0.attributes["message"] == "no.wav does not exist: nothing to check" })
    }

    @Test("stay XML, whatever a name has in it")
    func names() throws {
        let name = "a&b 'quoted' \u{301}ü"
        let root = try report(.production([.stem(name, .tone())]), exit: 0)
        #expect(root.children.map { $0.attributes["name"] } == [name])
    }

    @Test("say why a target could not be rendered, in one line")
    func problem() throws {
        let production = JSON.production([.stem("voice", .recording("no&thing.wav"))])
        let root = try report(production, exit: 1)
        let failure = try #require(root.whole.first { $0.name == "failure" })
        #expect(failure.attributes["message"]?.contains("no&thing.wav") == true)
        #expect(root.attributes["failures"] == "1" && root.attributes["tests"] == "1")
    }

    @Test("of a build that is interrupted have what was begun as an error, and the rest as skipped")
    func interrupted() throws {
        for seconds in slowLengths {
            let place = try WorkSpace(
                .production([.slow("voice", seconds: seconds), .process("low", from: "voice", .lowpass())]))
            let path = place.beside("junit.xml").path
            let running = try place.startBuild(["--junit", path])
            try place.waitUntilStarted("voice")
            running.signal(SIGTERM)
            if try running.wait().exit == 0 { continue }
            let root = try Tree(readingFrom: place.beside("junit.xml")).root
            #expect(root.attributes["errors"] == "1" && root.attributes["tests"] == "2", "\(root)")
            #expect(root.whole.first { $0.name == "error" }?.attributes["message"] == "it was interrupted")
            #expect(root.whole.first { $0.name == "skipped" }?.attributes["message"] == "it was not begun")
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("and events of a manifest that is refused say so, and not what came of the build before")
    func refused() throws {
        let place = try WorkSpace(.song)
        let (junit, events) = (place.beside("junit.xml"), place.beside("log.jsonl"))
        func run() throws -> RunResult {
            try place.run("-f", "production.json", "--junit", junit.path, "--events", events.path)
        }
        #expect(try run().exit == 0)
        try place.write("{", as: "production.json")
        #expect(try run().exit == 2)
        let root = try Tree(readingFrom: junit).root
        #expect(root.attributes["errors"] == "1" && root.attributes["tests"] == "1")
        #expect(root.whole.first { $0.name == "error" }?.attributes["message"]?.contains("JSON") == true)
        let lines = try String(contentsOf: events, encoding: .utf8).split(separator: "\n")
        let last = try JSON(parsing: String(lines[0]))
        #expect(lines.count == 1 && last["event"] == "run-finished" && last["exit"] == 2)
        #expect(last["problem"].text.contains("JSON"))
        // Where it cannot be written, the refusal is told all the same.
        let lost = try place.run("-f", "production.json", "--junit", "no/such/place.xml")
        #expect(lost.exit == 2 && lost.errors.contains("this is not JSON"), "\(lost)")
    }

    @Test("and events are never written over another file", arguments: ["--junit", "--events"])
    func replaced(option: String) throws {
        let place = try WorkSpace(.song)
        try place.build()
        for path in ["production.json", "bounces/mix.wav", "cache/state.db"] {
            let before = try place.bytes(of: path)
            let result = try place.run("-f", "production.json", option, path)
            #expect(result.exit == 2 && result.errors.contains("is left as it is"), "\(result)")
            #expect(try place.bytes(of: path) == before)
        }
        // A link is what it leads to, and what cannot be read is no report.
        try FileManager.default.createSymbolicLink(
            at: place.url("link"), withDestinationURL: place.url("bounces/mix.wav"))
        #expect(try place.run("-f", "production.json", option, "link").exit == 2)
        #expect(try place.run("-f", "production.json", option, "/dev/null").exit == 0)
        for _ in 0..<2 { #expect(try place.run("-f", "production.json", option, "report").exit == 0) }
    }

    private func report(_ production: JSON, exit: Int32) throws -> Element {
        let place = try WorkSpace(production)
        let build = try place.build(nil, "-k", "--junit", place.beside("junit.xml").path)
        #expect(build.exit == exit, "\(build)")
        return try Tree(readingFrom: place.beside("junit.xml")).root
    }

    /// The attributes of each element in jenkinsci/xunit-plugin's `junit-10.xsd`, as far as they are of use here.
    private let attributes: [String: (required: [String], all: [String])] = [
        "testsuites": ([], ["name", "time", "tests", "failures", "errors"]),
        "testsuite": (
            ["name", "tests", "failures", "errors"],
            [
                "name", "tests", "failures", "errors", "time", "skipped", "timestamp", "hostname", "id",
                "package",
            ]
        ),
        "testcase": (["name"], ["name", "time", "classname", "group"]),
        "failure": ([], ["type", "message"]), "error": ([], ["type", "message"]),
        "skipped": ([], ["type", "message"]), "system-out": ([], []),
    ]
}

private final class Element: CustomStringConvertible {
    let name: String
    let attributes: [String: String]
    var children: [Element] = []
    var text = ""

    init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// It, and all that is in it.
    var whole: [Element] { [self] + children.flatMap(\.whole) }
    var description: String { "<\(name) \(attributes)>\(text)" }
}

private final class Tree: NSObject, XMLParserDelegate {
    private var open = [Element("document", [:])]
    var root: Element { open[0].children[0] }

    init(readingFrom url: URL) throws {
        super.init()
        let parser = XMLParser(data: try Data(contentsOf: url))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        let element = Element(name, attributes)
        open.last?.children.append(element)
        open.append(element)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }
}

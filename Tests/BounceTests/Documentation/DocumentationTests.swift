import Foundation
import Testing

/// What the documentation shows has to work as it stands there.
@Suite("The documentation")
struct DocumentationTests {
    @Test(
        "every page, followed from its beginning, does what it shows",
        arguments: Page.all.filter(\.isFollowed))
    func followed(_ page: Page) throws {
        let session = try PageSession(page)
        try session.follow()
        if RecordMode.isOn { try page.record(session.transcripts) }
    }

    @Test("every manifest beside it is in order", arguments: try manifestFiles())
    func manifest(_ path: String) throws {
        let place = try WorkSpace()
        let text = try String(contentsOf: Page.root.appending(path: path), encoding: .utf8)
        try place.write(text, as: "Targets.swift")
        let result = try place.run("describe")
        #expect(result.exit == 0, "\(path) is refused: \(result.errors)")
    }

    @Test("every example in the reference is in order, and all of them together")
    func reference() throws {
        let place = try WorkSpace()
        try place.write(ReferenceManifest().text, as: "Targets.swift")
        let result = try place.run("describe")
        #expect(result.exit == 0, "\(result.errors)")
    }

    @Test("every description in it is in order", arguments: Page.all.flatMap(\.descriptions))
    func description(_ text: String) throws {
        let place = try WorkSpace()
        try place.write(text, as: "description.json")
        let result = try place.run("describe", "-f", "description.json")
        #expect(result.exit == 0, "\(text)\nis refused: \(result.errors)")
    }

    @Test("every block says what it is, and is run, read by a parser, or marked", arguments: Page.all)
    func blocks(of page: Page) throws {
        for block in page.blocks {
            let problem = try block.problem(on: page)
            #expect(problem == nil, "\(page.path):\(block.line): \(problem ?? "")")
        }
    }

    @Test("no block is set by indentation: nothing would say what it is", arguments: Page.all)
    func indentation(of page: Page) {
        var above = ""
        for case .prose(let line) in page.pieces {
            let isBlock = line.hasPrefix("    ") && above.isEmpty
            #expect(!isBlock, "\(page.path): \(line)")
            above = line
        }
    }

    @Test("what is not run is listed, with its reason, in docs/contributing.md")
    func notRun() throws {
        let list = Page.all.flatMap(\.unrun).map { "- \($0)" }
        let page = try Page(path: "docs/contributing.md")
        var lines = page.text.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex(of: "<!-- what is not run -->"))
        let end = try #require(lines[start...].firstIndex(of: "<!-- end -->"))
        if RecordMode.isOn {
            lines.replaceSubrange(start + 1..<end, with: ["", "\(list.count) blocks:", ""] + list + [""])
            try lines.joined(separator: "\n").write(to: page.url, atomically: true, encoding: .utf8)
        } else {
            let stated = lines[start..<end].filter { $0.hasPrefix("- ") }
            #expect(stated == list, "BOUNCE_RECORD=1 swift test --filter DocumentationTests writes it")
            #expect(lines[start..<end].contains("\(list.count) blocks:"))
        }
    }

    private static func manifestFiles() throws -> [String] {
        let docs = FileManager.default.enumerator(atPath: Page.root.appending(path: "docs").path)
        let names = docs?.compactMap { $0 as? String } ?? []
        return ["Targets.swift.example"]
            + names.filter { $0.hasSuffix(".swift") }.sorted().map { "docs/\($0)" }
    }
}

// MARK: - What is asked of a page

extension Page {
    /// Whether it has something to type, and all that it needs for that is here: `needs: PATH…` states files, and
    /// programs in `/usr/bin`.
    fileprivate var isFollowed: Bool {
        let needed = directives("needs").flatMap { $0.split(separator: " ").map(String.init) }
        let isReady = needed.allSatisfy {
            FileManager.default.fileExists(atPath: $0.hasPrefix("/") ? $0 : "/usr/bin/\($0)")
        }
        return isReady && path != "docs/manifest.md" && blocks.contains { $0.isTyped || $0.isManifest }
    }

    /// The whole descriptions on it.
    fileprivate var descriptions: [String] {
        blocks.filter { $0.language == "json" && $0.text.contains("\"targets\": [") }.map(\.text)
    }

    /// What is left out, each with the place and the reason.
    fileprivate var unrun: [String] {
        blocks.compactMap { block in
            let reason = block.argument("not run") ?? block.argument("not built")
            return reason.map { "[\(path)](\(link)) (`\(block.language)`, \(block.place)): \($0)" }
        }
    }

    /// From docs/contributing.md.
    private var link: String { path.hasPrefix("docs/") ? String(path.dropFirst(5)) : "../\(path)" }

    /// Writes what came out in place of what was shown.
    fileprivate func record(_ transcripts: [Int: String]) throws {
        var lines = text.components(separatedBy: "\n")
        for block in blocks.reversed() {
            guard let transcript = transcripts[block.line] else { continue }
            let count = block.text.components(separatedBy: "\n").count - 1
            let new = transcript.components(separatedBy: "\n").dropLast()
            lines.replaceSubrange(block.line..<block.line + count, with: new)
        }
        let new = lines.joined(separator: "\n")
        if new != text { try new.write(to: url, atomically: true, encoding: .utf8) }
    }
}

extension Page.Block {
    fileprivate var isTyped: Bool { ["console", "sh"].contains(language) && !has("not run") }

    fileprivate var place: String {
        let words = heading.drop { $0 == "#" || $0 == " " }
        return words.isEmpty ? "at the top" : "under \"\(words)\""
    }

    /// What is wrong with it; nil where nothing is.
    fileprivate func problem(on page: Page) throws -> String? {
        if has("not run"), argument("not run") == "" { return "not run: say why" }
        switch language {
        case "": return "the block has no language: text, where it is none"
        case "text": return nil
        case "console": return text.hasPrefix("$ ") ? nil : "a console block begins with a command: $ bounce"
        case "swift":
            return isCompleted(on: page) ? nil : "a fragment that nothing completes: see PageSession"
        case "json": return DataBlock.problem(json: text)
        case "xml": return DataBlock.problem(xml: text)
        case "sh": return try DataBlock.problem(text, by: "/bin/bash", ["-n"])
        case "python", "makefile":
            return has("file") || has("not run") ? nil : "file: NAME, or not run: REASON"
        case "yaml":
            let reading = "import sys, yaml; list(yaml.safe_load_all(open(sys.argv[1])))"
            return try DataBlock.problem(text, by: "/usr/bin/python3", ["-c", reading])
        default: return "no rule says how '\(language)' is checked"
        }
    }

    private func isCompleted(on page: Page) -> Bool {
        if isManifest || has("not run") { return true }
        if page.path == "docs/manifest.md" {
            return has("declarations") || !ReferenceManifest.family(of: self).isEmpty
        }
        return has("in place of") || has("before") || has("after") || has("file")
    }
}

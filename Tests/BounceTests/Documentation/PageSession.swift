import Foundation
import Testing

/// A page, followed from its beginning to its end in a directory of its own, as a reader does.
///
/// - A `swift` block with a whole production is `Targets.swift` from there on. Another is a change of it, and a comment
///   above says where: `in place of: TEXT`, `before: TEXT`, `after: TEXT`. TEXT stands there once.
/// - `console` blocks are typed, and what they show has to come out. `sh` blocks run, and have to succeed.
/// - `file: NAME` above a block of any language writes it into that file.
/// - `edit: OLD → NEW` changes `Targets.swift`, `do: COMMANDS` does anything else that the text says in words.
/// - `starts like: PAGE` takes the first manifest of another page.
/// - `not run: REASON` leaves the block out; `not built: REASON` above a manifest has it resolved, not built.
final class PageSession {
    private let page: Page
    private let place: WorkSpace
    private var directory: String
    private var status: Int32 = 0
    /// Whether the manifest was written since anything was built.
    private var isUnbuilt = false
    /// What came out, for each console block by its line.
    private(set) var transcripts: [Int: String] = [:]

    init(_ page: Page) throws {
        self.page = page
        place = try WorkSpace()
        directory = place.directory.path
    }

    func follow() throws {
        for piece in page.pieces {
            switch piece {
            case .directive(let directive): try obey(directive)
            case .block(let block) where !block.has("not run"): try take(block)
            case .block, .heading, .prose: break
            }
        }
        try buildWhatIsNot()
    }

    // MARK: Comments

    private func obey(_ directive: Page.Directive) throws {
        switch directive.verb {
        case "do":
            let result = try shell("set -e\n\(directive.argument)")
            #expect(result.exit == 0, "\(page.path), do: \(directive.argument)\n\(result.output)")
        case "edit":
            let parts = directive.argument.components(separatedBy: " → ")
            try #require(parts.count == 2, "\(page.path): edit: OLD → NEW, not \(directive.argument)")
            try change(parts[0], to: parts[1])
        case "starts like":
            let path = page.url.deletingLastPathComponent().appending(path: directive.argument)
            let other = try Page(
                path: path.standardizedFileURL.path.replacing("\(Page.root.path)/", with: ""))
            let first = other.blocks.first { $0.isManifest }
            let manifest = try #require(first, "\(other.path) has no manifest")
            try write(manifest.text, as: "Targets.swift")
        default: break
        }
    }

    // MARK: Blocks

    private func take(_ block: Page.Block) throws {
        if let name = block.argument("file") { return try write(block.text, as: name) }
        switch block.language {
        case "console": try type(block)
        case "sh":
            let result = try shell("set -e\n\(block.text)")
            #expect(result.exit == 0, "\(page.path):\(block.line): \(result.output)")
        case "swift": try takeManifest(block)
        default: break
        }
    }

    private func takeManifest(_ block: Page.Block) throws {
        if block.isManifest {
            try buildWhatIsNot()
            try write(block.text, as: "Targets.swift")
            if block.has("not built") {
                let result = try place.run("describe")
                #expect(result.exit == 0, "\(page.path):\(block.line): \(result.errors)")
                isUnbuilt = false
            }
        } else if let old = block.argument("in place of") {
            try change(old, to: block.text.trimmingCharacters(in: .newlines))
        } else if let mark = block.argument("before") {
            try change(mark, to: "\(block.text.trimmingCharacters(in: .newlines))\n\(mark)")
        } else if let mark = block.argument("after") {
            try change(mark, to: "\(mark)\n\(block.text.trimmingCharacters(in: .newlines))")
        }
    }

    private func change(_ old: String, to new: String) throws {
        let path = "\(directory)/Targets.swift"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let parts = text.components(separatedBy: old)
        try #require(parts.count == 2, "\(page.path): '\(old)' stands \(parts.count - 1) times in:\n\(text)")
        try write(parts.joined(separator: new), as: "Targets.swift")
    }

    private func write(_ text: String, as name: String) throws {
        let url = URL(filePath: directory).appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
        if name == "Targets.swift" { isUnbuilt = true }
    }

    /// A manifest that the page shows and does not build is built here.
    private func buildWhatIsNot() throws {
        guard isUnbuilt else { return }
        let result = try shell("bounce")
        #expect(result.exit == 0, "\(page.path): \(result.output)")
    }

    // MARK: Commands

    private func type(_ block: Page.Block) throws {
        var transcript = ""
        for (command, shown) in Self.commands(of: block.text) {
            let result = try shell(command)
            let isAsShown = ShownOutput(shown: shown).matches(result.output)
            transcript +=
                "$ \(command)\n\(isAsShown ? shown : ShownOutput(shown: shown).renewed(by: result.output))"
            if !RecordMode.isOn {
                #expect(isAsShown, "\(page.path):\(block.line): $ \(command)\n\(result.output)")
            }
        }
        transcripts[block.line] = transcript
    }

    /// The commands of a console block with what is shown below each. One that ends in a backslash goes on.
    private static func commands(of text: String) -> [(command: String, shown: String)] {
        var commands: [(command: String, shown: String)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("$ ") {
                commands.append((String(line.dropFirst(2)), ""))
            } else if let last = commands.indices.last {
                if commands[last].command.hasSuffix("\\"), commands[last].shown.isEmpty {
                    commands[last].command += "\n\(line)"
                } else {
                    commands[last].shown += "\(line)\n"
                }
            }
        }
        return commands
    }

    /// Runs commands where the last ones ended, with their status in `$?`.
    private func shell(_ commands: String) throws -> RunResult {
        if commands.contains("bounce") { isUnbuilt = false }
        let after = place.beside("directory").path
        let script = """
            exec 2>&1
            trap 'pwd > "\(after)"' EXIT
            cd "\(directory)"
            (exit \(status))
            \(commands)
            """
        let search = "\(URL(filePath: Bounce.path).deletingLastPathComponent().path):/usr/bin:/bin"
        let result = try place.start(
            program: "/bin/bash", ["-c", script],
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"].map { "\(search):\($0)" } ?? search,
                "LC_ALL": "C.UTF-8", "TZ": "UTC", "DOCS": Page.root.appending(path: "docs").path,
            ]
        ).wait(atMost: 300)
        status = result.exit
        directory = try String(contentsOfFile: after, encoding: .utf8).trimmingCharacters(in: .newlines)
        return result
    }
}

/// `BOUNCE_RECORD=1` writes what came out into the pages.
enum RecordMode {
    static let isOn = ProcessInfo.processInfo.environment["BOUNCE_RECORD"] == "1"
}

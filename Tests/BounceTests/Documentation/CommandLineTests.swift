import Foundation
import Testing

/// `docs/command-line.md` against what `bounce help` says.
///
/// A command is described under a heading that names it ("## gc", "## status and why"), and each of its options there, or
/// above the first of these headings, where those stand that every command takes. Headings about anything else begin with
/// a capital ("## Events").
@Suite("The reference of the command line")
struct CommandLineTests {
    @Test("has a line and a heading for every command, and for none that does not exist")
    func commands() throws {
        let commands = try Help.commands()
        let sections = try CommandSections()
        #expect(commands.filter { sections[$0] == nil } == [], "no heading")
        #expect(sections.names.filter { !commands.contains($0) } == [])
        let listed = sections.overview.matches(of: /(?m)^bounce (?:\[(build)\]|([a-z][a-z-]*))/).compactMap {
            ($0.1 ?? $0.2).map(String.init)
        }
        #expect(listed.sorted() == commands.sorted())
    }

    @Test("has every option of every command, by one of its names", arguments: try Help.commands())
    func options(command: String) throws {
        let sections = try CommandSections()
        let text = sections.overview + (sections[command] ?? "")
        let stated = CommandSections.options(in: text)
        let missing = try Help.options(of: command).filter { stated.isDisjoint(with: $0) }
        #expect(missing == [])
    }

    @Test("has no option that the command does not have")
    func nothingElse() throws {
        let sections = try CommandSections()
        let all = Set(try Help.commands().flatMap(Help.options).joined())
        #expect(CommandSections.options(in: sections.whole).subtracting(all) == [])
        for command in try Help.commands() {
            let rows = (sections[command] ?? "").split(separator: "\n").filter { $0.hasPrefix("| `-") }
            let stated = CommandSections.options(
                in: rows.map { $0.split(separator: "|")[0] }.joined(separator: "\n"))
            let others = sections.commands(with: command)
            #expect(stated.subtracting(try others.flatMap(Help.options).joined()) == [], "\(command)")
        }
    }
}

/// What the command says of itself.
private enum Help {
    static func commands() throws -> [String] {
        let help = try text(of: [])
        let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().joined()
        return list.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^  ([a-z][a-z-]*)( |$)/).map { String($0.1) }
        }.filter { $0 != "help" }
    }

    /// The names of each of a command's options: "-j", "--jobs".
    static func options(of command: String) throws -> [Set<String>] {
        try text(of: [command]).split(separator: "\n").filter { $0.hasPrefix("  -") }.map { line in
            // What an option is for stands two spaces behind it.
            let names = line.dropFirst(2).components(separatedBy: "  ")[0]
            return Set(names.matches(of: /(?:^|[ \/])(--?[A-Za-z][a-z-]*)/).map { String($0.1) })
        }
    }

    private static func text(of command: [String]) throws -> String {
        let place = try WorkSpace()
        let result = try place.start(["help"] + command).wait()
        try #require(result.exit == 0, "\(result)")
        return result.output
    }
}

/// The page, cut at the headings that name commands.
private struct CommandSections {
    let whole: String
    /// All above the first command.
    private(set) var overview = ""
    private var parts: [(names: [String], text: String)] = []

    init() throws {
        whole = try Page(path: "docs/command-line.md").text
        let pieces = whole.components(separatedBy: "\n## ")
        overview = pieces[0]
        for piece in pieces.dropFirst() {
            let heading = piece.prefix { $0 != "\n" }
            guard heading.first?.isLowercase ?? false else { continue }
            let names = heading.replacing(" and ", with: ", ").replacing("`", with: "").components(
                separatedBy: ", ")
            parts.append((names, piece))
        }
    }

    var names: [String] { parts.flatMap(\.names) }

    subscript(command: String) -> String? {
        let own = parts.filter { $0.names.contains(command) }.map(\.text)
        return own.isEmpty ? nil : own.joined(separator: "\n")
    }

    /// Those that are described together with one.
    func commands(with command: String) -> [String] {
        parts.filter { $0.names.contains(command) }.flatMap(\.names)
    }

    /// Every option that is named in code.
    static func options(in text: String) -> Set<String> {
        let code = text.matches(of: /`([^`\n]+)`/).map { String($0.1) }
        return Set(
            code.flatMap { $0.matches(of: /(?:^|[ (|\[])(--?[A-Za-z][a-z-]*)/).map { String($0.1) } })
    }
}

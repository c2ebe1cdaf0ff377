/// One command, as man(7) has it.
struct Page {
    let text: String
    /// `bounce-build`.
    let name: String

    init(_ command: Command, of program: Command, version: String) {
        name = command.path.joined(separator: "-")
        var page = [
            ".TH \(Roff.word(name.uppercased())) 1 \"\" \(Roff.word("\(program.commandName) \(version)")) \"\"",
            ".SH NAME", "\(Roff.text(name)) \\- \(Roff.text(Page.summary(command)))",
        ]
        page += Page.synopsis(command)
        page += Page.description(command)
        page += Page.commands(command)
        page += Page.options(command)
        if command.path.count == 1 { page += Page.files }
        page += Page.seeAlso(command, program)
        text = page.joined(separator: "\n") + "\n"
    }

    /// The abstract as a title: on one line, without its full stop.
    private static func summary(_ command: Command) -> String {
        let abstract = command.abstract ?? command.commandName
        return abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    }

    private static func synopsis(_ command: Command) -> [String] {
        let path = Roff.text(command.path.joined(separator: " "))
        var lines = [".SH SYNOPSIS"]
        if !command.visible.isEmpty { lines += [".B \(path)", ".I command", "[options]", ".br"] }
        let positional = (command.arguments ?? []).filter { $0.kind == .positional && $0.shouldDisplay }
        let words = positional.map { argument in
            let name = "\\fI\(Roff.text(argument.valueName ?? ""))\\fR\(argument.isRepeating ? " ..." : "")"
            return argument.isOptional ? "[\(name)]" : name
        }
        return lines + [".B \(path)", (["[options]"] + words).joined(separator: " ")]
    }

    private static func description(_ command: Command) -> [String] {
        let paragraphs = [command.abstract, command.discussion].compactMap(\.self)
            .flatMap { $0.split(separator: "\n\n") }
        return [".SH DESCRIPTION"]
            + paragraphs.map { Roff.text($0.split(separator: "\n").joined(separator: "\n")) }.map { [$0] }
            .joined(separator: [".PP"])
    }

    private static func commands(_ command: Command) -> [String] {
        guard !command.visible.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + command.visible.flatMap {
                [".TP", ".B \(Roff.text($0.commandName))", Roff.text($0.abstract ?? "")]
            }
    }

    private static func options(_ command: Command) -> [String] {
        let arguments = (command.arguments ?? []).filter(\.shouldDisplay)
        let positional = arguments.filter { $0.kind == .positional }
        let options = arguments.filter { $0.kind != .positional }
        return section("ARGUMENTS", positional) + section("OPTIONS", options)
    }

    private static func section(_ title: String, _ arguments: [Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [".SH \(title)"]
            + arguments.flatMap { argument in
                [".TP", head(argument), Roff.text(argument.abstract ?? "")]
                    + (argument.discussion.map { [".IP", Roff.text($0)] } ?? [])
            }
    }

    /// "-j, --jobs n", names bold and values in italics.
    private static func head(_ argument: Argument) -> String {
        let value = argument.valueName.map { "\\fI\(Roff.text($0))\\fR" } ?? ""
        guard argument.kind != .positional else { return value }
        let names = (argument.names ?? []).map { "\\fB\(Roff.text($0.words))\\fR" }.joined(separator: ", ")
        return argument.kind == .option ? "\(names) \(value)" : names
    }

    private static let files = [
        ".SH FILES", ".TP", ".I Targets.swift", "The manifest.", ".TP", ".I bounces/", "What is made.", ".TP",
        ".I cache/", "What is remembered, and kept of earlier builds.", ".SH ENVIRONMENT", ".TP",
        ".B BOUNCE_SWIFTC", "The Swift compiler to use, in place of the first swiftc on the search path.",
        ".TP",
        ".B BOUNCE_MANIFEST_SECONDS", "How long a manifest may run. Default: 10.", ".TP", ".B NO_COLOR",
        "Set: no colours.", ".TP", ".B GITHUB_ACTIONS",
        "If it is true, what went wrong is also told as annotations, on standard error.",
    ]

    private static func seeAlso(_ command: Command, _ program: Command) -> [String] {
        let others = program.all.filter { $0.path != command.path }.map { $0.path.joined(separator: "-") }
        let near = command.path.count == 1 ? others : [program.commandName]
        return [".SH SEE ALSO"]
            + near.enumerated().map { index, name in
                ".BR \(Roff.text(name)) (1)\(index + 1 < near.count ? "," : "")"
            }
    }
}

/// Text that troff takes as it is.
enum Roff {
    static func text(_ text: some StringProtocol) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case _ where scalar.value > 0x7E:
                result += "\\[u\(String(scalar.value, radix: 16, uppercase: true).leftPadded)]"
            default: result.unicodeScalars.append(scalar)
            }
        }
        // A line that begins with a full stop would be a request.
        return escaped.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") ? "\\&\($0)" : String($0) }.joined(separator: "\n")
    }

    /// One argument of a request.
    static func word(_ text: String) -> String { "\"\(self.text(text).replacing("\"", with: "\\(dq"))\"" }
}

extension String {
    /// At least four digits, as troff wants them.
    fileprivate var leftPadded: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}

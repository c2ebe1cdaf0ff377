/// What the argument parser knows of a program: as much of its `ToolInfoV0` as a manual page says.
struct Help: Decodable {
    let command: Command
}

struct Command: Decodable {
    let commandName: String
    let superCommands: [String]?
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let subcommands: [Command]?
    let arguments: [Argument]?

    /// It, and those below it; `help` needs no page.
    var all: [Command] { [self] + visible.flatMap(\.all) }

    var visible: [Command] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

    /// "bounce build".
    var path: [String] { (superCommands ?? []) + [commandName] }
}

struct Argument: Decodable {
    let kind: Kind
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let discussion: String?
    let allValues: [String]?

    enum Kind: String, Decodable {
        case positional, option, flag
    }

    struct Name: Decodable {
        let kind: String
        let name: String

        var words: String { (kind == "long" ? "--" : "-") + name }
    }
}

internal import ArgumentParser
internal import BuildEngine
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// `bounce init`: a manifest to start from, by answers or by options.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a Targets.swift to start from.",
        discussion: """
            On a terminal and without options of its own, it asks. With any, or elsewhere, it asks nothing and takes \
            what is usual for the rest. It never writes over a file that exists.
            """)

    @Option(
        help: ArgumentHelp("Which manifest to write: see --list. Default: starter.", valueName: "name"),
        completion: .list(Template.allCases.map(\.rawValue)))
    var template: String?

    @Option(
        help: ArgumentHelp(
            "The production's name. Default: the template's, or the directory's.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("Beats per minute.", valueName: "number"))
    var tempo: String?

    @Option(
        help: ArgumentHelp(
            "Where recordings or samples lie. Default: recordings or samples, where there is one, or else here.",
            valueName: "dir"))
    var recordings: String?

    @Flag(help: "List the templates, and write nothing.")
    var list = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        try common.enter()
        if list { return Self.sayTemplates(indentation: "") }
        let file = common.file ?? DescriptionSource.usualFile
        if file.hasSuffix(".json") {
            throw BuildError.usage(
                "init writes a manifest in Swift, and \(file) is the name of a description: give -f a name that ends in .swift"
            )
        }
        try refuse(file)
        let asks = template == nil && name == nil && tempo == nil && recordings == nil && Question.canBeAsked
        let (chosen, choices, leftOut) = try asks ? asked() : stated()
        try write(chosen.manifest(choices), to: file)
        for reason in leftOut { Terminal.complain("left out \(reason)", prefix: "note: ") }
        if !common.quiet {
            let what =
                choices.recordings.isEmpty
                ? "" : " for \(counted(choices.recordings.count, "recording"))"
            Terminal.say(
                "wrote \(file)\(what): run \(common.file.map { "bounce -f \($0)" } ?? "bounce") to build it"
            )
        }
    }

    private typealias Chosen = (template: Template, choices: TemplateChoices, leftOut: [String])

    /// From the options, and from what is usual.
    private func stated() throws(BuildError) -> Chosen {
        if template == nil, recordings != nil {
            throw .usage("--recordings needs to know what for: add --template beat, stems or podcast")
        }
        let chosen = try TemplateAnswers.template(template ?? Template.starter.rawValue)
        if chosen.recordings == .none, recordings != nil {
            throw .usage("the template '\(chosen.rawValue)' takes no recordings: leave out --recordings")
        }
        if chosen.usualTempo == nil, tempo != nil {
            throw .usage("nothing in the template '\(chosen.rawValue)' follows a tempo: leave out --tempo")
        }
        var choices = TemplateChoices(
            name: try name.map { text throws(BuildError) in try TemplateAnswers.name(text) }
                ?? TemplateAnswers.usualName(of: chosen),
            tempo: try tempo.map { text throws(BuildError) in try TemplateAnswers.tempo(text) }
                ?? chosen.usualTempo ?? 120)
        guard let directory = recordings ?? TemplateAnswers.usualDirectory(for: chosen) else {
            return (chosen, choices, [])
        }
        let found = try TemplateAnswers.recordings(directory, for: chosen)
        choices.recordings = found.all
        return (chosen, choices, found.leftOut)
    }

    /// From answers on the terminal.
    private func asked() throws(BuildError) -> Chosen {
        Terminal.say("What to write? Return takes what is in brackets.")
        Self.sayTemplates(indentation: "  ")
        let chosen = try Question(words: "template", usual: Template.starter.rawValue)
            .ask(TemplateAnswers.template)
        let name = try Question(words: "name", usual: TemplateAnswers.usualName(of: chosen))
            .ask(TemplateAnswers.name)
        var choices = TemplateChoices(name: name, tempo: chosen.usualTempo ?? 120)
        if let usual = chosen.usualTempo {
            choices.tempo = try Question(words: "beats per minute", usual: SwiftLiteral.number(usual))
                .ask(TemplateAnswers.tempo)
        }
        guard let found = try askedRecordings(for: chosen) else { return (chosen, choices, []) }
        choices.recordings = found.all
        return (chosen, choices, found.leftOut)
    }

    private func askedRecordings(for template: Template) throws(BuildError) -> FoundRecordings? {
        let usual = TemplateAnswers.usualDirectory(for: template) ?? "none"
        switch template.recordings {
        case .none: return nil
        case .needed:
            return try Question(words: "directory of recordings", usual: usual).ask {
                answer throws(BuildError) in try TemplateAnswers.recordings(answer, for: template)
            }
        case .welcome:
            return try Question(words: "directory of samples, or none", usual: usual).ask {
                answer throws(BuildError) in
                answer == "none" ? nil : try TemplateAnswers.recordings(answer, for: template)
            }
        }
    }

    private static func sayTemplates(indentation: String) {
        for template in Template.allCases {
            let padding = String(repeating: " ", count: max(0, 11 - template.rawValue.count))
            Terminal.say("\(indentation)\(template.rawValue)\(padding) \(template.summary)")
        }
    }

    /// Refuses a file that exists, before anything is asked.
    private func refuse(_ file: String) throws(BuildError) {
        let present: FileIdentity?
        do {
            present = try FileIdentity(path: file)
        } catch {
            throw .store(error)
        }
        guard present != nil else { return }
        throw .refused(
            Refusal("it exists already, and is left as it is: -f names another file to write"), file: file)
    }

    /// Writes a file that was not there, or none.
    private func write(_ text: String, to file: String) throws(BuildError) {
        do throws(StoreError) {
            let descriptor = try Descriptor(file, O_WRONLY | O_CREAT | O_EXCL)
            do throws(StoreError) {
                try descriptor.write(text.utf8)
            } catch {
                unlink(file)
                throw error
            }
        } catch {
            throw .store(error)
        }
    }
}

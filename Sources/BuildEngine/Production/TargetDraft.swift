internal import BuildGraph
internal import SoundFiles
internal import TargetDescription

/// A target on its way to being resolved: what can be said of it without its inputs.
struct TargetDraft {
    let recipe: Recipe
    let kind: TargetKind
    let format: Recipe
    let tags: SoundTags
    private(set) var declaration: Declaration

    static func all(_ production: Recipe, _ timeline: Timeline) throws(Refusal) -> [TargetDraft] {
        let targets = production.recipes("targets")
        let references = targets.filter { $0.rule.name == Rule.reference.name }.map {
            ($0.text("name"), $0.text("file"))
        }
        let files = Dictionary(references) { first, _ in first }
        var drafts: [TargetDraft] = []
        for target in targets {
            do {
                drafts.append(try TargetDraft(target, of: production, timeline, references: files))
            } catch {
                throw error.of(target: target.text("name"), line: target.line)
            }
        }
        completeArchives(&drafts, production, timeline)
        return drafts
    }

    /// What an archive holds of its members beyond their contents is part of its key: the names of their files,
    /// and what its delivery sheet says of them.
    private static func completeArchives(
        _ drafts: inout [TargetDraft], _ production: Recipe, _ timeline: Timeline
    ) {
        let archives = drafts.indices.filter { drafts[$0].kind == .archive }
        guard !archives.isEmpty else { return }
        let numbers = Dictionary(drafts.indices.map { (drafts[$0].declaration.name, $0) }) { first, _ in first
        }
        for index in archives {
            let members = drafts[index].declaration.inputs.compactMap { numbers[$0].map { drafts[$0] } }
            drafts[index].declaration.components += members.map(\.declaration).map { member in
                let file = member.output?.split(separator: "/").last ?? ""
                return Component(.parameter, "file of '\(member.name)'", String(file))
            }
            guard drafts[index].recipe.carriesSheet else { continue }
            drafts[index].declaration.components += SheetComponents.of(
                members: members.map { ($0.declaration.name, $0.gatesOnSheet) }, production, timeline)
        }
    }

    /// The gates whose verdicts a delivery sheet can say: those that judge the file alone.
    private var gatesOnSheet: [Component] {
        zip(recipe.recipes("gates"), declaration.gates).filter { GateTable.judgesFileAlone($0.0) }.map(\.1)
    }

    /// - Parameter references: The files of the references, by their names.
    private init(
        _ target: Recipe, of production: Recipe, _ timeline: Timeline, references: [String: String]
    ) throws(Refusal) {
        guard let kind = TargetKind(rawValue: target.rule.name) else {
            preconditionFailure("BUG: '\(target.rule.name)' is no kind of target")
        }
        recipe = target
        self.kind = kind
        let hasFormat = target.rule.parameters.contains { $0.name == "format" } && target.isGiven("format")
        format = hasFormat ? target.recipe("format") : production.recipe("format")
        try Composition.check(target, timeline)
        tags = SoundTags(target, production, timeline)
        // A reference has no output to be made from. What is matched to one is judged after it, and made from its file.
        let models = Set(Composition.models(of: target)).filter { references[$0] != nil }.sorted()
        let modelFiles = models.compactMap { references[$0] }
        let files = Composition.files(of: target)
        declaration = Declaration(
            name: target.text("name"),
            output: try TargetDraft.output(of: target, kind, format, tags, production),
            inputs: Composition.inputs(of: target) { references[$0] != nil },
            comparisons: Composition.comparisons(of: target) + models,
            files: files + modelFiles.filter { !files.contains($0) },
            components: KeyComponents.of(target, kind, format, tags, production, timeline),
            gates: KeyComponents.gates(of: target, timeline),
            isOptional: kind == .reference && target.flag("optional"), line: target.line)
    }

    private static func output(
        of target: Recipe, _ kind: TargetKind, _ format: Recipe, _ tags: SoundTags, _ production: Recipe
    ) throws(Refusal) -> String? {
        let fileExtension: String
        switch kind {
        case .reference: return nil
        case .midi: fileExtension = "mid"
        case .archive: fileExtension = target.archiveForm.fileExtension
        case .stem, .process, .bus, .master:
            fileExtension = SoundFormat(format, sampleRate: 1, channels: 1).container.fileExtension
        }
        guard let pattern = NamePattern(target, kind, production) else {
            return "bounces/\(target.text("name")).\(fileExtension)"
        }
        let name = try pattern.fileName(
            target, production, tags, format: kind.isSound ? format : nil, fileExtension: fileExtension)
        return "bounces/\(name)"
    }
}

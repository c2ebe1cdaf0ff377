package import BuildGraph
package import SoundFiles
package import TargetDescription

/// A production that was found to be in order: laid out, its names resolved, every parameter within its range.
/// What a build, `status`, `timing` and `graph` start from.
package struct ResolvedProduction: Sendable {
    package let name: String
    package let timeline: Timeline
    package let graph: Graph
    /// By position in the graph.
    package let targets: [ResolvedTarget]
    package let recipe: Recipe

    package init(_ production: Recipe) throws(Refusal) {
        name = production.text("name")
        recipe = production
        let timeline = try Timeline(production)
        self.timeline = timeline
        let drafts = try TargetDraft.all(production, timeline)
        do {
            graph = try Graph(drafts.map(\.declaration))
        } catch {
            throw Refusal(line: error.line, error.message)
        }
        targets = try ResolvedTarget.resolve(drafts, graph, production, timeline)
    }

    package subscript(id: TargetID) -> ResolvedTarget { targets[id.index] }
}

/// A target with all that its rendering depends on, but for the contents of its inputs.
package struct ResolvedTarget: Sendable {
    package let name: String
    package let kind: TargetKind
    package let recipe: Recipe
    /// The path of its output; nil for a target that only checks.
    package let output: String?
    /// The form of its file; nil for what is no audio of ours.
    package let sound: SoundFormat?
    /// Its length in frames; nil for what is no audio of ours.
    package let frames: Int?
    package let dither: TargetDescription.Dither
    package let gates: [any GateUnit]

    /// Where its file is, relative to the work space: what it writes, or what it checks.
    var path: String { output ?? recipe.text("file") }

    /// The name of that file.
    var fileName: String { String(path.split(separator: "/").last ?? "") }
}

/// The kinds of target.
package enum TargetKind: String, CaseIterable, Sendable {
    case reference, stem, process, master, archive
}

/// A target on its way to being resolved: what can be said of it without its inputs.
struct TargetDraft {
    let recipe: Recipe
    let kind: TargetKind
    let format: Recipe
    let declaration: Declaration

    static func all(_ production: Recipe, _ timeline: Timeline) throws(Refusal) -> [TargetDraft] {
        var drafts: [TargetDraft] = []
        for target in production.recipes("targets") {
            drafts.append(try TargetDraft(target, of: production, timeline))
        }
        return drafts
    }

    private init(_ target: Recipe, of production: Recipe, _ timeline: Timeline) throws(Refusal) {
        guard let kind = TargetKind(rawValue: target.rule.name) else {
            preconditionFailure("BUG: '\(target.rule.name)' is no kind of target")
        }
        recipe = target
        self.kind = kind
        let hasFormat = target.rule.parameters.contains { $0.name == "format" } && target.isGiven("format")
        format = hasFormat ? target.recipe("format") : production.recipe("format")
        try Composition.check(target, timeline)
        declaration = Declaration(
            name: target.text("name"), output: TargetDraft.output(of: target, kind, format),
            inputs: Composition.inputs(of: target), files: Composition.files(of: target),
            components: KeyComponents.of(target, kind, format, production, timeline),
            gates: KeyComponents.gates(of: target, timeline),
            isOptional: kind == .reference && target.flag("optional"), line: target.line)
    }

    private static func output(of target: Recipe, _ kind: TargetKind, _ format: Recipe) -> String? {
        switch kind {
        case .reference: nil
        case .archive: "bounces/\(target.text("name")).zip"
        case .stem, .process, .master: "bounces/\(target.text("name")).\(format.rule.name)"
        }
    }
}

extension ResolvedTarget {
    /// Settles channels and lengths, inputs first: a processed stem has those of its source.
    static func resolve(
        _ drafts: [TargetDraft], _ graph: Graph, _ production: Recipe, _ timeline: Timeline
    ) throws(Refusal) -> [ResolvedTarget] {
        var resolved: [ResolvedTarget?] = Array(repeating: nil, count: drafts.count)
        for id in graph.order {
            let draft = drafts[id.index]
            let inputs = graph.inputs[id.index].compactMap { resolved[$0.index] }
            resolved[id.index] = try ResolvedTarget(draft, inputs, production, timeline)
        }
        return resolved.compactMap(\.self)
    }

    private init(
        _ draft: TargetDraft, _ inputs: [ResolvedTarget], _ production: Recipe, _ timeline: Timeline
    ) throws(Refusal) {
        let recipe = draft.recipe
        name = recipe.text("name")
        kind = draft.kind
        self.recipe = recipe
        output = draft.declaration.output
        dither = draft.format.word("dither")
        if kind != .archive, let archive = inputs.first(where: { $0.kind == .archive }) {
            throw Refusal(
                line: recipe.line,
                "'\(name)' is made from '\(archive.name)', which is an archive: name an audio target")
        }
        let shape = ResolvedTarget.shape(of: draft, inputs, production, timeline)
        frames = shape?.frames
        sound = shape.map { shape in
            SoundFormat(
                container: draft.format.rule.container, encoding: draft.format.word("encoding"),
                sampleRate: timeline.sampleRate, channels: shape.channels)
        }
        if let frames, Double(frames) > Timeline.longestSeconds * Double(timeline.sampleRate) {
            throw Refusal(line: recipe.line, "'\(name)' is longer than 24 hours")
        }
        if let shape { try ResolvedTarget.check(recipe, inputs, shape, timeline) }
        var gates: [any GateUnit] = []
        for gate in recipe.recipes("gates") { gates.append(try GateTable.unit(gate, timeline)) }
        self.gates = gates
    }

    /// The channels and the length of what a target writes; nil for what is no audio of ours.
    private static func shape(
        of draft: TargetDraft, _ inputs: [ResolvedTarget], _ production: Recipe, _ timeline: Timeline
    ) -> (channels: Int, frames: Int)? {
        let recipe = draft.recipe
        let source = inputs.first.flatMap { input in
            input.sound.flatMap { sound in input.frames.map { (channels: sound.channels, frames: $0) } }
        }
        switch draft.kind {
        case .reference, .archive: return nil
        case .process: return source
        case .master: return source.map { (channels(of: recipe, production), $0.frames) }
        case .stem:
            let frames = recipe.isGiven("duration") ? recipe.frames("duration", timeline) : timeline.frames
            return (channels(of: recipe, production), frames)
        }
    }

    /// Refuses what cannot come out well at this length and with these channels.
    private static func check(
        _ recipe: Recipe, _ inputs: [ResolvedTarget], _ shape: (channels: Int, frames: Int),
        _ timeline: Timeline
    ) throws(Refusal) {
        for part in recipe.parts where part.rule.family == .instrument {
            try InstrumentTable.unit(part, timeline).check(frames: shape.frames, timeline)
        }
        for part in recipe.parts where part.rule.family == .effect {
            try EffectTable.unit(part, timeline).check(frames: shape.frames, timeline)
        }
        let wide = inputs.first { ($0.sound?.channels ?? 0) > shape.channels }
        guard recipe.rule.name == Rule.master.name, let wide else { return }
        throw Refusal(
            line: recipe.line,
            "'\(recipe.text("name"))' is mono, and its input '\(wide.name)' is stereo: give the master channels: .stereo"
        )
    }

    private static func channels(of recipe: Recipe, _ production: Recipe) -> Int {
        let own: Channels = recipe.word("channels", or: production.word("channels"))
        return own.count
    }
}

extension Recipe {
    fileprivate func word<Word: RawRepresentable<String>>(_ name: String, or usual: Word) -> Word {
        isGiven(name) ? word(name) : usual
    }
}

extension Rule {
    fileprivate var container: Container {
        guard let container = Container(rawValue: name) else {
            preconditionFailure("BUG: '\(name)' is no container")
        }
        return container
    }
}

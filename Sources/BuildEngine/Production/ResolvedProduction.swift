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
        let production = production.with(targets: production.recipes("targets").map(\.withPresets))
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

    /// The files that its targets read, each once.
    package var files: [String] {
        var seen: Set<String> = []
        return graph.declarations.flatMap(\.files).filter { seen.insert($0).inserted }
    }
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
    /// What its file says of the music, and of itself.
    let tags: SoundTags
    let broadcast: Broadcast
    package private(set) var gates: [any GateUnit]
    /// The line of the manifest that each gate stands in, or 0.
    private(set) var gateLines: [Int]
    /// Whether a delivery sheet speaks of it. What that wants measured is no part of its key: the bytes are the
    /// same.
    var isOnSheet = false

    /// With those gates only whose verdicts depend on nothing but its file.
    func judgedAlone() -> ResolvedTarget {
        var alone = self
        let kept = zip(gates, gateLines).filter { type(of: $0.0).judgesFileAlone }
        alone.gates = kept.map(\.0)
        alone.gateLines = kept.map(\.1)
        return alone
    }

    /// Where its file is, relative to the work space: what it writes, or what it checks.
    var path: String { output ?? recipe.text("file") }

    /// The name of that file.
    var fileName: String { String(path.split(separator: "/").last ?? "") }
}

/// The kinds of target.
package enum TargetKind: String, CaseIterable, Sendable {
    case reference, stem, process, bus, master, midi, archive

    /// Whether its file is audio.
    package var isSound: Bool { self != .midi && self != .archive }

    /// Whether it is a sum of other targets.
    package var isMix: Bool { self == .bus || self == .master }
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
            do {
                try refuseArchives(graph.comparisons[id.index].map { drafts[$0.index] }, lookedAtBy: draft)
                resolved[id.index] = try ResolvedTarget(draft, inputs, production, timeline)
            } catch {
                throw error.of(target: draft.declaration.name, line: draft.recipe.line)
            }
            guard draft.recipe.carriesSheet else { continue }
            for input in graph.inputs[id.index] { resolved[input.index]?.isOnSheet = true }
        }
        return resolved.compactMap(\.self)
    }

    private static func refuseArchives(
        _ comparisons: [TargetDraft], lookedAtBy draft: TargetDraft
    ) throws(Refusal) {
        guard let archive = comparisons.first(where: { $0.kind == .archive }) else { return }
        throw Refusal(
            line: draft.recipe.line,
            "a gate of '\(draft.declaration.name)' looks at '\(archive.declaration.name)', which is an archive: name an audio target"
        )
    }

    private init(
        _ draft: TargetDraft, _ inputs: [ResolvedTarget], _ production: Recipe, _ timeline: Timeline
    ) throws(Refusal) {
        let recipe = draft.recipe
        name = recipe.text("name")
        kind = draft.kind
        self.recipe = recipe
        output = draft.declaration.output
        dither = draft.format.dither
        tags = draft.tags
        broadcast = try Broadcast(draft.format)
        if kind != .archive, let other = inputs.first(where: { !$0.kind.isSound }) {
            let what = other.kind == .archive ? "an archive" : "a score"
            throw Refusal(
                line: recipe.line,
                "'\(name)' is made from '\(other.name)', which is \(what): name an audio target")
        }
        let shape = ResolvedTarget.shape(of: draft, inputs, production, timeline)
        frames = shape?.frames
        sound = shape.map {
            SoundFormat(draft.format, sampleRate: timeline.sampleRate, channels: $0.channels)
        }
        if let sound {
            let line = draft.format.line > 0 ? draft.format.line : recipe.line
            try draft.format.checkFormat(sound, of: name, line: line)
            try recipe.checkTags(sound)
        }
        if let frames, Double(frames) > Timeline.longestSeconds * Double(timeline.sampleRate) {
            throw Refusal(line: recipe.line, "'\(name)' is longer than 24 hours: give it a shorter duration")
        }
        if let shape { try ResolvedTarget.check(recipe, inputs, shape, timeline) }
        var gates: [any GateUnit] = []
        for gate in recipe.recipes("gates") {
            let unit = try GateTable.unit(gate, timeline)
            try unit.check(recipe)
            gates.append(unit)
        }
        self.gates = gates
        gateLines = recipe.recipes("gates").map(\.line)
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
        case .reference, .midi, .archive: return nil
        case .process: return source
        case .bus, .master: return source.map { (channels(of: recipe, production), $0.frames) }
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
            try EffectTable.unit(part, timeline).check(
                frames: shape.frames, channels: shape.channels, timeline)
            for name in Composition.sidechains(of: part) {
                try checkSidechain(inputs.first { $0.name == name }, name, part, shape.frames, timeline)
            }
        }
        let mixed = recipe.parts.filter { $0.rule.family == .input }.map { $0.text("target") }
        let wide = inputs.first { mixed.contains($0.name) && ($0.sound?.channels ?? 0) > shape.channels }
        guard [Rule.master.name, Rule.bus.name].contains(recipe.rule.name), let wide else { return }
        throw Refusal(
            line: recipe.line,
            "'\(recipe.text("name"))' is mono, and its input '\(wide.name)' is stereo: give it channels: .stereo"
        )
    }

    /// What an effect listens to is rendered at the production's rate, and has to be as long as what it is applied to.
    private static func checkSidechain(
        _ input: ResolvedTarget?, _ name: String, _ effect: Recipe, _ frames: Int, _ timeline: Timeline
    ) throws(Refusal) {
        guard let found = input?.frames, found != frames else { return }
        throw Refusal(
            line: effect.line,
            "the \(effect.rule.name) listens to '\(name)', which lasts \(decimal(timeline.seconds(found), 3)) s, and is applied to \(decimal(timeline.seconds(frames), 3)) s: give both the same length"
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

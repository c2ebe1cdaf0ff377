internal import Archives
internal import BuildGraph
internal import Signal
internal import SoundFiles
internal import TargetDescription

/// The components of a target's key, and of its gates: one walk over the recipe, whose result is both hashed
/// and shown. Values are decoded ones, so the wording and layout of a manifest are no part of them.
enum KeyComponents {
    static func of(
        _ target: Recipe, _ kind: TargetKind, _ format: Recipe, _ tags: SoundTags, _ production: Recipe,
        _ timeline: Timeline
    ) -> [Component] {
        var walk = Walk(timeline: timeline)
        walk.add(.rule, kind.rawValue, target.rule.signature)
        for (parameter, value) in zip(target.rule.parameters, target.values)
        where !["gates", "format", "duration", "channels", "tags", "named"].contains(parameter.name) {
            walk.value(value, parameter.kind, parameter.name, inside: "")
        }
        walk.tempoMap()
        switch kind {
        case .reference: break
        case .midi: walk.add(.parameter, "ticks", "of \(MIDIRendering.division)")
        case .archive: walk.add(.tool, "codec", target.archiveForm.tool)
        case .stem, .process, .bus, .master: walk.sound(target, kind, format, tags, production)
        }
        return walk.components
    }

    /// One component for each gate; the gates that hold without asking are part of the rule.
    static func gates(of target: Recipe, _ timeline: Timeline) -> [Component] {
        target.recipes("gates").enumerated().map { index, gate in
            let parameters = parameters(of: gate, timeline)
            let repeated = target.recipes("gates")[..<index].count { $0.rule.name == gate.rule.name }
            let name = repeated == 0 ? gate.rule.name : "\(gate.rule.name)[\(repeated)]"
            return Component(.parameter, name, "\(gate.rule.signature) \(parameters)")
        }
    }

    /// What a gate was given, in words.
    static func parameters(of gate: Recipe, _ timeline: Timeline) -> String {
        var walk = Walk(timeline: timeline)
        walk.recipe(gate, named: "")
        walk.tempoMap()
        return walk.components.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }
}

private struct Walk {
    let timeline: Timeline
    /// Whether it is within a recipe that follows the tempo.
    var followsTempo = false
    /// Whether anything so far depends on where the beats fall.
    var followedTempo = false
    var components: [Component] = []
    /// Whether the lists of the recipe at hand go by their own names, as it has several of one family.
    var namesLists = false

    mutating func add(_ source: Component.Source, _ name: String, _ value: String) {
        components.append(Component(source, name, value))
    }

    mutating func value(_ value: Value, _ kind: Kind, _ name: String, inside path: String) {
        let name = path.isEmpty ? name : "\(path).\(name)"
        switch value {
        case .absent: break
        case .list(let values) where !values.allSatisfy(\.isRecipe): texts(values, kind, name)
        case .list(let values): list(values, name)
        case .recipe(let recipe): self.recipe(recipe, named: name)
        default:
            if case .quantity(_, let unit) = value, unit == .beats || unit == .bars { followedTempo = true }
            add(.parameter, name, words(value, kind))
        }
    }

    /// The rule, then its parameters, under a name that stays the same when others come and go beside it.
    mutating func recipe(_ recipe: Recipe, named name: String) {
        if !name.isEmpty { add(.rule, name, recipe.rule.signature) }
        for tool in recipe.tools { add(.tool, "\(name).\(tool.name)", tool.version) }
        let outer = (followsTempo, namesLists)
        followsTempo = followsTempo || recipe.followsTempo
        namesLists = recipe.rule.hasListsOfOneFamily
        defer { (followsTempo, namesLists) = outer }
        for (parameter, value) in zip(recipe.rule.parameters, recipe.values) {
            self.value(value, parameter.kind, parameter.name, inside: name)
        }
        guard recipe.followsTempo else { return }
        followedTempo = true
        guard timeline.map.isConstant else { return }
        add(.parameter, "\(name).tempo", "\(plain(timeline.tempo)) beats per minute")
        add(.parameter, "\(name).beatsPerBar", "\(plain(timeline.map.signatures[0].signature.beatsPerBar))")
    }

    /// Where the tempo or the bars change, what a length in beats comes to depends on its place: then all of the map
    /// is part of what follows it.
    mutating func tempoMap() {
        guard followedTempo, !timeline.map.isConstant else { return }
        let pieces = timeline.map.pieces.map {
            "\(plain($0.tempo)) (\(plain($0.growth)) more each) at beat \(plain($0.beat))"
        }
        let signatures = timeline.map.signatures.map {
            "\($0.signature.beats)/\($0.signature.unit) at bar \($0.bar)"
        }
        add(.parameter, "tempoMap", (pieces + signatures).joined(separator: ", "))
    }

    private mutating func list(_ values: [Value], _ name: String) {
        let recipes = values.compactMap { if case .recipe(let recipe) = $0 { recipe } else { nil } }
        add(.parameter, name, recipes.map(\.label).joined(separator: ", "))
        var seen: [String: Int] = [:]
        for recipe in recipes {
            // What stands directly in the target goes by its own name: `lowpass.frequency`.
            let parent = namesLists ? name : name.split(separator: ".").dropLast().joined(separator: ".")
            let label = parent.isEmpty ? recipe.label : "\(parent).\(recipe.label)"
            let count = seen[label, default: 0]
            seen[label] = count + 1
            self.recipe(recipe, named: count == 0 ? label : "\(label)[\(count)]")
        }
    }

    private mutating func texts(_ values: [Value], _ kind: Kind, _ name: String) {
        guard case .list(let element, _) = kind else { return }
        // Numbers may stand beside curves, each of which has components of its own.
        let texts = values.map { $0.isRecipe ? "curve" : words($0, element) }
        add(.parameter, name, texts.joined(separator: ", "))
        for (index, value) in values.enumerated() {
            if case .recipe(let curve) = value { recipe(curve, named: "\(name)[\(index)]") }
        }
    }

    /// What every audio file's bytes depend on beyond its recipe.
    mutating func sound(
        _ target: Recipe, _ kind: TargetKind, _ format: Recipe, _ tags: SoundTags, _ production: Recipe
    ) {
        recipe(format, named: "format")
        add(.parameter, "sampleRate", "\(timeline.sampleRate) Hz")
        if kind != .process {
            let channels = target.isGiven("channels") ? target : production
            add(.parameter, "channels", channels.text("channels"))
        }
        if kind == .stem {
            let frames = target.isGiven("duration") ? target.frames("duration", timeline) : timeline.frames
            add(.parameter, "frames", "\(frames)")
        }
        let markers = timeline.sections.map { "\($0.name) at \($0.span.lowerBound)" }
        // No name has a bar in it, so no two timelines share this text.
        add(.parameter, "markers", markers.joined(separator: " | "))
        if let stated = [target, production].first(where: { $0.isGiven("tags") }) {
            add(.rule, "tags", stated.recipe("tags").rule.signature)
        }
        for (name, value) in tags.fields { add(.parameter, "tags.\(name)", value) }
        let sound = SoundFormat(format, sampleRate: timeline.sampleRate, channels: 1)
        add(.tool, "encoder", sound.container.encoder)
        // The header holds what they measured.
        if sound.container == .bwf { add(.tool, "meters", MeterBank.version) }
    }

    private func words(_ value: Value, _ kind: Kind) -> String {
        switch (kind, value) {
        case (.section, .text(let name)):
            guard let section = timeline.section(name) else { return name }
            let span = section.span
            // Steps are laid out from the section's beat, which its first frame is rounded from.
            let beat = followsTempo ? "beat \(plain(section.startBeat)), " : ""
            return "\(name) (\(beat)frames \(span.lowerBound)..<\(span.upperBound))"
        case (.time, .quantity(let amount, let unit)), (.automatableTime, .quantity(let amount, let unit)):
            return "\(plain(amount)) \(unit.rawValue) = \(timeline.frames(amount, unit)) frames"
        case (_, .quantity(let amount, .linear)): return "× \(plain(amount))"
        case (_, .quantity(let amount, .decibels)): return "\(plain(amount)) dB"
        case (.number(_, let unit), .number(let number)), (.automatable(_, let unit), .number(let number)):
            return unit.isEmpty ? plain(number) : "\(plain(number)) \(unit)"
        case (_, .number(let number)): return plain(number)
        case (_, .integer(let integer)): return "\(integer)"
        case (_, .flag(let flag)): return "\(flag)"
        case (_, .text(let text)): return text
        case (_, .recipe), (_, .list): preconditionFailure("BUG: \(value) has no words, but components")
        default: return "\(value)"
        }
    }
}

extension Recipe {
    /// What a list of such recipes calls this one: an input by its target, anything else by its rule.
    fileprivate var label: String { rule.family == .input ? "\(rule.name) \(text("target"))" : rule.name }
}

extension Rule {
    /// The name and the version, as they stand in a key.
    fileprivate var signature: String { "\(name)@\(version)" }

    /// Whether more than one of its parameters is a list of recipes of the same family.
    fileprivate var hasListsOfOneFamily: Bool {
        let families = parameters.compactMap { parameter -> Family? in
            if case .list(.recipe(let family), _) = parameter.kind { family } else { nil }
        }
        return Set(families).count < families.count
    }
}

extension Value {
    fileprivate var isRecipe: Bool { if case .recipe = self { true } else { false } }
}

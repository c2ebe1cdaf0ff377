internal import Archives
internal import BuildGraph
internal import TargetDescription

/// What a target is composed of: a walk over its recipe that finds the targets, files and sections it names,
/// and has every instrument and effect look at its own parameters.
enum Composition {
    /// The names of the targets it is made from, in the order of the recipe.
    ///
    /// - Parameter isReference: Whether a target only checks a file: a model of that name is none of them.
    static func inputs(of recipe: Recipe, isReference: (String) -> Bool) -> [String] {
        texts(of: recipe) { kind, name in
            switch kind {
            case .target: true
            case .model: !isReference(name)
            default: false
            }
        }
    }

    /// The names of the targets that its effects take as a whole.
    static func models(of recipe: Recipe) -> [String] {
        texts(of: recipe) { kind, _ in if case .model = kind { true } else { false } }
    }

    /// The names of the targets that an effect, or one within it, follows frame by frame.
    static func sidechains(of effect: Recipe) -> [String] {
        texts(of: effect) { kind, _ in if case .target = kind { true } else { false } }
    }

    /// The names of the targets that its gates look at.
    static func comparisons(of recipe: Recipe) -> [String] {
        texts(of: recipe) { kind, _ in if case .comparison = kind { true } else { false } }
    }

    /// The files it is made from, each once.
    static func files(of recipe: Recipe) -> [String] {
        var seen: Set<String> = []
        let files = texts(of: recipe) { kind, _ in if case .file = kind { true } else { false } }
        return files.filter { seen.insert($0).inserted }
    }

    /// Refuses parameters that cannot stand together, sections that do not exist, and values beyond what the
    /// sample rate allows.
    static func check(_ target: Recipe, _ timeline: Timeline) throws(Refusal) {
        try checkSections(target, timeline)
        try checkCurves(target, timeline)
        try checkUnits(target, timeline)
        try checkMembers(target)
        guard target.rule.name == Rule.stem.name, target.isGiven("duration"),
            target.frames("duration", timeline) == 0
        else {
            return
        }
        throw Refusal(
            line: target.line,
            "'\(target.text("name"))' has no length: leave out its duration for the production's")
    }

    /// An archive cannot hold two files of one name, and zlib has fewer levels than zstd.
    private static func checkMembers(_ target: Recipe) throws(Refusal) {
        guard target.rule.name == Rule.archive.name else { return }
        if case .zip(.deflate(let level)) = target.archiveForm,
            level > Archives.Compression.deflateLevels.upperBound
        {
            throw Refusal(
                line: target.line,
                "'\(target.text("name"))' asks for level \(level) of zlib: the smallest it makes is level 9, and levels to 19 are .zstd's"
            )
        }
        var seen: Set<String> = []
        for member in target.texts("members") where !seen.insert(member).inserted {
            throw Refusal(
                line: target.line, "'\(target.text("name"))' lists '\(member)' twice: take one of them out")
        }
    }

    private static func checkCurves(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        if recipe.rule.family == .curve { try recipe.checkCurve(timeline) }
        for part in recipe.parts { try checkCurves(part, timeline) }
    }

    private static func checkUnits(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        switch recipe.rule.family {
        case .instrument: _ = try InstrumentTable.unit(recipe, timeline)
        case .effect: _ = try EffectTable.unit(recipe, timeline)
        case .gate: _ = try GateTable.unit(recipe, timeline)
        case .track: _ = try Score(recipe, timeline)
        default: for part in recipe.parts { try checkUnits(part, timeline) }
        }
    }

    private static func checkSections(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let names = texts(of: recipe, deep: false) { kind, _ in
            if case .section = kind { true } else { false }
        }
        for name in names where timeline.section(name) == nil {
            let sections = timeline.sections.map(\.name)
            let hint = closest(to: name, among: sections).map { ": did you mean '\($0)'?" }
            let all =
                sections.isEmpty
                ? ": the production has no sections" : ": there are \(sections.joined(separator: ", "))"
            throw Refusal(line: recipe.line, "no section is called '\(name)'\(hint ?? all)")
        }
        for part in recipe.parts { try checkSections(part, timeline) }
    }

    private static func texts(of recipe: Recipe, deep: Bool = true, where matches: (Kind, String) -> Bool)
        -> [String]
    {
        zip(recipe.rule.parameters, recipe.values).flatMap { parameter, value in
            texts(of: value, parameter.kind, deep: deep, where: matches)
        }
    }

    private static func texts(
        of value: Value, _ kind: Kind, deep: Bool, where matches: (Kind, String) -> Bool
    )
        -> [String]
    {
        switch (kind, value) {
        case (.list(let element, _), .list(let values)):
            values.flatMap { texts(of: $0, element, deep: deep, where: matches) }
        case (.recipe, .recipe(let recipe)): deep ? texts(of: recipe, where: matches) : []
        case (_, .text(let text)): matches(kind, text) ? [text] : []
        default: []
        }
    }
}

extension Recipe {
    /// The recipes among its values.
    var parts: [Recipe] {
        values.flatMap { value -> [Recipe] in
            switch value {
            case .recipe(let recipe): [recipe]
            case .list(let values):
                values.compactMap { if case .recipe(let recipe) = $0 { recipe } else { nil } }
            default: []
            }
        }
    }
}

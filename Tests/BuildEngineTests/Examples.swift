import TargetDescription

/// Values and recipes for every rule of the catalogue, made from what the rules say of themselves: a new rule is
/// tested from its first day.
enum Examples {
    /// Values that a kind accepts, no two of which mean the same at 120 beats per minute and 48 kHz.
    static func values(_ kind: Kind) -> [Value] {
        switch kind {
        case .flag: [.flag(false), .flag(true)]
        case .integer(let range, _):
            [
                range.lowerBound, range.lowerBound + (range.upperBound - range.lowerBound) / 2 + 1,
                range.upperBound,
            ].map(Value.integer)
        case .number(let range, _):
            [
                range.lowerBound, range.lowerBound + (range.upperBound - range.lowerBound) / 3,
                range.upperBound,
            ].map(Value.number)
        case .choice(let words): words.map(Value.text)
        case .text: ["name", "größe 2", "a, b"].map(Value.text)
        case .steps: ["x...", "o..X", "x . | -"].map(Value.text)
        case .time:
            [.quantity(1.5, .seconds), .quantity(2, .beats), .quantity(1, .bars), .quantity(100, .frames)]
        case .gain: [.quantity(0.5, .linear), .quantity(-6, .decibels), .quantity(1.0 / 3, .linear)]
        case .size: [.quantity(1, .mebibytes), .quantity(1, .gibibytes), .quantity(0.5, .gibibytes)]
        case .target: ["bass", "other"].map(Value.text)
        case .file: ["take.wav", "../größe/\"b\".flac"].map(Value.text)
        case .section: ["verse", "chorus"].map(Value.text)
        case .list(let element, let count): lists(values(element), count)
        case .recipe(let family): rules(in: family).flatMap(variants).map(Value.recipe)
        }
    }

    /// A rule's usual recipe, and one with another value for its first parameter that has two.
    private static func variants(_ rule: Rule) -> [Recipe] {
        let other = rule.parameters.lazy.compactMap { parameter in
            values(parameter.kind).first { $0 != usual(rule)[parameter.name] }.map {
                recipe(rule, parameter.name, $0)
            }
        }
        return [usual(rule)] + [other.first].compactMap(\.self)
    }

    private static func lists(_ elements: [Value], _ count: ClosedRange<Int>) -> [Value] {
        let two = Array(elements.prefix(2))
        return ([[], [elements[0]], two, two.reversed()] as [[Value]]).filter { count.contains($0.count) }
            .map(Value.list)
    }

    static func rules(in family: Family) -> [Rule] { Catalogue.rules.filter { $0.family == family } }

    /// A recipe of a rule with its defaults, and the first example of what has none.
    static func usual(_ rule: Rule) -> Recipe {
        Recipe(rule, rule.parameters.map { $0.fallback ?? values($0.kind)[0] }, line: 1)
    }

    /// The recipe with another value for one parameter.
    static func recipe(_ rule: Rule, _ parameter: String, _ value: Value) -> Recipe {
        usual(rule).replacing(parameter, with: value)
    }
}

extension Recipe {
    func replacing(_ parameter: String, with value: Value) -> Recipe {
        let values = zip(rule.parameters, self.values).map { $0.name == parameter ? value : $1 }
        return Recipe(rule, values, line: line)
    }

    /// The same recipe with every line moved.
    func moved(by lines: Int) -> Recipe {
        Recipe(rule, values.map { $0.moved(by: lines) }, line: line + lines)
    }
}

extension Value {
    fileprivate func moved(by lines: Int) -> Value {
        switch self {
        case .recipe(let recipe): .recipe(recipe.moved(by: lines))
        case .list(let values): .list(values.map { $0.moved(by: lines) })
        default: self
        }
    }
}

// MARK: - Productions around a recipe

extension Examples {
    /// Two sections, 120 beats per minute, 48 kHz: what every example is placed in.
    static func production(_ targets: [Recipe]) -> Recipe {
        usual(.production)
            .replacing("duration", with: .quantity(60, .seconds))
            .replacing("sections", with: .recipes([section("verse", 16), section("chorus", 8)]))
            .replacing("targets", with: .recipes(targets))
    }

    static func section(_ name: String, _ beats: Double) -> Recipe {
        Recipe(.section, [.text(name), .quantity(beats, .beats)], line: 2)
    }

    /// The smallest target that holds a recipe, and the way to the recipe in the JSON of that target; nil for what
    /// belongs to a production.
    static func host(_ recipe: Recipe) -> (target: Recipe, path: [String])? {
        func target(_ rule: Rule, _ parameter: String) -> (Recipe, [String]) {
            (usual(rule).replacing(parameter, with: .recipes([recipe])), [parameter])
        }
        switch recipe.rule.family {
        case .target: return (recipe, [])
        case .instrument: return target(.stem, "instruments")
        case .effect: return target(.stem, "effects")
        case .gate: return target(.stem, "gates")
        case .input: return target(.master, "inputs")
        case .format: return (usual(.stem).replacing("format", with: .recipe(recipe)), ["format"])
        case .pattern, .voice:
            let parameter = recipe.rule.family == .pattern ? "patterns" : "kit"
            let drums = usual(.drums).replacing(parameter, with: .recipes([recipe]))
            return (
                usual(.stem).replacing("instruments", with: .recipes([drums])), ["instruments", parameter]
            )
        case .production, .section: return nil
        }
    }

    /// A production with the recipe somewhere in it.
    static func wrapped(_ recipe: Recipe) -> Recipe {
        switch recipe.rule.family {
        case .production: recipe
        case .section: production([]).replacing("sections", with: .recipes([recipe]))
        default: production(host(recipe).map { [$0.target] } ?? [])
        }
    }
}

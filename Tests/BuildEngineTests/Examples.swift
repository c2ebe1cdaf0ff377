import Synchronization
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
        // A point's value is for the parameter to judge that it is in: these are gains, too.
        case .number(let range, _) where range.upperBound == 1e9: [0, -3, 12].map(Value.number)
        case .number(let range, _):
            [
                range.lowerBound, range.lowerBound + (range.upperBound - range.lowerBound) / 3,
                range.upperBound,
            ].map(Value.number)
        case .automatable(let range, let unit):
            values(.number(range, unit: unit)) + [curve([range.upperBound, range.lowerBound])]
        case .choice(let words): words.map(Value.text)
        case .text: ["name", "größe 2", "a, b"].map(Value.text)
        case .freeText: ["words", "more words", "7"].map(Value.text)
        case .notation(let notation): examples(notation).map(Value.text)
        case .steps: ["x...", "o..X", "x . | -"].map(Value.text)
        case .notes: ["C4 E4", "A2:2 -", "Am7:4"].map(Value.text)
        case .key: ["A minor", "Eb dorian"].map(Value.text)
        case .time:
            [.quantity(1.5, .seconds), .quantity(2, .beats), .quantity(1, .bars), .quantity(100, .frames)]
        case .gain: [.quantity(0.5, .linear), .quantity(-6, .decibels), .quantity(1.0 / 3, .linear)]
        case .automatableTime(let range): values(.time) + [curve([range.upperBound, 0.5])]
        case .automatableGain: values(.gain) + [curve([0, -12])]
        case .size: [.quantity(1, .mebibytes), .quantity(1, .gibibytes), .quantity(0.5, .gibibytes)]
        case .target, .model, .comparison: ["bass", "other"].map(Value.text)
        case .measurement: ["crest", "band.125"].map(Value.text)
        case .file: ["take.wav", "../größe/\"b\".flac"].map(Value.text)
        case .section: ["verse", "chorus"].map(Value.text)
        case .list(let element, let count): lists(values(element), count)
        // A preset holds gates, and no preset; a mid-side holds effects, and no mid-side.
        case .recipe(let family): recipes(family)
        }
    }

    /// What was made of each family: one holds others, which hold others, and each is asked for hundreds of times.
    private static let made = Mutex<[Family: [Value]]>([:])

    private static func recipes(_ family: Family) -> [Value] {
        if let recipes = made.withLock({ $0[family] }) { return recipes }
        let recipes = rules(in: family).filter {
            ![Rule.presetGate.name, Rule.midSide.name].contains($0.name)
        }.flatMap(variants).map(Value.recipe)
        made.withLock { $0[family] = recipes }
        return recipes
    }

    /// A rule's usual recipe, and one with another value for its first parameter that has two.
    private static func variants(_ rule: Rule) -> [Recipe] {
        let usual = usual(rule)
        for parameter in rule.parameters {
            guard let other = values(parameter.kind).first(where: { $0 != usual[parameter.name] }) else {
                continue
            }
            return [usual, usual.replacing(parameter.name, with: other)]
        }
        return [usual]
    }

    /// A curve through these values, a beat apart.
    private static func curve(_ values: [Double]) -> Value {
        Automation.curve(values.enumerated().map { .point($1, at: .beats(Double($0))) }, line: 1).value
    }

    private static func examples(_ notation: Notation) -> [String] {
        switch notation {
        case .isrc: ["DEA122600001", "US-RC1-76-07839"]
        case .date: ["2026", "2026-11", "2024-02-29"]
        case .day: ["2026-11-25", "2024-02-29"]
        case .time: ["00:00:00", "13:45:59"]
        case .key: ["C", "F#m", "Bb"]
        }
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
        case .tags: return (usual(.stem).replacing("tags", with: .recipe(recipe)), ["tags"])
        case .band:
            let multiband = usual(.multiband).replacing("bands", with: .recipes([recipe]))
            return (
                usual(.stem).replacing("effects", with: .recipes([multiband])), ["effects", "bands"]
            )
        case .curve:
            let gain = usual(.gain).replacing("gain", with: .recipe(recipe))
            return (usual(.stem).replacing("effects", with: .recipes([gain])), ["effects", "gain"])
        case .point:
            let curve = usual(.curve).replacing("points", with: .recipes([recipe]))
            return host(curve).map { ($0.target, $0.path + ["points"]) }
        case .phrase:
            let track = usual(.track).replacing("phrases", with: .recipes([recipe]))
            return host(track).map { ($0.target, $0.path + ["phrases"]) }
        case .groove:
            let phrase = usual(.phrase).replacing("groove", with: .recipe(recipe))
            return host(phrase).map { ($0.target, $0.path + ["groove"]) }
        case .track: return target(.midi, "tracks")
        case .oscillator, .filter, .envelope, .lfo, .zone, .operator:
            let (rule, parameter) = instrument(of: recipe.rule.family)
            let part: Value =
                [.zone, .operator].contains(recipe.rule.family) ? .recipes([recipe]) : .recipe(recipe)
            return host(usual(rule).replacing(parameter, with: part)).map {
                ($0.target, $0.path + [parameter])
            }
        case .production, .section, .tempo, .signature: return nil
        }
    }

    /// A production with the recipe somewhere in it.
    static func wrapped(_ recipe: Recipe) -> Recipe {
        switch recipe.rule.family {
        case .production: recipe
        case .section: production([]).replacing("sections", with: .recipes([recipe]))
        case .tempo: production([]).replacing("tempoChanges", with: .recipes([recipe]))
        case .signature: production([]).replacing("signatures", with: .recipes([recipe]))
        default: production(host(recipe).map { [$0.target] } ?? [])
        }
    }
}

extension Examples {
    /// An instrument that such a part stands in, and where.
    private static func instrument(of part: Family) -> (Rule, String) {
        switch part {
        case .zone: (.sampler, "zones")
        case .operator: (.fm, "operators")
        default: (.synth, part.rawValue)
        }
    }
}

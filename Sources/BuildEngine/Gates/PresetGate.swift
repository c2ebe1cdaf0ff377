internal import BuildGraph
internal import Signal
internal import TargetDescription

/// The gates of a preset, under its name.
struct PresetGate: GateUnit {
    private let name: String
    private let gates: [any GateUnit]

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        let preset: Preset = recipe.word("name")
        name = preset.rawValue
        let whole = preset.recipe(line: recipe.line)
        // What is judged under a name is what the name stands for.
        for parameter in ["version", "gates"] where recipe.isGiven(parameter) {
            guard recipe[parameter] == whole[parameter] else {
                throw Refusal(
                    line: recipe.line,
                    "the preset '\(name)' is written with another \(parameter == "gates" ? "set of gates" : "version") than this bounce has, which is version \(preset.sheet.version): leave out \"version\" and \"gates\""
                )
            }
        }
        var gates: [any GateUnit] = []
        for gate in whole.recipes("gates") { gates.append(try GateTable.unit(gate, timeline)) }
        self.gates = gates
    }

    var metrics: [Metric] { gates.flatMap(\.metrics) }

    var comparisons: [String: [Metric]] {
        gates.reduce(into: [:]) { $0.merge($1.comparisons) { $0 + $1 } }
    }

    func meters(_ job: Job) -> [GateMeter] { gates.flatMap { $0.meters(job) } }

    func limits(channels: Int) -> [GateLimit] {
        gates.flatMap { $0.limits(channels: channels) }.map { limit in
            var limit = limit
            limit.gate = "\(name): \(limit.gate)"
            return limit
        }
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        gates.flatMap { $0.judge(evidence) }.map { verdict in
            var verdict = verdict
            verdict.gate = "\(name): \(verdict.gate)"
            return verdict
        }
    }
}

extension Recipe {
    /// The same target with what its presets come to: a description may leave that out.
    var withPresets: Recipe {
        guard let index = rule.parameters.firstIndex(where: { $0.name == "gates" }),
            case .list(let gates) = values[index]
        else { return self }
        var changed = false
        let whole = gates.map { gate -> Value in
            guard case .recipe(let recipe) = gate, recipe.rule.name == Rule.presetGate.name,
                !recipe.isGiven("version") || !recipe.isGiven("gates")
            else { return gate }
            changed = true
            let preset: Preset = recipe.word("name")
            let complete = preset.recipe(line: recipe.line)
            // What was stated stays, to be checked.
            let values = zip(recipe.values, complete.values).map { $0 == .absent ? $1 : $0 }
            return .recipe(Recipe(recipe.rule, values, line: recipe.line))
        }
        guard changed else { return self }
        var values = values
        values[index] = .list(whole)
        return Recipe(rule, values, line: line)
    }
}

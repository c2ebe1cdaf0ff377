package import TargetDescription

extension Preset {
    /// What its gates ask for, in words: "loudness", "target -23 LUFS, tolerance 0.2 LU, mono -26 LUFS".
    package var gateWords: [(gate: String, parameters: String)] {
        sheet.gates.map { gate in
            (gate.recipe.rule.name, KeyComponents.parameters(of: gate.recipe, .none))
        }
    }
}

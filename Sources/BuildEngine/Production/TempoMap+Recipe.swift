internal import Arrangement
internal import TargetDescription

extension TempoMap {
    /// Reads a production's tempo and time signatures, and refuses what overlaps or runs backwards.
    init(_ production: Recipe) throws(Refusal) {
        let sampleRate = production.integer("sampleRate")
        let signature = TimeSignature(beats: production.integer("beatsPerBar"), unit: 4)
        let signatures = try TempoMap.signatures(production.recipes("signatures"))
        // Bars do not depend on the tempo: they are known before its changes are placed.
        let bars = TempoMap(
            sampleRate: sampleRate, tempo: 120, changes: [], signature: signature, signatures: signatures)
        self.init(
            sampleRate: sampleRate, tempo: production.number("tempo"),
            changes: try TempoMap.changes(production.recipes("tempoChanges"), bars), signature: signature,
            signatures: signatures)
    }

    private static func signatures(_ recipes: [Recipe]) throws(Refusal) -> [TempoMap.SignatureChange] {
        var changes: [TempoMap.SignatureChange] = []
        for recipe in recipes {
            let bar = recipe.integer("atBar")
            if let last = changes.last, bar <= last.bar {
                throw Refusal(
                    line: recipe.line,
                    "the time signature at bar \(bar) follows one at bar \(last.bar): put them in the order of the bars, one for each"
                )
            }
            let unit = Int(recipe.text("unit")) ?? 4
            changes.append(
                TempoMap.SignatureChange(
                    bar: bar, signature: TimeSignature(beats: recipe.integer("beats"), unit: unit)))
        }
        return changes
    }

    private static func changes(_ recipes: [Recipe], _ bars: TempoMap) throws(Refusal) -> [TempoMap.Change] {
        var changes: [TempoMap.Change] = []
        for recipe in recipes {
            let beat = try position("at", of: recipe, bars)
            let over = try position("over", of: recipe, bars, from: beat)
            let end = changes.last.map { $0.beat + $0.over } ?? 0
            guard beat >= end, beat > 0 else {
                throw Refusal(
                    line: recipe.line,
                    "the tempo changes at beat \(plain(beat)), and the one before is at beat \(plain(end)): put changes in the order of time, after the start and without overlap"
                )
            }
            changes.append(TempoMap.Change(beat: beat, over: over, tempo: recipe.number("tempo")))
        }
        return changes
    }

    /// A position, or a length from a beat on, in beats. Seconds and frames depend on the very tempo that is being
    /// stated.
    private static func position(
        _ name: String, of recipe: Recipe, _ bars: TempoMap, from beat: Double = 0
    ) throws(Refusal) -> Double {
        guard case .quantity(let amount, let unit) = recipe[name], unit == .beats || unit == .bars else {
            throw Refusal(
                line: recipe.line, "a tempo changes at a beat or a bar: write `\(name)` in beats or bars")
        }
        return bars.beats(amount, unit, from: beat)
    }
}

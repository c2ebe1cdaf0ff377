package import Signal
internal import SoundFiles
package import TargetDescription

/// A gate of a manifest, made ready to judge. It judges evidence and never looks at a file itself, so an
/// edited threshold needs no second measurement.
package protocol GateUnit: Sendable {
    /// Reads the recipe, and refuses what its parameters cannot mean together.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal)

    /// What has to be measured for it.
    var metrics: [Metric] { get }

    func judge(_ evidence: Evidence) -> [Verdict]
}

extension GateUnit {
    package var metrics: [Metric] { [] }
}

/// Which gate follows which rule. A new gate is a line here.
enum GateTable {
    static let units: [String: any GateUnit.Type] = [
        Rule.formatGate.name: FormatGate.self,
        Rule.durationGate.name: DurationGate.self,
        Rule.peakGate.name: PeakGate.self,
        Rule.truePeakGate.name: TruePeakGate.self,
        Rule.loudnessGate.name: LoudnessGate.self,
        Rule.clippingGate.name: ClippingGate.self,
        Rule.offsetGate.name: OffsetGate.self,
        Rule.silenceGate.name: SilenceGate.self,
        Rule.alignedGate.name: AlignedGate.self,
    ]

    static func unit(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> any GateUnit {
        guard let unit = units[recipe.rule.name] else {
            preconditionFailure("BUG: no gate follows '\(recipe.rule.name)'")
        }
        return try unit.init(recipe, timeline)
    }
}

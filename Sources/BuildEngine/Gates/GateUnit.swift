package import Signal
package import TargetDescription

/// A gate of a manifest, made ready to judge. It judges evidence and never looks at a file itself, so an
/// edited threshold needs no second measurement.
package protocol GateUnit: Sendable {
    /// Reads the recipe, and refuses what its parameters cannot mean together.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal)

    /// Refuses what it cannot be asked of.
    func check(_ target: Recipe) throws(Refusal)

    /// What has to be measured for it.
    var metrics: [Metric] { get }

    /// What has to be measured of other targets, by their names. They are those that its recipe names.
    var comparisons: [String: [Metric]] { get }

    /// Whether the file itself, with the form of what it is mixed from, is all that it judges: its verdict can then
    /// go with the file.
    static var judgesFileAlone: Bool { get }

    /// The meters that it brings along.
    func meters(_ job: Job) -> [GateMeter]

    func judge(_ evidence: Evidence) -> [Verdict]

    /// The limits that can be drawn into a picture of a file with so many channels.
    func limits(channels: Int) -> [GateLimit]
}

extension GateUnit {
    package func check(_ target: Recipe) throws(Refusal) {}
    package var metrics: [Metric] { [] }
    package var comparisons: [String: [Metric]] { [:] }
    package static var judgesFileAlone: Bool { true }
    package func meters(_ job: Job) -> [GateMeter] { [] }
    package func limits(channels: Int) -> [GateLimit] { [] }
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
        Rule.momentaryGate.name: MomentaryGate.self,
        Rule.shortTermGate.name: ShortTermGate.self,
        Rule.loudnessRangeGate.name: LoudnessRangeGate.self,
        Rule.rmsGate.name: RMSGate.self,
        Rule.crestGate.name: CrestGate.self,
        Rule.noiseFloorGate.name: NoiseFloorGate.self,
        Rule.phaseGate.name: PhaseGate.self,
        Rule.monoLossGate.name: MonoLossGate.self,
        Rule.bandGate.name: BandGate.self,
        Rule.onsetsGate.name: OnsetsGate.self,
        Rule.finiteGate.name: FiniteGate.self,
        Rule.denormalGate.name: DenormalGate.self,
        Rule.fileNameGate.name: FileNameGate.self,
        Rule.limitGate.name: LimitGate.self,
        Rule.sumGate.name: SumGate.self,
        Rule.matchesGate.name: MatchesGate.self,
        Rule.presetGate.name: PresetGate.self,
        Rule.survivesGate.name: SurvivesGate.self,
    ]

    static func unit(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> any GateUnit {
        try type(of: recipe).init(recipe, timeline)
    }

    /// Whether what it finds can go with the file.
    static func judgesFileAlone(_ recipe: Recipe) -> Bool { type(of: recipe).judgesFileAlone }

    private static func type(of recipe: Recipe) -> any GateUnit.Type {
        guard let unit = units[recipe.rule.name] else {
            preconditionFailure("BUG: no gate follows '\(recipe.rule.name)'")
        }
        return unit
    }
}

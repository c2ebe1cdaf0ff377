internal import Signal
internal import TargetDescription

/// An instrument of a manifest, made ready to sound.
protocol InstrumentUnit: Sendable {
    /// Reads the recipe, and refuses what its parameters cannot mean together.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal)

    /// Refuses what does not fit into a stem of this length.
    func check(frames: Int, _ timeline: Timeline) throws(Refusal)

    /// The sound, `context.frames` long, in `context.channels`.
    func stream(_ context: RenderContext) throws -> any SampleStream
}

extension InstrumentUnit {
    func check(frames: Int, _ timeline: Timeline) {}
}

/// Which instrument plays which rule. A new instrument is a line here.
enum InstrumentTable {
    static let units: [String: any InstrumentUnit.Type] = [
        Rule.tone.name: ToneUnit.self,
        Rule.noise.name: NoiseUnit.self,
        Rule.recording.name: RecordingUnit.self,
        Rule.drums.name: DrumsUnit.self,
        Rule.synth.name: SynthUnit.self,
        Rule.fm.name: FMUnit.self,
        Rule.pluck.name: PluckUnit.self,
        Rule.organ.name: OrganUnit.self,
        Rule.sampler.name: SamplerUnit.self,
        Rule.soundFont.name: SoundFontUnit.self,
    ]

    static func unit(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> any InstrumentUnit {
        guard let unit = units[recipe.rule.name] else {
            preconditionFailure("BUG: no instrument plays '\(recipe.rule.name)'")
        }
        return try unit.init(recipe, timeline)
    }
}

extension Timeline {
    /// Refuses a frequency that this sample rate cannot carry.
    func checkBelowNyquist(_ frequency: Double, _ what: String, _ recipe: Recipe) throws(Refusal) {
        let limit = Double(sampleRate) / 2
        guard frequency >= limit else { return }
        throw Refusal(
            line: recipe.line,
            "\(what) is \(plain(frequency)) Hz: it has to be below half the sample rate, \(plain(limit)) Hz")
    }

    /// The frames of these sections, in order, those that touch as one; all of the time where none is named.
    func spans(of sections: [String], in frames: Int) -> [Range<Int>] {
        guard !sections.isEmpty else { return [0..<frames] }
        let spans = sections.compactMap { section($0)?.span.clamped(to: 0..<frames) }
        var joined: [Range<Int>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
            if let last = joined.last, span.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }
}

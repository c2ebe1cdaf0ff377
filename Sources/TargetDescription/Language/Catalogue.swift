/// Every word that a manifest may use.
package enum Catalogue {
    package static let rules: [Rule] = targets + instruments + effects + gates + formats + parts

    static let targets: [Rule] = [.reference, .stem, .process, .master, .archive]
    static let instruments: [Rule] = [.tone, .noise, .recording, .drums]
    static let effects: [Rule] = [.gain, .lowpass, .highpass, .bandpass, .fade, .clip, .limiter]
    static let gates: [Rule] = [
        .formatGate, .durationGate, .peakGate, .truePeakGate, .loudnessGate, .clippingGate, .offsetGate,
        .silenceGate, .alignedGate,
    ]
    static let formats: [Rule] = [.wav, .aiff, .flac]
    static let parts: [Rule] = [.production, .section, .pattern, .sample, .input]

    private static let index: [Family: [String: Rule]] = Dictionary(grouping: rules, by: \.family).mapValues {
        Dictionary(uniqueKeysWithValues: $0.map { ($0.name, $0) })
    }

    /// The rule of that name in a family, if there is one.
    package static func rule(_ name: String, in family: Family) -> Rule? { index[family]?[name] }

    /// The names of a family's rules, in the order of the reference.
    package static func names(in family: Family) -> [String] { names[family] ?? [] }

    // Asked for with every recipe that is decoded.
    private static let names: [Family: [String]] = Dictionary(grouping: rules, by: \.family).mapValues {
        $0.map(\.name)
    }
}

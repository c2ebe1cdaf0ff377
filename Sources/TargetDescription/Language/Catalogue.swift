/// Every word that a manifest may use.
package enum Catalogue {
    package static let rules: [Rule] = targets + instruments + effects + gates + formats + parts

    static let targets: [Rule] = [.reference, .stem, .process, .bus, .master, .midi, .archive]
    static let instruments: [Rule] = [
        .tone, .noise, .recording, .drums, .synth, .fm, .pluck, .organ, .sampler, .soundFont,
    ]
    static let effects: [Rule] = [
        .gain, .lowpass, .highpass, .bandpass, .resonantLowpass, .resonantHighpass, .resonantBandpass, .notch,
        .bell, .lowShelf, .highShelf, .tilt, .chebyshev, .inverseChebyshev, .bessel, .linearPhase, .fade,
        .clip, .limiter, .compressor, .expander, .noiseGate, .deEsser, .multiband, .transientShaper,
        .truePeakLimiter, .normalise, .trim, .dcRemoval, .polarity, .swap, .mono, .width, .midSide,
        .monoBelow, .tremolo, .chorus, .flanger, .phaser, .saturation, .bitCrush, .matchEQ,
        .delay, .convolution, .reverb,
    ]
    static let gates: [Rule] = [
        .formatGate, .durationGate, .peakGate, .truePeakGate, .loudnessGate, .clippingGate, .offsetGate,
        .silenceGate, .alignedGate, .momentaryGate, .shortTermGate, .loudnessRangeGate, .rmsGate, .crestGate,
        .noiseFloorGate, .phaseGate, .monoLossGate, .bandGate, .onsetsGate, .finiteGate, .denormalGate,
        .fileNameGate, .limitGate, .sumGate, .matchesGate, .survivesGate, .presetGate,
    ]
    static let formats: [Rule] = [.wav, .rf64, .w64, .bwf, .aiff, .caf, .flac, .vorbis, .opus, .mp3]
    static let parts: [Rule] = [
        .production, .section, .tags, .pattern, .sample, .input, .band, .curve, .point, .tempo, .signature,
        .phrase, .midiPhrase, .groove, .track, .oscillator, .noteFilter, .adsr, .lfo, .operator, .zone,
    ]

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

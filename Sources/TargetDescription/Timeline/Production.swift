/// A whole production: its timeline, the form of its files, and its targets. A manifest states one.
///
/// ```swift
/// import TargetDescription
///
/// let production = Production(
///     "demo",
///     tempo: 120,
///     duration: .bars(16),
///     targets: [
///         .stem("bass", .tone(.saw, frequency: 55, level: 0.5)),
///         .master("mix", of: [.input("bass")]),
///     ])
/// ```
public final class Production {
    /// The name of the production, shown in reports.
    public var name: String
    /// Beats (quarter notes) per minute, at the start: 1 … 1000. Default 120.
    public var tempo: Double
    /// Beats in a bar, at the start: 1 … 64. Default 4.
    public var beatsPerBar: Int
    /// Where the tempo changes, in order. Default nowhere.
    public var tempoChanges: [TempoChange]
    /// Where the time signature changes, in order. Default nowhere.
    public var signatures: [SignatureChange]
    /// The length of the production, or nil for the length of its sections.
    public var duration: Time?
    /// Sample frames per second: 8,000 … 384,000 Hz. Default 48,000.
    public var sampleRate: Int
    /// The channels of every audio target that does not say otherwise. Default stereo.
    public var channels: Channels
    /// The form of every audio file that does not say otherwise. Default 24-bit WAV.
    public var format: Format
    /// What every audio file says of the music in it, unless its target says otherwise. Default nothing.
    public var tags: Tags?
    /// The pattern of every audio file's name, such as "{production}_{stem}_{bpm}bpm_{key}", or nil for the target's name.
    public var named: String?
    /// How much is kept of earlier builds, or nil for 20 GiB. It changes no sound.
    public var cacheLimit: Size?
    /// The parts of the timeline, in order.
    public var sections: [Section]
    /// Everything that is rendered, checked or packed.
    public var targets: [Target]

    private let line: Int

    /// What the manifest has stated so far.
    // Safe: the manifest's top-level code runs on one thread, and is over before this is read.
    nonisolated(unsafe) package private(set) static var stated: [Production] = []

    /// States the production.
    ///
    /// - Parameters:
    ///   - name: The name of the production, shown in reports.
    ///   - tempo: Beats per minute: 1 … 1000. Default 120.
    ///   - beatsPerBar: Beats in a bar: 1 … 64. Default 4.
    ///   - tempoChanges: Where the tempo changes, in order. Default nowhere.
    ///   - signatures: Where the time signature changes, in order. Default nowhere.
    ///   - duration: The length of the production; without it, the length of the sections.
    ///   - sampleRate: Sample frames per second: 8,000 … 384,000 Hz. Default 48,000.
    ///   - channels: The channels of every audio target that does not say otherwise. Default stereo.
    ///   - format: The form of every audio file that does not say otherwise. Default 24-bit WAV.
    ///   - tags: What every audio file says of the music, unless its target says otherwise. Default nothing.
    ///   - named: The pattern of every audio file's name, such as "{production}_{stem}_{bpm}bpm_{key}". Default the
    ///     target's name.
    ///   - cacheLimit: How much is kept of earlier builds, so that edits can be taken back; without it, 20 GiB.
    ///   - sections: The parts of the timeline, in order; together no longer than the duration.
    ///   - targets: Everything that is rendered, checked or packed.
    public init(
        _ name: String, tempo: Double = 120, beatsPerBar: Int = 4, tempoChanges: [TempoChange] = [],
        signatures: [SignatureChange] = [], duration: Time? = nil, sampleRate: Int = 48_000,
        channels: Channels = .stereo, format: Format = .wav(.pcm24, line: 0), tags: Tags? = nil,
        named: String? = nil, cacheLimit: Size? = nil, sections: [Section] = [], targets: [Target],
        line: Int = #line
    ) {
        self.name = name
        self.tempo = tempo
        self.beatsPerBar = beatsPerBar
        self.tempoChanges = tempoChanges
        self.signatures = signatures
        self.duration = duration
        self.sampleRate = sampleRate
        self.channels = channels
        self.format = format
        self.tags = tags
        self.named = named
        self.cacheLimit = cacheLimit
        self.sections = sections
        self.targets = targets
        self.line = line
        Production.stated.append(self)
    }

    package var recipe: Recipe {
        Recipe(
            .production,
            [
                .text(name), .number(tempo), .integer(beatsPerBar), .recipes(tempoChanges.map(\.recipe)),
                .recipes(signatures.map(\.recipe)), .optional(duration?.value), .integer(sampleRate),
                .choice(channels), .recipe(format.recipe), .optional((tags?.recipe).map(Value.recipe)),
                .optional(named.map(Value.text)), .optional(cacheLimit?.value),
                .recipes(sections.map(\.recipe)), .recipes(targets.map(\.recipe)),
            ], line: line)
    }
}

extension Rule {
    package static let production = Rule(
        "production", .production,
        [
            Parameter("name", .text),
            Parameter("tempo", .number(1...1000, unit: "beats per minute"), default: .number(120)),
            Parameter("beatsPerBar", .integer(1...64, unit: "beats"), default: .integer(4)),
            Parameter("tempoChanges", .recipes(.tempo), default: .list([])),
            Parameter("signatures", .recipes(.signature), default: .list([])),
            .optional("duration", .time),
            Parameter("sampleRate", .integer(8_000...384_000, unit: "Hz"), default: .integer(48_000)),
            Parameter("channels", .choice(Channels.self), default: .choice(Channels.stereo)),
            Parameter("format", .recipe(.format), default: .recipe(Format.wav(.pcm24, line: 0).recipe)),
            .tags, .named,
            .optional("cacheLimit", .size),
            Parameter("sections", .recipes(.section), default: .list([])),
            Parameter("targets", .recipes(.target)),
        ])
}

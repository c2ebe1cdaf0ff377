internal import Signal
internal import SoundFiles
internal import TargetDescription

struct DrumsUnit: InstrumentUnit {
    private let patterns: [DrumPattern]
    private let samples: [DrumPart: Recipe]
    private let level: Double

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        var patterns: [DrumPattern] = []
        for pattern in recipe.recipes("patterns") { patterns.append(try DrumPattern(pattern)) }
        self.patterns = patterns
        var samples: [DrumPart: Recipe] = [:]
        for voice in recipe.recipes("kit") {
            let part: DrumPart = voice.word("part")
            if samples.updateValue(voice, forKey: part) != nil {
                throw Refusal(
                    line: voice.line, "the kit has two samples for the \(part.rawValue): take one of them out"
                )
            }
        }
        self.samples = samples
        level = recipe.number("level")
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let parts = DrumPart.allCases
        let hits = patterns.enumerated().flatMap { index, pattern in
            pattern.hits(parts, context, salt: UInt64(index))
        }
        let order = hits.sorted { ($0.frame, $0.voice) < ($1.frame, $1.voice) }
        let track = DrumTrack(
            voices: try parts.map { try voice($0, context) }, hits: order, chokes: DrumsUnit.chokes,
            channels: context.channels, sampleRate: context.sampleRate, frames: context.frames)
        return level == 1 ? track : Chain(track, Gain(linear: level))
    }

    private func voice(_ part: DrumPart, _ context: RenderContext) throws -> any DrumVoice {
        if let sample = samples[part] { return try sampledVoice(sample, context) }
        switch part {
        case .kick: return Kick()
        case .snare: return Snare()
        case .closedHat: return ClosedHat()
        case .openHat: return OpenHat()
        case .clap: return Clap()
        }
    }

    private func sampledVoice(_ recipe: Recipe, _ context: RenderContext) throws -> SampledVoice {
        let file = recipe.text("file")
        let (samples, info) = try decodeOneShot(path: file)
        try checkRate(of: file, info, context)
        guard info.channels == 1 || info.channels == context.channels else {
            throw RenderError(
                "\(file) has \(info.channels) channels, and '\(context.target)' has \(context.channels): give the stem `channels:`"
            )
        }
        return SampledVoice(samples: samples, gain: recipe.gain("gain"))
    }

    /// The closed hi-hat stops a sounding open one: they are one pair of cymbals.
    private static let chokes: [Int: Set<Int>] = {
        let parts = DrumPart.allCases
        guard let closed = parts.firstIndex(of: .closedHat), let open = parts.firstIndex(of: .openHat) else {
            return [:]
        }
        return [closed: [open]]
    }()
}

/// One pattern, parsed.
private struct DrumPattern {
    let lines: [(part: DrumPart, steps: StepPattern)]
    let stepsPerBeat: Int
    let sections: [String]

    init(_ recipe: Recipe) throws(Refusal) {
        stepsPerBeat = recipe.integer("stepsPerBeat")
        sections = recipe.texts("sections")
        var lines: [(part: DrumPart, steps: StepPattern)] = []
        for part in DrumPart.allCases where !recipe.text(part.rawValue).isEmpty {
            do {
                lines.append((part, try StepPattern(parsing: recipe.text(part.rawValue))))
            } catch {
                throw Refusal(line: recipe.line, path: part.rawValue, "\(error)")
            }
        }
        if lines.isEmpty {
            throw Refusal(line: recipe.line, "the pattern plays nothing: give a voice some steps")
        }
        self.lines = lines
    }

    /// Every hit of the pattern: from the first step in each of its sections to the section's end.
    func hits(_ parts: [DrumPart], _ context: RenderContext, salt: UInt64) -> [Hit] {
        spans(context).flatMap { beat, span in
            lines.flatMap { part, steps in
                hits(of: steps, voice: parts.firstIndex(of: part) ?? 0, from: beat, in: span, context, salt)
            }
        }
    }

    private func spans(_ context: RenderContext) -> [(beat: Double, span: Range<Int>)] {
        guard !sections.isEmpty else { return [(0, 0..<context.frames)] }
        return sections.compactMap { name in
            context.timeline.section(name).map { ($0.startBeat, $0.span.clamped(to: 0..<context.frames)) }
        }
    }

    private func hits(
        of pattern: StepPattern, voice: Int, from beat: Double, in span: Range<Int>, _ context: RenderContext,
        _ salt: UInt64
    ) -> [Hit] {
        var hits: [Hit] = []
        var step = 0
        while true {
            let position = beat + Double(step) / Double(stepsPerBeat)
            let frame = context.timeline.frames(position, .beats)
            guard frame < span.upperBound else { return hits }
            if let velocity = pattern.steps[step % pattern.steps.count] {
                let seed = Signal.seed(of: context.target, salt, UInt64(voice), UInt64(frame))
                hits.append(Hit(frame: frame, voice: voice, velocity: velocity, seed: seed))
            }
            step += 1
        }
    }
}

internal import Arrangement
internal import Resampling
internal import Signal
internal import SoundFiles
internal import TargetDescription

struct DrumsUnit: InstrumentUnit {
    private let patterns: [DrumPattern]
    private let samples: [DrumPart: Recipe]
    private let level: Control

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
        level = recipe.control("level", timeline)
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
        return level.constant == 1 ? track : Chain(track, Gain(level))
    }

    private func voice(_ part: DrumPart, _ context: RenderContext) throws -> any DrumVoice {
        if let sample = samples[part] { return try sampledVoice(sample, context) }
        switch part {
        case .kick: return Kick()
        case .snare: return Snare()
        case .closedHat: return ClosedHat()
        case .openHat: return OpenHat()
        case .clap: return Clap()
        case .lowTom: return Tom.low
        case .midTom: return Tom.mid
        case .highTom: return Tom.high
        case .cowbell: return Cowbell()
        case .rim: return Rim()
        case .ride: return Ride()
        case .crash: return Crash()
        }
    }

    private func sampledVoice(_ recipe: Recipe, _ context: RenderContext) throws -> SampledVoice {
        let file = recipe.text("file")
        let (decoded, info) = try decodeOneShot(path: file)
        if !recipe.flag("resample") { try checkRate(of: file, info, context) }
        guard info.channels == 1 || info.channels == context.channels else {
            throw RenderError(
                "\(file) has \(info.channels) channels, and '\(context.target)' has \(context.channels): \(info.channels == 2 ? "give the stem `channels: .stereo`" : "give the stem as many `channels:`"), or take a file of one channel"
            )
        }
        let samples = try resampled(decoded, from: Double(info.sampleRate), to: context.sampleRate)
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
    private let placement: PhraseLayout.Placement
    private let repeats: Bool
    private let groove: Feel

    init(_ recipe: Recipe) throws(Refusal) {
        stepsPerBeat = recipe.integer("stepsPerBeat")
        sections = recipe.texts("sections")
        placement = recipe.placement
        repeats = recipe.repeats
        groove = Feel(recipe)
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

    /// Every hit of the pattern, in each of its sections.
    func hits(_ parts: [DrumPart], _ context: RenderContext, salt: UInt64) -> [Hit] {
        context.timeline.beats(of: sections, in: context.frames).flatMap { span in
            lines.flatMap { part, steps in
                hits(of: steps, voice: parts.firstIndex(of: part) ?? 0, in: span, context, salt)
            }
        }
    }

    /// A line goes round at its own length. At the end of a section it is laid so that its last step is the section's.
    private func hits(
        of pattern: StepPattern, voice: Int, in span: Range<Double>, _ context: RenderContext, _ salt: UInt64
    ) -> [Hit] {
        let count = pattern.steps.count
        let steps = Int(((span.upperBound - span.lowerBound) * Double(stepsPerBeat) - 1e-6).rounded(.up))
        let first = placement == .start ? 0 : max(0, repeats ? 0 : steps - count)
        let shift = placement == .start ? 0 : (count - steps % count) % count
        return (first..<max(first, repeats || placement == .end ? steps : min(steps, count))).compactMap {
            index in
            let place = (index + shift) % count
            guard let velocity = pattern.steps[place] else { return nil }
            let beat = span.lowerBound + groove.swung(Double(index) / Double(stepsPerBeat))
            let frame = context.timeline.frames(beat, .beats)
            let seed = Signal.seed(of: context.target, salt, UInt64(voice), UInt64(frame))
            guard frame < context.frames, Feel.happens(chance: pattern.chances[place], seed: seed) else {
                return nil
            }
            let moved = max(
                0, frame + groove.displacement(seed: seed, sampleRate: context.timeline.sampleRate))
            return Hit(
                frame: moved, voice: voice, velocity: groove.velocity(velocity, seed: seed), seed: seed)
        }
    }
}

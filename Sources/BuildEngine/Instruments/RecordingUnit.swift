internal import Signal
internal import SoundFiles
internal import TargetDescription

struct RecordingUnit: InstrumentUnit {
    private let file: String
    private let line: Int
    private let start: Int
    private let from: Int
    private let end: Int?
    private let gain: Control
    private let selection: RecordingChannels
    private let resample: Bool
    /// Where it is repeated: nil for a recording that plays once.
    private let loops: Loops?

    private enum Loops {
        case whole
        case spans([Range<Int>])
    }

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        file = recipe.text("file")
        line = recipe.line
        start = recipe.frames("at", timeline)
        // Beats and bars within the file are those of the place where it begins.
        from = recipe.frames("from", from: start, timeline)
        end = recipe.isGiven("to") ? recipe.frames("to", from: start, timeline) : nil
        gain = recipe.gainControl("gain", timeline)
        selection = recipe.word("channels")
        resample = recipe.flag("resample")
        let sections = recipe.texts("loopSections")
        switch recipe.text("loop") {
        case "whole": loops = .whole
        case "sections": loops = .spans(sections.compactMap { timeline.section($0)?.span })
        default: loops = nil
        }
        if let end, end <= from {
            throw Refusal(
                line: recipe.line,
                "the recording '\(file)' would stop (frame \(end)) before it starts (frame \(from)): `to` is counted from the start of the file"
            )
        }
        if recipe.text("loop") == "sections", sections.isEmpty {
            throw Refusal(
                line: recipe.line,
                "the recording '\(file)' is looped in sections, and names none: give it some")
        }
    }

    func check(frames: Int, _ timeline: Timeline) throws(Refusal) {
        let room: Int
        if case .spans(let spans) = loops { room = spans.map(\.count).max() ?? 0 } else { room = frames }
        guard start >= room else { return }
        throw Refusal(
            line: line,
            "the recording '\(file)' would begin at \(decimal(timeline.seconds(start), 3)) s, and there are \(decimal(timeline.seconds(room), 3)) s: it would not be heard; let it begin earlier"
        )
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let recording = try unchanged(context)
        return gain.constant == nil ? Chain(recording, Gain(gain)) : recording
    }

    private func unchanged(_ context: RenderContext) throws -> any SampleStream {
        switch loops {
        case nil:
            return try playOnce(context)
        case .whole:
            try reportShortTurn(context)
            return try play(context, at: start, until: context.frames, looping: true)
        case .spans(let spans):
            try reportShortTurn(context)
            let parts = try spans.map { span in
                try play(
                    context, at: span.lowerBound + start, until: min(span.upperBound, context.frames),
                    looping: true)
            }
            return Sum(parts)
        }
    }

    /// A turn that is shorter than was asked for leaves the beat.
    private func reportShortTurn(_ context: RenderContext) throws {
        let frames = try source(context).frames
        guard let end, frames < end else { return }
        let (found, asked) = (context.timeline.seconds(frames), context.timeline.seconds(end))
        context.warn {
            "\(file) ends at \(decimal(found, 3)) s and `to` is at \(decimal(asked, 3)) s: each round begins \(decimal(asked - found, 3)) s early, and leaves the beat"
        }
    }

    private func playOnce(_ context: RenderContext) throws -> any SampleStream {
        let recording = try play(context, at: start, until: context.frames, looping: false)
        let frames = try source(context).frames
        let excess = start + (min(end ?? frames, frames) - from) - context.frames
        if excess > 0 {
            let seconds = decimal(context.timeline.seconds(excess), 3)
            context.report { "the last \(seconds) s of \(file) are beyond the end" }
        }
        return recording
    }

    private func play(_ context: RenderContext, at start: Int, until end: Int, looping: Bool) throws
        -> Recording
    {
        let reader = try source(context)
        try check(reader, context)
        let trim = from..<min(self.end ?? reader.frames, reader.frames)
        return Recording(
            reader: reader, trim: trim, at: min(start, end), until: end, loops: looping,
            gain: gain.constant ?? 1,
            frames: context.frames, channelMap: map(context.channels))
    }

    /// The file, at the production's rate.
    private func source(_ context: RenderContext) throws -> any PlacedSound {
        let reader = try SoundReader(path: file)
        if reader.info.sampleRate == context.timeline.sampleRate { return reader }
        guard resample else {
            try checkRate(of: file, reader.info, context)
            return reader
        }
        return try ResampledReader(reader, sampleRate: context.timeline.sampleRate)
    }

    private func map(_ channels: Int) -> Recording.Channels {
        switch selection {
        case .all: .matching(channels)
        case .left: .left(channels)
        case .right: .right(channels)
        case .mix: .mix(channels)
        }
    }

    private func check(_ info: any PlacedSound, _ context: RenderContext) throws {
        guard from < info.frames else {
            throw RenderError(
                "\(file) has \(info.frames) frames, and `from` skips \(from) of them: nothing is left; skip fewer"
            )
        }
        if selection == .all, info.channels != 1, info.channels != context.channels {
            throw RenderError(
                "\(file) has \(info.channels) channels, and '\(context.target)' has \(context.channels): give the stem `channels:`, or the recording `channels: .left`, `.right` or `.mix`"
            )
        }
        if selection == .right, info.channels < 2 {
            throw RenderError(
                "\(file) has 1 channel, and '\(context.target)' asks for its right one: leave out its `channels:`"
            )
        }
    }
}

/// A file of another sample rate would sound at another pitch: it is refused, with the way out.
func checkRate(of file: String, _ info: SoundInfo, _ context: RenderContext) throws {
    guard info.sampleRate != context.timeline.sampleRate else { return }
    let rate = context.timeline.sampleRate
    throw RenderError(
        "\(file) is at \(info.sampleRate) Hz, and the production at \(rate) Hz: say `resample: true` where it is named to have it converted, or set sampleRate: \(info.sampleRate)"
    )
}

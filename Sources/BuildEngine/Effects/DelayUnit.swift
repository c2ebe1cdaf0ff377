internal import Arrangement
internal import Signal
internal import TargetDescription

struct DelayUnit: StreamEffectUnit {
    /// Seconds.
    private static let times = 0.001...30.0

    private let settings: Delay.Settings
    private let recipe: Recipe

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        self.recipe = recipe
        var settings = Delay.Settings(try DelayUnit.length(recipe, timeline))
        settings.feedback = recipe.control("feedback", timeline)
        settings.mix = recipe.control("mix", timeline)
        let filters = try DelayUnit.filters(recipe, timeline)
        let constants = filters.controls.compactMap(\.constant)
        if constants.count == filters.controls.count {
            settings.filters = filters.sections(constants)
        } else {
            settings.movingFilters = filters
        }
        settings.isPingPong = recipe.flag("pingPong")
        self.settings = settings
    }

    func check(frames: Int, channels: Int, _ timeline: Timeline) throws(Refusal) {
        guard !settings.isPingPong || channels == 2 else {
            throw Refusal(
                line: recipe.line,
                "a delay with `pingPong: true` goes from side to side, and here is one channel: give the target `channels: .stereo`, take it out of a mid-side, or take out `pingPong`"
            )
        }
        let length = settings.length.longest
        guard length >= frames else { return }
        throw Refusal(
            line: recipe.line,
            "the delay lasts \(decimal(timeline.seconds(length), 3)) s, and the sound \(decimal(timeline.seconds(frames), 3)) s: no repeat would be heard; shorten the delay"
        )
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let chain = Chain(stream, Delay(settings, channels: stream.channels))
        context.warn {
            let level = Mathematics.decibels(fromAmplitude: chain.step.remainder)
            guard level > DelayUnit.reported else { return nil }
            return "repeats of up to \(decimal(level, 1)) dBFS were still to come at the end"
        }
        return chain
    }

    /// dBFS; what is cut below it is not worth a word.
    private static let reported = -60.0

    private static func filters(
        _ recipe: Recipe, _ timeline: Timeline
    ) throws(Refusal) -> MovingSections.Design {
        var controls: [Control] = []
        var responses: [@Sendable (Double) -> FilterResponse] = []
        for name in ["lowpass", "highpass"] where recipe.isGiven(name) {
            let frequency = recipe.control(name, timeline)
            try timeline.checkBelowNyquist(frequency.range.upperBound, "the delay's \(name)", recipe)
            controls.append(frequency)
            if name == "lowpass" {
                responses.append { .lowpass($0) }
            } else {
                responses.append { .highpass($0) }
            }
        }
        let sampleRate = Double(timeline.sampleRate)
        return MovingSections.Design(controls) { [responses] frequencies in
            zip(responses, frequencies).flatMap { response, frequency in
                Butterworth.sections(response(frequency), order: 2, sampleRate: sampleRate)
            }
        }
    }

    private static func length(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> DelayLength {
        guard case .quantity(let amount, let unit) = recipe["time"] else {
            let time = recipe.control("time", timeline).converted { $0 * Double(timeline.sampleRate) }
            return DelayLength(time.converted { max($0, Double(DelayLength.shortest)) })
        }
        let map = timeline.map
        func still(_ frames: Int) throws(Refusal) -> DelayLength {
            try check(frames...frames, recipe, timeline)
            return DelayLength(frames: frames)
        }
        guard unit == .beats || unit == .bars, !map.isConstant else {
            return try still(timeline.frames(amount, unit))
        }
        guard unit == .beats || map.signatures.count == 1 else {
            throw Refusal(
                line: recipe.line,
                "the delay lasts \(plain(amount)) bars, and the bars change their length: give it in beats")
        }
        let beats = unit == .beats ? amount : amount * map.signatures[0].signature.beatsPerBar
        guard map.pieces.count > 1 else { return try still(timeline.frames(beats, .beats)) }
        let tempos = map.pieces.map(\.tempo)
        func frames(_ tempo: Double) -> Double { beats * 60 * Double(map.sampleRate) / tempo }
        let range = frames(tempos.max() ?? 1).rounded(.down)...frames(tempos.min() ?? 1).rounded(.up)
        guard range.upperBound < 1e12 else { throw refusal(range, recipe, timeline) }
        try check(Int(range.lowerBound)...Int(range.upperBound), recipe, timeline)
        return DelayLength(longest: Int(range.upperBound)) { map.distance(back: beats, fromFrame: $0) }
    }

    private static func check(
        _ frames: ClosedRange<Int>, _ recipe: Recipe, _ timeline: Timeline
    ) throws(Refusal) {
        // What was rounded to a frame may lie up to half a frame beyond.
        let rate = Double(timeline.sampleRate)
        let range = times.lowerBound * rate - 0.5...times.upperBound * rate + 0.5
        guard range.contains(Double(frames.lowerBound)), range.contains(Double(frames.upperBound)) else {
            throw refusal(Double(frames.lowerBound)...Double(frames.upperBound), recipe, timeline)
        }
    }

    private static func refusal(
        _ frames: ClosedRange<Double>, _ recipe: Recipe, _ timeline: Timeline
    ) -> Refusal {
        let rate = Double(timeline.sampleRate)
        let (low, high) = (decimal(frames.lowerBound / rate, 4), decimal(frames.upperBound / rate, 4))
        let found = low == high ? "\(low) s" : "from \(low) s to \(high) s, as the tempo changes"
        return Refusal(
            line: recipe.line,
            "the delay's time is \(found): it has to be from \(plain(times.lowerBound)) s to \(plain(times.upperBound)) s"
        )
    }
}

extension TempoMap {
    /// The frames from the moment that lies so many beats before a frame to that frame. Before the start the tempo is
    /// that of the start.
    fileprivate func distance(back beats: Double, fromFrame frame: Int) -> Double {
        let beat = beat(atFrame: Double(frame))
        let earlier = max(0, beat - beats)
        let missing = (beats - (beat - earlier)) * 60 * Double(sampleRate) / tempo(atBeat: 0)
        return Double(frame) - exactFrame(atBeat: earlier) + missing
    }
}

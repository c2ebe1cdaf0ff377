internal import Signal
internal import TargetDescription

struct NormaliseUnit: EffectUnit {
    private let measure: NormalisedLevel
    private let level: Double

    init(_ recipe: Recipe, _ timeline: Timeline) {
        measure = recipe.word("measure")
        level = recipe.number("level")
    }

    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream {
        let rehearsal = try upstream.rehearsal(context)
        let gain =
            switch measure {
            case .peak: try peakGain(rehearsal, context)
            case .loudness: try loudnessGain(rehearsal, context)
            }
        context.report { "normalised by \(decimal(Mathematics.decibels(fromAmplitude: gain), 2)) dB" }
        return Chain(try upstream.stream(context), Gain(linear: gain))
    }

    /// Silence stays silence.
    private func peakGain(_ stream: any SampleStream, _ context: RenderContext) throws -> Double {
        var peak = 0.0
        try NormaliseUnit.listen(to: stream) { block in
            for channel in 0..<block.channels {
                peak = block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    samples.reduce(peak) { abs($1) > $0 ? abs($1) : $0 }
                }
            }
        }
        guard peak > 0, peak.isFinite else { return 1 }
        return context.reachable(Mathematics.amplitude(fromDecibels: level)) / peak
    }

    private func loudnessGain(_ stream: any SampleStream, _ context: RenderContext) throws -> Double {
        let meter = MeterBank(
            metrics: [Metric(kind: .loudness)], sampleRate: context.timeline.sampleRate,
            channels: stream.channels, fullScale: 1)
        try NormaliseUnit.listen(to: stream) { meter.measure($0) }
        switch meter.finish().first?.value {
        case .number(let loudness): return Mathematics.amplitude(fromDecibels: level - loudness)
        case .unmeasurable(let reason):
            throw RenderError("the loudness cannot be normalised: \(reason)")
        case nil: preconditionFailure("BUG: a loudness meter without an answer")
        }
    }

    private static func listen(to stream: any SampleStream, _ body: (Block) -> Void) throws {
        var block = Block(channels: stream.channels)
        repeat {
            try stream.read(into: &block)
            body(block)
        } while block.frames > 0
    }
}

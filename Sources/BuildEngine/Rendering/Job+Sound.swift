internal import Signal
internal import SoundFiles
internal import TargetDescription

// Where the sound of a target comes from: its instruments or its inputs, and the effects on it.

extension Job {
    /// The sound, and what is known of the files that it is made from.
    func sound(_ context: RenderContext) throws -> (any SampleStream, [InputEvidence]) {
        let (upstream, inputs) = try source()
        return (try EffectTable.apply(target.recipe.recipes("effects"), to: upstream, context), inputs)
    }

    /// Whether an effect fades the sound out.
    var fadesOut: Bool {
        target.recipe.recipes("effects").contains {
            $0.rule.name == Rule.fade.name && $0.frames("out", timeline) > 0
        }
    }

    /// What an effect listens to, from its first frame on: an input, or a reference.
    func heard(_ name: String) throws -> SoundReader {
        guard let source = source(name) else {
            preconditionFailure("BUG: '\(target.name)' listens to '\(name)', which has no file")
        }
        return try SoundReader(path: source.path)
    }

    /// The file of an input, from its first frame on.
    func reader(of name: String) throws -> SoundReader { try SoundReader(path: input(name).path) }

    private func source() throws -> (Upstream, [InputEvidence]) {
        switch target.kind {
        case .stem: return (Upstream(stem), [])
        case .process: return try process()
        case .bus, .master: return try mix()
        case .reference, .midi, .archive:
            preconditionFailure("BUG: a \(target.kind) is not rendered as audio")
        }
    }

    private func stem(_ context: RenderContext) throws -> any SampleStream {
        let streams = try target.recipe.recipes("instruments").map {
            try InstrumentTable.unit($0, timeline).stream(context)
        }
        let sum: any SampleStream = streams.count == 1 ? streams[0] : Sum(streams)
        let sections = target.recipe.texts("sections")
        guard !sections.isEmpty else { return sum }
        let spans = timeline.spans(of: sections, in: context.frames)
        let edge = Int(context.sampleRate * Job.edgeSeconds)
        return Chain(sum, SectionEdges(spans: spans, edge: edge, totalFrames: context.frames))
    }

    /// How long a stem takes to come in and go out at the edge of a section: long enough not to click, too
    /// short to be heard as a fade.
    private static let edgeSeconds = 0.005

    private func process() throws -> (Upstream, [InputEvidence]) {
        let source = target.recipe.text("source")
        let evidence = InputEvidence(name: source, try reader(of: source).info)
        return (Upstream { _ in try reader(of: source) }, [evidence])
    }

    private func mix() throws -> (Upstream, [InputEvidence]) {
        let inputs = target.recipe.recipes("inputs")
        let evidence = try inputs.map { input in
            InputEvidence(name: input.text("target"), try reader(of: input.text("target")).info)
        }
        let aligned = AlignedGate.judge(evidence)
        guard aligned.holds else { throw BrokenGate(verdicts: [aligned]) }
        let bus = Upstream { context in
            MixBus(
                try inputs.map { input in
                    MixBus.Input(
                        stream: try reader(of: input.text("target")),
                        gain: input.gainControl("gain", timeline), pan: input.control("pan", timeline),
                        law: input.panLaw)
                },
                channels: context.channels)
        }
        return (bus, evidence)
    }
}

extension Recipe {
    /// How a mono input is spread over left and right.
    fileprivate var panLaw: Signal.PanLaw {
        guard isGiven("law") else { return .constantPower }
        return switch word("law", as: TargetDescription.PanLaw.self) {
        case .constantPower: .constantPower
        case .linear: .linear
        case .compromise: .compromise
        case .balance: .balance
        }
    }
}

internal import Signal
internal import TargetDescription

/// An effect of a manifest, made ready to be applied.
protocol EffectUnit: Sendable {
    /// Reads the recipe, and refuses what its parameters cannot mean together.
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal)

    /// Refuses what does not fit into a target of this length and with so many channels.
    func check(frames: Int, channels: Int, _ timeline: Timeline) throws(Refusal)

    /// What is upstream, `context.frames` long, with the effect on it; as long, and not a frame later.
    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream
}

extension EffectUnit {
    func check(frames: Int, channels: Int, _ timeline: Timeline) {}
}

/// An effect that changes the sound as it goes by, as nearly all do.
protocol StreamEffectUnit: EffectUnit {
    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream
}

extension StreamEffectUnit {
    func apply(to upstream: Upstream, _ context: RenderContext) throws -> any SampleStream {
        try apply(to: upstream.stream(context), context)
    }
}

/// What comes before an effect. Rendering is repeatable, so an effect that has to know all of the sound before it
/// changes any of it (a normaliser) has it rendered twice, and neither kept in memory nor on disk.
struct Upstream {
    private let make: (RenderContext) throws -> any SampleStream

    init(_ make: @escaping (RenderContext) throws -> any SampleStream) { self.make = make }

    /// From its first frame on, each time.
    func stream(_ context: RenderContext) throws -> any SampleStream { try make(context) }

    /// The same sound, to be listened to beforehand: what it would report is said when it is rendered.
    func rehearsal(_ context: RenderContext) throws -> any SampleStream { try make(context.rehearsing()) }
}

/// Which effect follows which rule. A new effect is a line here.
enum EffectTable {
    static let units: [String: any EffectUnit.Type] = [
        Rule.gain.name: GainUnit.self,
        Rule.lowpass.name: LowpassUnit.self,
        Rule.highpass.name: HighpassUnit.self,
        Rule.bandpass.name: BandpassUnit.self,
        Rule.resonantLowpass.name: ResonantLowpassUnit.self,
        Rule.resonantHighpass.name: ResonantHighpassUnit.self,
        Rule.resonantBandpass.name: ResonantBandpassUnit.self,
        Rule.notch.name: NotchUnit.self,
        Rule.bell.name: BellUnit.self,
        Rule.lowShelf.name: LowShelfUnit.self,
        Rule.highShelf.name: HighShelfUnit.self,
        Rule.tilt.name: TiltUnit.self,
        Rule.chebyshev.name: ChebyshevUnit.self,
        Rule.inverseChebyshev.name: InverseChebyshevUnit.self,
        Rule.bessel.name: BesselUnit.self,
        Rule.linearPhase.name: LinearPhaseUnit.self,
        Rule.fade.name: FadeUnit.self,
        Rule.clip.name: ClipUnit.self,
        Rule.limiter.name: LimiterUnit.self,
        Rule.compressor.name: CompressorUnit.self,
        Rule.expander.name: ExpanderUnit.self,
        Rule.noiseGate.name: NoiseGateUnit.self,
        Rule.deEsser.name: DeEsserUnit.self,
        Rule.multiband.name: MultibandUnit.self,
        Rule.transientShaper.name: TransientShaperUnit.self,
        Rule.truePeakLimiter.name: TruePeakLimiterUnit.self,
        Rule.normalise.name: NormaliseUnit.self,
        Rule.trim.name: TrimUnit.self,
        Rule.dcRemoval.name: DCRemovalUnit.self,
        Rule.polarity.name: PolarityUnit.self,
        Rule.swap.name: SwapUnit.self,
        Rule.mono.name: MonoUnit.self,
        Rule.width.name: WidthUnit.self,
        Rule.midSide.name: MidSideUnit.self,
        Rule.monoBelow.name: MonoBelowUnit.self,
        Rule.tremolo.name: TremoloUnit.self,
        Rule.chorus.name: ChorusUnit.self,
        Rule.flanger.name: FlangerUnit.self,
        Rule.phaser.name: PhaserUnit.self,
        Rule.saturation.name: SaturationUnit.self,
        Rule.bitCrush.name: BitCrushUnit.self,
        Rule.matchEQ.name: MatchEQUnit.self,
        Rule.delay.name: DelayUnit.self,
        Rule.convolution.name: ConvolutionUnit.self,
        Rule.reverb.name: ReverbUnit.self,
    ]

    static func unit(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) -> any EffectUnit {
        guard let unit = units[recipe.rule.name] else {
            preconditionFailure("BUG: no effect follows '\(recipe.rule.name)'")
        }
        return try unit.init(recipe, timeline)
    }

    static func units(_ effects: [Recipe], _ timeline: Timeline) throws(Refusal) -> [any EffectUnit] {
        var units: [any EffectUnit] = []
        for effect in effects { units.append(try unit(effect, timeline)) }
        return units
    }

    /// What is upstream through one effect after the other.
    static func chain(_ units: [any EffectUnit], after upstream: Upstream) -> Upstream {
        units.reduce(upstream) { upstream, unit in
            Upstream { try unit.apply(to: upstream, $0) }
        }
    }

    /// What is upstream through a list of effects.
    static func apply(
        _ effects: [Recipe], to upstream: Upstream, _ context: RenderContext
    ) throws -> any SampleStream {
        try chain(try units(effects, context.timeline), after: upstream).stream(context)
    }
}

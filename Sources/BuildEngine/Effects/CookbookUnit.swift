internal import Signal
internal import TargetDescription

/// A filter of an equaliser: its frequency, gain and quality may move.
protocol CookbookUnit: StreamEffectUnit {
    static var filter: Cookbook { get }
    var settings: CookbookSettings { get }
    init(settings: CookbookSettings)
}

/// What the filters of an equaliser have in common.
struct CookbookSettings {
    let frequency: Control
    /// dB; 0 for what has no gain.
    let gain: Control
    let q: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        func control(_ name: String, or usual: Double) -> Control {
            let hasOne = recipe.rule.parameters.contains { $0.name == name }
            return hasOne ? recipe.control(name, timeline) : Control(usual)
        }
        frequency = recipe.control("frequency", timeline)
        gain = control("gain", or: 0)
        q = control("q", or: 1)
        try timeline.checkBelowNyquist(
            frequency.range.upperBound, "the \(recipe.rule.name)'s frequency", recipe)
    }
}

extension CookbookUnit {
    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        self.init(settings: try CookbookSettings(recipe, timeline))
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) -> any SampleStream {
        let (filter, sampleRate) = (Self.filter, context.sampleRate)
        let controls = [settings.frequency, settings.gain, settings.q]
        let equaliser = ControlledFilter(controls, channels: stream.channels) { values in
            [filter.section(frequency: values[0], gain: values[1], q: values[2], sampleRate: sampleRate)]
        }
        return Chain(stream, equaliser)
    }
}

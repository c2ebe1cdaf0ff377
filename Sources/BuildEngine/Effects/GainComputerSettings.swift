internal import Signal
internal import TargetDescription

extension GainComputer.Settings {
    /// From the parameters that the rule has.
    init(_ kind: GainComputer.Kind, _ recipe: Recipe, _ timeline: Timeline) {
        self.init()
        self.kind = kind
        threshold = recipe.control("threshold", timeline)
        ratio = recipe.control("ratio", timeline)
        attack = recipe.secondsControl("attack", timeline)
        release = recipe.secondsControl("release", timeline)
        if recipe.has("knee") { knee = recipe.control("knee", timeline) }
        if recipe.has("range") { range = recipe.control("range", timeline) }
        if recipe.has("makeup") { makeup = recipe.control("makeup", timeline) }
        if recipe.has("detector") {
            followsPower = recipe.word("detector", as: TargetDescription.Detector.self) == .rms
        }
    }
}

extension GainComputer.Settings {
    /// What compressors and expanders make of a stream; it tells how far they turned it down.
    ///
    /// - Parameter sidechain: The target that is listened to in place of the stream.
    func stream(
        _ upstream: any SampleStream, sidechain: String?, _ context: RenderContext
    ) throws -> any SampleStream {
        let processor = DynamicsProcessor(
            upstream, GainComputer(self, sampleRate: context.sampleRate),
            key: try sidechain.map(context.stream), frames: context.frames)
        context.report { "turned down by up to \(decimal(processor.follower.deepestReduction, 1)) dB" }
        return processor
    }
}

extension Recipe {
    /// The target that it listens to in place of the sound itself.
    var sidechain: String? {
        guard case .text(let name) = self["sidechain"] else { return nil }
        return name
    }
}

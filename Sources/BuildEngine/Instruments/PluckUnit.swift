internal import Signal
internal import TargetDescription

struct PluckUnit: InstrumentUnit {
    private let player: NotePlayer
    private let (decay, brightness, position, release): (Control, Control, Control, Control)

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        player = try NotePlayer(recipe, timeline)
        (decay, brightness) = (recipe.control("decay", timeline), recipe.control("brightness", timeline))
        (position, release) = (recipe.control("position", timeline), recipe.control("release", timeline))
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let string = PluckedString(
            decay: decay, brightness: brightness, position: position, release: release,
            sampleRate: context.sampleRate)
        return try player.track(string, context)
    }
}

internal import Signal
internal import TargetDescription

struct OrganUnit: InstrumentUnit {
    private let player: NotePlayer
    private let drawbars: [Control]
    private let click: Control
    private let modulation: Modulation

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        player = try NotePlayer(recipe, timeline)
        let drawn = recipe.controls("drawbars", timeline)
        drawbars = drawn + Array(repeating: 0, count: 9 - drawn.count)
        click = recipe.control("click", timeline)
        modulation = Modulation(of: recipe, timeline)
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let organ = Organ(
            drawbars: drawbars, click: click, modulation: modulation, sampleRate: context.sampleRate)
        return try player.track(organ, context)
    }
}

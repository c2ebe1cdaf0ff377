internal import Signal
internal import TargetDescription

struct FMUnit: InstrumentUnit {
    private let player: NotePlayer
    private let algorithm: FrequencyModulation.Algorithm
    private let operators: [FrequencyModulation.Operator]
    private let feedback: Control
    private let brightness: Control
    private let modulation: Modulation

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        player = try NotePlayer(recipe, timeline)
        algorithm = recipe.word("algorithm")
        let given = recipe.recipes("operators").map { settings in
            FrequencyModulation.Operator(
                ratio: settings.control("ratio", timeline), level: settings.control("level", timeline),
                envelope: Signal.Envelope(settings.recipe("envelope"), timeline))
        }
        let silent = FrequencyModulation.Operator(
            ratio: 1, level: 0,
            envelope: Signal.Envelope(attack: 0.001, decay: 0.001, sustain: 0, release: 0.005))
        operators = given + Array(repeating: silent, count: 4 - given.count)
        feedback = recipe.control("feedback", timeline)
        brightness = recipe.control("brightness", timeline)
        modulation = Modulation(of: recipe, timeline)
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let instrument = FrequencyModulation(
            algorithm: algorithm, operators: operators, feedback: feedback, brightness: brightness,
            modulation: modulation, sampleRate: context.sampleRate)
        return try player.track(instrument, context)
    }
}

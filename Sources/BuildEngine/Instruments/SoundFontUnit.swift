internal import Signal
internal import SoundFonts
internal import TargetDescription

struct SoundFontUnit: InstrumentUnit {
    private let score: Score
    private let font: String
    private let preset: Int
    private let bank: Int
    private let level: Control

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        score = try Score(recipe, timeline)
        font = recipe.text("font")
        preset = recipe.integer("preset")
        bank = recipe.integer("bank")
        level = recipe.control("level", timeline)
        guard (8_000...96_000).contains(timeline.sampleRate) else {
            throw Refusal(
                line: recipe.line,
                "a SoundFont plays at 8000 to 96000 Hz, and the production is at \(timeline.sampleRate) Hz: give that another sampleRate"
            )
        }
    }

    func stream(_ context: RenderContext) throws -> any SampleStream {
        let notes = try score.notes(context.timeline, frames: context.frames, name: context.target)
        let track: SoundFontTrack
        do {
            track = try SoundFontTrack(
                font: font, bank: bank, preset: preset, notes: notes, channels: context.channels,
                sampleRate: context.sampleRate, frames: context.frames)
        } catch {
            throw RenderError("\(error)")
        }
        return level.constant == 1 ? track : Chain(track, Gain(level))
    }
}

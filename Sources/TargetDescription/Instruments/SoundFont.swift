extension Instrument {
    /// A preset of a SoundFont, played by libfluidsynth 2, which has to be installed (`sudo apt install libfluidsynth3`).
    ///
    /// Notes begin and end at multiples of 64 frames, and pitches go to the nearest semitone: so the library works. Without
    /// its reverberation and chorus.
    ///
    /// - Parameters:
    ///   - phrases: What it plays.
    ///   - font: The path of the `.sf2` file, relative to the manifest.
    ///   - preset: 0 … 127, the program of General MIDI counted from 0. Default 0, a piano.
    ///   - bank: 0 … 16,383; drum kits are in 128. Default 0.
    ///   - level: A factor on the whole: 0 … 4. May move. Default 1.
    public static func soundFont(
        _ phrases: [Phrase], font: String, preset: Int = 0, bank: Int = 0, level: some Automatable = 1.0,
        line: Int = #line
    ) -> Instrument {
        Instrument(
            recipe: Recipe(
                .soundFont,
                [
                    .recipes(phrases.map(\.recipe)), .text(font), .integer(preset), .integer(bank),
                    level.automation.value,
                ], line: line))
    }
}

extension Rule {
    package static let soundFont = Rule(
        "soundFont", .instrument, followsTempo: true,
        [
            .phrases,
            Parameter("font", .file),
            Parameter("preset", .integer(0...127, unit: ""), default: .integer(0), still: .choice),
            Parameter("bank", .integer(0...16_383, unit: ""), default: .integer(0), still: .choice),
            .noteLevel,
        ])
}

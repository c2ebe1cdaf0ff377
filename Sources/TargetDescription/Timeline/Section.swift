/// A named part of the production, such as an intro or a verse.
///
/// Sections follow one another from the start of the timeline. Their starts are written into every audio
/// file as markers with their names.
public struct Section: Sendable {
    package let recipe: Recipe

    /// A section of so many beats.
    ///
    /// - Parameters:
    ///   - name: What instruments and patterns call it; unique in the production.
    ///   - beats: Its length in beats, more than 0.
    public static func section(_ name: String, beats: Double, line: Int = #line) -> Section {
        Section(recipe: Recipe(.section, [.text(name), Time.beats(beats).value], line: line))
    }

    /// A section of so many bars.
    ///
    /// - Parameters:
    ///   - name: What instruments and patterns call it; unique in the production.
    ///   - bars: Its length in bars of the production's `beatsPerBar`, more than 0.
    public static func section(_ name: String, bars: Double, line: Int = #line) -> Section {
        Section(recipe: Recipe(.section, [.text(name), Time.bars(bars).value], line: line))
    }
}

extension Rule {
    package static let section = Rule(
        "section", .section, [Parameter("name", .text), Parameter("length", .time)])
}

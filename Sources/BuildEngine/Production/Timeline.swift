package import TargetDescription

/// A section, laid out.
package struct TimelineSection: Equatable, Sendable {
    package let name: String
    /// Beats from the start of the production.
    package let startBeat: Double
    package let beats: Double
    /// Frames from the start of the production.
    package let span: Range<Int>
}

/// Where everything falls: the tempo and the sections, in exact sample frames.
///
/// Every position is worked out from the start of the production and rounded once, so nothing drifts.
package struct Timeline: Equatable, Sendable {
    package let sampleRate: Int
    /// Beats per minute.
    package let tempo: Double
    package let beatsPerBar: Int
    /// The length of the production.
    package let frames: Int
    package let sections: [TimelineSection]

    /// The longest production: a day at the highest rate.
    static let longestSeconds = 86_400.0

    /// Lays out the sections of a production.
    init(_ production: Recipe) throws(Refusal) {
        sampleRate = production.integer("sampleRate")
        tempo = production.number("tempo")
        beatsPerBar = production.integer("beatsPerBar")
        let grid = Grid(sampleRate: sampleRate, tempo: tempo, beatsPerBar: beatsPerBar)
        sections = try Timeline.layOut(production.recipes("sections"), grid)
        frames = try Timeline.length(production, sections, grid)
        try Timeline.checkFit(production.recipes("sections"), sections, frames, sampleRate)
    }

    /// How many frames a quantity of time comes to, counted from the start of the production.
    package func frames(_ amount: Double, _ unit: Unit) -> Int {
        Grid(sampleRate: sampleRate, tempo: tempo, beatsPerBar: beatsPerBar).frames(amount, unit)
    }

    package func seconds(_ frames: Int) -> Double { Double(frames) / Double(sampleRate) }

    /// The section of that name.
    package func section(_ name: String) -> TimelineSection? { sections.first { $0.name == name } }

    /// Frames at the end that no section covers.
    package var uncoveredFrames: Int { frames - (sections.last?.span.upperBound ?? 0) }
}

/// The tempo as a ruler.
private struct Grid {
    let sampleRate: Int
    let tempo: Double
    let beatsPerBar: Int

    func frames(_ amount: Double, _ unit: Unit) -> Int {
        let exact: Double =
            switch unit {
            case .seconds: amount * Double(sampleRate)
            case .beats: amount * 60 * Double(sampleRate) / tempo
            case .bars: amount * Double(beatsPerBar) * 60 * Double(sampleRate) / tempo
            case .frames: amount
            case .linear, .decibels, .mebibytes, .gibibytes:
                preconditionFailure("BUG: \(unit) is no unit of time")
            }
        // A third of a beat has no exact binary form: what comes to within a millionth of half a frame is half
        // a frame, so that steps fall where whole numbers would put them. And 1e15 is far beyond any
        // production, and still a number that sums of a few of do not overflow.
        return Int(min((exact + 0.5 + 1e-6).rounded(.down), 1e15))
    }

    func beats(_ amount: Double, _ unit: Unit) -> Double {
        switch unit {
        case .seconds: amount * tempo / 60
        case .beats: amount
        case .bars: amount * Double(beatsPerBar)
        case .frames: amount * tempo / 60 / Double(sampleRate)
        case .linear, .decibels, .mebibytes, .gibibytes:
            preconditionFailure("BUG: \(unit) is no unit of time")
        }
    }
}

extension Timeline {
    private static func layOut(_ recipes: [Recipe], _ grid: Grid) throws(Refusal) -> [TimelineSection] {
        var sections: [TimelineSection] = []
        var lines: [String: Int] = [:]
        var beat = 0.0
        for recipe in recipes {
            let name = recipe.text("name")
            guard case .quantity(let amount, let unit) = recipe["length"] else { continue }
            let end = beat + grid.beats(amount, unit)
            let span = grid.frames(beat, .beats)..<max(grid.frames(beat, .beats), grid.frames(end, .beats))
            if span.isEmpty {
                throw Refusal(line: recipe.line, "section '\(name)' is empty: give it a length")
            }
            if let first = lines.updateValue(recipe.line, forKey: name) {
                throw Refusal(
                    line: recipe.line,
                    "two sections are called '\(name)' (the first in line \(first)): rename one of them")
            }
            sections.append(TimelineSection(name: name, startBeat: beat, beats: end - beat, span: span))
            beat = end
        }
        return sections
    }

    private static func length(
        _ production: Recipe, _ sections: [TimelineSection], _ grid: Grid
    ) throws(Refusal) -> Int {
        var frames = sections.last?.span.upperBound ?? 0
        if case .quantity(let amount, let unit) = production["duration"] {
            frames = grid.frames(amount, unit)
        }
        guard frames > 0 else {
            throw Refusal(
                line: production.line, "the production has no length: give it a duration, or sections")
        }
        guard Double(frames) <= longestSeconds * Double(grid.sampleRate) else {
            let hours = Double(frames) / Double(grid.sampleRate) / 3_600
            throw Refusal(
                line: production.line, "the production lasts \(plain(hours.rounded())) hours: at most 24")
        }
        return frames
    }

    private static func checkFit(
        _ recipes: [Recipe], _ sections: [TimelineSection], _ frames: Int, _ rate: Int
    ) throws(Refusal) {
        for (recipe, section) in zip(recipes, sections) where section.span.upperBound > frames {
            let end = decimal(Double(section.span.upperBound) / Double(rate), 3)
            let length = decimal(Double(frames) / Double(rate), 3)
            let excess = decimal(Double(section.span.upperBound - frames) / Double(rate), 3)
            throw Refusal(
                line: recipe.line,
                "section '\(section.name)' ends at \(end) s, and the production lasts \(length) s: take \(excess) s from the sections, or lengthen the production"
            )
        }
    }
}

/// A number with so many decimals, in the form that every locale of a build log shares.
package func decimal(_ number: Double, _ places: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-∞" : "∞" }
    let scale = [1.0, 10, 100, 1_000, 10_000, 100_000, 1_000_000][places]
    let scaled = (abs(number) * scale).rounded()
    guard scaled < 1e15 else { return "\(number)" }
    let (whole, part) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return "\(sign)\(whole)" }
    let digits = String(part)
    return "\(sign)\(whole).\(String(repeating: "0", count: places - digits.count))\(digits)"
}

package import Arrangement
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
    package let map: TempoMap
    /// The length of the production.
    package let frames: Int
    package let sections: [TimelineSection]

    /// No timeline: what a gate is made ready with that judges a file from anywhere.
    static let none = Timeline(
        map: TempoMap(sampleRate: 48_000, tempo: 120, beatsPerBar: 4), frames: 0, sections: [])

    private init(map: TempoMap, frames: Int, sections: [TimelineSection]) {
        self.map = map
        self.frames = frames
        self.sections = sections
    }

    /// The longest production: a day at the highest rate.
    static let longestSeconds = 86_400.0

    /// Lays out the sections of a production.
    init(_ production: Recipe) throws(Refusal) {
        map = try TempoMap(production)
        sections = try Timeline.layOut(production.recipes("sections"), map)
        frames = try Timeline.length(production, sections, map)
        try Timeline.checkFit(production.recipes("sections"), sections, frames, map.sampleRate)
    }

    package var sampleRate: Int { map.sampleRate }

    /// Beats per minute at the start.
    package var tempo: Double { map.pieces[0].tempo }

    /// Beats in a bar at the start.
    package var beatsPerBar: Int { map.signatures[0].signature.beats }

    /// The frame of a position that is counted from the start of the production.
    package func frames(_ amount: Double, _ unit: Unit) -> Int { map.frames(amount, unit) }

    /// The frame that lies so far behind the start of a section.
    func frames(_ amount: Double, _ unit: Unit, in section: TimelineSection) -> Int {
        switch unit {
        case .beats, .bars:
            frames(section.startBeat + map.beats(amount, unit, from: section.startBeat), .beats)
        default: section.span.lowerBound + frames(amount, unit)
        }
    }

    /// How many frames a length is that begins at a frame: under a tempo that changes, two bars are not the same
    /// everywhere.
    func frames(lasting amount: Double, _ unit: Unit, from start: Int) -> Int {
        guard unit == .beats || unit == .bars, !map.isConstant else { return frames(amount, unit) }
        let beat = map.beat(atFrame: Double(start))
        return max(0, frames(beat + map.beats(amount, unit, from: beat), .beats) - start)
    }

    /// How many frames a length is that ends at a frame.
    func frames(lasting amount: Double, _ unit: Unit, until end: Int) -> Int {
        guard unit == .beats || unit == .bars, !map.isConstant else { return frames(amount, unit) }
        let beat = map.beat(atFrame: Double(end))
        let length = unit == .beats ? amount : amount * map.signature(atBeat: beat).beatsPerBar
        return end - frames(max(0, beat - length), .beats)
    }

    package func seconds(_ frames: Int) -> Double { Double(frames) / Double(sampleRate) }

    /// The section of that name.
    package func section(_ name: String) -> TimelineSection? { sections.first { $0.name == name } }

    /// Frames at the end that no section covers.
    package var uncoveredFrames: Int { frames - (sections.last?.span.upperBound ?? 0) }
}

extension TempoMap {
    /// The frame of a position that is counted from the start.
    func frames(_ amount: Double, _ unit: Unit) -> Int {
        switch unit {
        case .seconds: TempoMap.rounded(amount * Double(sampleRate))
        case .frames: TempoMap.rounded(amount)
        case .beats: TempoMap.rounded(exactFrame(atBeat: amount))
        case .bars: TempoMap.rounded(exactFrame(atBeat: beat(atBar: amount)))
        case .linear, .decibels, .mebibytes, .gibibytes:
            preconditionFailure("BUG: \(unit) is no unit of time")
        }
    }

    /// How many beats a length is that begins at a beat.
    func beats(_ amount: Double, _ unit: Unit, from start: Double) -> Double {
        switch unit {
        case .beats: return amount
        case .bars:
            guard signatures.count > 1 else { return amount * signatures[0].signature.beatsPerBar }
            let (bar, rest) = bar(atBeat: start)
            let share = rest / signature(atBeat: start).beatsPerBar
            return beat(atBar: Double(bar) + share + amount) - start
        default:
            let end = exactFrame(atBeat: start) + Double(frames(amount, unit))
            return beat(atFrame: end) - start
        }
    }
}

extension Timeline {
    private static func layOut(_ recipes: [Recipe], _ map: TempoMap) throws(Refusal) -> [TimelineSection] {
        var sections: [TimelineSection] = []
        var lines: [String: Int] = [:]
        var beat = 0.0
        for recipe in recipes {
            let name = recipe.text("name")
            guard case .quantity(let amount, let unit) = recipe["length"] else { continue }
            let end = beat + map.beats(amount, unit, from: beat)
            let start = map.frames(beat, .beats)
            let span = start..<max(start, map.frames(end, .beats))
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
        _ production: Recipe, _ sections: [TimelineSection], _ map: TempoMap
    ) throws(Refusal) -> Int {
        var frames = sections.last?.span.upperBound ?? 0
        if case .quantity(let amount, let unit) = production["duration"] {
            frames = map.frames(amount, unit)
        }
        guard frames > 0 else {
            throw Refusal(
                line: production.line, "the production has no length: give it a duration, or sections")
        }
        guard Double(frames) <= longestSeconds * Double(map.sampleRate) else {
            let hours = Double(frames) / Double(map.sampleRate) / 3_600
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

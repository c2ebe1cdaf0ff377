import TargetDescription
import Testing

@testable import BuildEngine

@Suite struct TimelineTests {
    /// A tempo as a fraction, so that the test can reckon exactly.
    struct Tempo: CustomTestStringConvertible {
        let numerator: Int
        let denominator: Int

        var value: Double { Double(numerator) / Double(denominator) }
        var testDescription: String { "\(numerator)/\(denominator) beats per minute" }
    }

    static let tempos = [
        (1, 1), (120, 1), (130, 1), (1_273, 10), (375, 4), (61_803, 1_000), (1_000, 1), (7_919, 97),
    ]
    .map { Tempo(numerator: $0.0, denominator: $0.1) }

    static func timeline(
        _ tempo: Double = 120, beatsPerBar: Int = 4, rate: Int = 48_000,
        duration: Value = .quantity(60, .seconds),
        sections: [Recipe] = []
    ) throws -> Timeline {
        try Timeline(
            Examples.usual(.production).replacing("tempo", with: .number(tempo))
                .replacing("beatsPerBar", with: .integer(beatsPerBar)).replacing(
                    "sampleRate", with: .integer(rate)
                )
                .replacing("duration", with: duration).replacing("sections", with: .recipes(sections)))
    }

    /// beats · 60 · rate ÷ tempo, to the nearest frame, halves away from zero: in whole numbers.
    static func exact(beats: (Int, Int), _ rate: Int, _ tempo: Tempo) -> Int {
        let numerator = beats.0 * 60 * rate * tempo.denominator
        let denominator = beats.1 * tempo.numerator
        return (2 * numerator + denominator) / (2 * denominator)
    }

    @Test("every bar of 10,000 falls on its exact frame", arguments: [44_100, 48_000, 96_000], tempos)
    func bars(rate: Int, tempo: Tempo) throws {
        let timeline = try TimelineTests.timeline(tempo.value, beatsPerBar: 7, rate: rate)
        for bar in 0...10_000 {
            let found = timeline.frames(Double(bar), .bars)
            let expected = TimelineTests.exact(beats: (bar * 7, 1), rate, tempo)
            guard found != expected else { continue }
            Issue.record("bar \(bar): expected frame \(expected), found \(found)")
            return
        }
    }

    @Test("so does every sixteenth, triplet and septuplet", arguments: [1, 3, 4, 7, 48], tempos)
    func fractions(steps: Int, tempo: Tempo) throws {
        let timeline = try TimelineTests.timeline(tempo.value, rate: 44_100)
        for step in 0..<3_000 {
            let expected = TimelineTests.exact(beats: (step, steps), 44_100, tempo)
            #expect(timeline.frames(Double(step) / Double(steps), .beats) == expected)
        }
    }

    @Test(
        "seconds and frames are what they say",
        arguments: [
            (0, Unit.seconds, 0), (1, .seconds, 44_100), (0.1, .seconds, 4_410), (137, .seconds, 6_041_700),
            (0.00001, .seconds, 0), (1.0 / 44_100, .seconds, 1), (1.5, .beats, 33_075), (2, .bars, 176_400),
            (4_800, .frames, 4_800),
            (0.4, .frames, 0), (1e12, .seconds, 1_000_000_000_000_000),
        ] as [(Double, Unit, Int)])
    func units(amount: Double, unit: Unit, frames: Int) throws {
        #expect(try TimelineTests.timeline(rate: 44_100).frames(amount, unit) == frames)
    }

    @Test(
        "10,000 sections of one bar end where 10,000 bars end: nothing drifts", arguments: tempos.dropFirst())
    func drift(tempo: Tempo) throws {
        let sections = (0..<10_000).map { Recipe(.section, [.text("s\($0)"), .quantity(1, .bars)], line: 0) }
        let timeline = try TimelineTests.timeline(
            tempo.value, beatsPerBar: 3, rate: 8_000, duration: .absent, sections: sections)
        for (index, section) in timeline.sections.enumerated() {
            #expect(section.span.lowerBound == TimelineTests.exact(beats: (index * 3, 1), 8_000, tempo))
            #expect(section.span.upperBound == TimelineTests.exact(beats: (index * 3 + 3, 1), 8_000, tempo))
        }
        #expect(timeline.frames == timeline.sections.last?.span.upperBound)
        #expect(timeline.uncoveredFrames == 0)
    }

    @Test("sections follow one another without a gap, whatever unit they are in")
    func layout() throws {
        let lengths: [(Double, Unit)] = [
            (16, .beats), (2, .bars), (1.5, .seconds), (4_801, .frames), (0.3, .beats),
        ]
        let timeline = try TimelineTests.timeline(
            117.3,
            sections: lengths.enumerated().map {
                Recipe(.section, [.text("s\($0)"), .quantity($1.0, $1.1)], line: 0)
            })
        var end = 0
        for section in timeline.sections {
            #expect(section.span.lowerBound == end)
            end = section.span.upperBound
        }
        #expect(timeline.sections[3].span.count == 4_801)
        #expect(timeline.sections[2].span.count == 72_000)
        #expect(timeline.uncoveredFrames == timeline.frames - end)
        #expect(timeline.section("s3") == timeline.sections[3])
        #expect(timeline.section("none") == nil)
    }

    @Test("the length is the duration's where there is one, and the sections' where not")
    func length() throws {
        let verse = [Examples.section("verse", 16)]
        #expect(
            try TimelineTests.timeline(duration: .quantity(9, .seconds), sections: verse).frames == 432_000)
        #expect(
            try TimelineTests.timeline(duration: .quantity(9, .seconds), sections: verse).uncoveredFrames
                == 48_000)
        #expect(try TimelineTests.timeline(duration: .absent, sections: verse).frames == 384_000)
        #expect(
            try TimelineTests.timeline(duration: .quantity(16, .beats), sections: verse).uncoveredFrames == 0)
    }

    @Test(
        "a timeline that cannot stand is refused, with its line",
        arguments: [
            (
                Value.quantity(7, .seconds), [("verse", 16.0)], 2,
                "section 'verse' ends at 8.000 s, and the production lasts 7.000 s: take 1.000 s from the sections, or lengthen the production"
            ),
            (.quantity(383_999, .frames), [("verse", 16.0)], 2, "section 'verse' ends at 8.000 s"),
            (
                .quantity(10, .seconds), [("a", 16.0), ("b", 16.0)], 2,
                "section 'b' ends at 16.000 s, and the production lasts 10.000 s"
            ),
            (.absent, [], 1, "the production has no length: give it a duration, or sections"),
            (.quantity(0, .seconds), [], 1, "the production has no length: give it a duration, or sections"),
            (.quantity(0.000_01, .seconds), [], 1, "the production has no length"),
            (.quantity(90_000, .seconds), [], 1, "the production lasts 25 hours: at most 24"),
            (.quantity(1e12, .bars), [], 1, "hours: at most 24"),
            (.quantity(60, .seconds), [("verse", 0.0)], 2, "section 'verse' is empty: give it a length"),
            (
                .quantity(60, .seconds), [("verse", 0.000_001)], 2,
                "section 'verse' is empty: give it a length"
            ),
            (
                .quantity(60, .seconds), [("a", 1.0), ("a", 1.0)], 2,
                "two sections are called 'a' (the first in line 2): rename one of them"
            ),
            (.quantity(60, .seconds), [("a", 1e12)], 2, "section 'a' ends at"),
        ] as [(Value, [(String, Double)], Int, String)])
    func refused(duration: Value, sections: [(String, Double)], line: Int, message: String) {
        let found = #expect(throws: Refusal.self) {
            try TimelineTests.timeline(
                duration: duration, sections: sections.map { Examples.section($0.0, $0.1) })
        }
        #expect(found?.message.contains(message) == true, "\(found?.message ?? "")")
        #expect(found?.line == line)
    }

    @Test("24 hours are a production, at any rate")
    func longest() throws {
        #expect(
            try TimelineTests.timeline(rate: 384_000, duration: .quantity(86_400, .seconds)).frames
                == 33_177_600_000)
        #expect(throws: Refusal.self) {
            try TimelineTests.timeline(rate: 8_000, duration: .quantity(86_400 * 8_000 + 1, .frames))
        }
    }

    @Test(
        "a number is shown with so many decimals",
        arguments: [
            (0, 3, "0.000"), (1.2345, 2, "1.23"), (-0.004, 2, "0.00"), (-0.005, 2, "-0.01"), (0.995, 0, "1"),
            (99.9999, 3, "100.000"),
            (1.05, 6, "1.050000"), (.nan, 2, "nan"), (.infinity, 2, "∞"), (-.infinity, 2, "-∞"),
            (1e300, 2, "1e+300"), (-7, 0, "-7"),
        ] as [(Double, Int, String)])
    func decimals(number: Double, places: Int, text: String) {
        #expect(decimal(number, places) == text)
    }
}

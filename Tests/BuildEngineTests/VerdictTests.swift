import Signal
import TargetDescription
import Testing

@testable import BuildEngine
@testable import SoundFiles

/// What a verdict says beyond yes or no: by how much, where, and what would mend it.
@Suite struct VerdictTests {
    /// 120 beats per minute, 4 to a bar: verse from 0 to 8 s, chorus to 12 s.
    static func evidence(
        _ metric: String, _ value: Double, at place: Place? = nil, channels: Int = 2, isOurs: Bool = true
    ) throws -> Evidence {
        Evidence(
            info: GateTests.changed { $0.channels = channels },
            timeline: isOurs
                ? try Timeline(Examples.production([Examples.usual(.stem)])) : nil,
            measurements: [Measurement(metric: metric, value: .number(value), place: place)])
    }

    @Test(
        "the margin is what is left to the nearest bound, and below 0 beyond it",
        arguments: [
            (.peak(atMost: -1), "peak", -1.5, 0.5, "dB", nil),
            (.peak(atMost: -1), "peak", -0.6, -0.4, "dB", "0.40 dB too high"),
            (.loudness(-14), "loudness", -15.25, -0.25, "LU", "0.25 LU too low"),
            (.loudness(-14), "loudness", -13.75, 0.75, "LU", nil),
            (.crest(atLeast: 8), "crest", 6, -2, "dB", "2.00 dB too low"),
            (.onsets(), "onset-distance@120/4", 20.0004, -0.0004, "ms", "0.0004 ms too high"),
        ] as [(Gate, String, Double, Double, String, String?)])
    func margin(
        gate: Gate, metric: String, value: Double, amount: Double, unit: String, words: String?
    ) throws {
        let verdict = try #require(
            try GateTests.judge(gate, VerdictTests.evidence(metric, value)).first)
        let margin = try #require(verdict.margin)
        #expect(abs(margin.amount - amount) < 1e-9)
        #expect(margin.unit == unit)
        #expect(verdict.whereabouts == words ?? "")
    }

    @Test("digital silence has no margin, and no number is made up for it")
    func silence() throws {
        let verdict = try #require(
            try GateTests.judge(.peak(atMost: -1), VerdictTests.evidence("peak", -.infinity)).first)
        #expect(verdict.holds && verdict.margin == nil)
    }

    @Test(
        "a place is told as time, bar and beat, section and channel",
        arguments: [
            (Place(frame: 0, channel: 0), 2, "at 0.000 s (bar 1, beat 1), in 'verse', left"),
            (
                Place(frame: 444_000, length: 24_000, channel: 1), 2,
                "at 9.250 s for 0.500 s (bar 5, beat 3.5), in 'chorus', right"
            ),
            (Place(frame: 383_999, channel: 0), 1, "at 8.000 s (bar 4, beat 4.99), in 'verse'"),
            (Place(frame: 960_000, channel: 4), 6, "at 20.000 s (bar 11, beat 1), channel 5"),
        ] as [(Place, Int, String)])
    func position(place: Place, channels: Int, words: String) throws {
        let evidence = try VerdictTests.evidence("peak", 0, at: place, channels: channels)
        let verdict = try #require(try GateTests.judge(.peak(atMost: -1), evidence).first)
        #expect(verdict.whereabouts == "1.00 dB too high, \(words)")
    }

    @Test("a file from elsewhere has a time, and no bar")
    func elsewhere() throws {
        let evidence = try VerdictTests.evidence(
            "peak", 0, at: Place(frame: 48_000, channel: 1), isOurs: false)
        let verdict = try #require(try GateTests.judge(.peak(atMost: -1), evidence).first)
        #expect(verdict.position?.text == "at 1.000 s, right")
    }

    @Test(
        "the number of an advice is ample: who follows it gets there",
        arguments: [
            (2.5, 2, "2.50"), (0.401, 2, "0.41"), (0.400_000_001, 2, "0.40"), (-1.301, 2, "-1.31"),
            (0, 2, "0.00"), (1e-5, 2, "0.01"), (.infinity, 2, "∞"),
        ] as [(Double, Int, String)])
    func ample(number: Double, places: Int, text: String) {
        #expect(amply(number, places) == text)
    }

    @Test("a mono file is held against the target for mono, where there is one")
    func mono() throws {
        for (channels, value, holds) in [(1, -19.0, true), (1, -16, false), (2, -16, true), (2, -19, false)] {
            let evidence = try VerdictTests.evidence("loudness", value, channels: channels)
            let verdict = try #require(
                try GateTests.judge(.loudness(-16, tolerance: 1, mono: -19), evidence).first)
            #expect(verdict.holds == holds, "\(channels) channels at \(value)")
        }
        let evidence = try VerdictTests.evidence("short-term-max", -20, channels: 1)
        #expect(try !GateTests.judge(.shortTerm(atMost: -18, mono: -21), evidence)[0].holds)
        #expect(try GateTests.judge(.shortTerm(atMost: -18), evidence)[0].holds)
    }

    @Test(
        "bits are those that tell levels apart",
        arguments: [
            (.pcm16, 24, false), (.pcm24, 24, true), (.float32, 24, true), (.float32, 32, false),
            (.pcm32, 32, true), (.float64, 53, true),
        ] as [(SoundFiles.Encoding, Int, Bool)])
    func bits(encoding: SoundFiles.Encoding, bits: Int, holds: Bool) throws {
        let info = GateTests.changed { $0.encoding = encoding }
        #expect(try GateTests.judge(.format(bits: bits), Evidence(info: info))[0].holds == holds)
        let foreign = GateTests.changed { $0.encoding = nil }
        #expect(try !GateTests.judge(.format(bits: bits), Evidence(info: foreign))[0].holds)
    }

    @Test(
        "a file name is one that every receiver can take, or one is proposed",
        arguments: [
            ("mix_120bpm.wav", false, nil), ("my mix.wav", false, "my_mix.wav"), ("my mix.wav", true, nil),
            ("größe.wav", true, "gr__e.wav"), ("", true, ""),
        ] as [(String, Bool, String?)])
    func fileName(name: String, spaces: Bool, mended: String?) throws {
        let verdict = try #require(
            try GateTests.judge(.fileName(spaces: spaces), Evidence(fileName: name)).first)
        #expect(verdict.holds == (mended == nil))
        if let mended, !mended.isEmpty { #expect(verdict.advice == "call it '\(mended)'") }
    }

    // MARK: - Against another target

    /// Loudness, and the same level in every octave but one.
    static func sound(_ loudness: Double, _ bands: Double, odd: Double? = nil) -> [Measurement] {
        [Measurement(metric: "loudness", value: .number(loudness))]
            + OctaveBands.all.map {
                Measurement(
                    metric: $0.name, value: .number($0.name == "band.125" ? odd ?? bands : bands))
            }
    }

    static func matching(_ own: [Measurement], _ other: [Measurement], _ gate: Gate) throws -> [Verdict] {
        let compared = ComparisonEvidence(
            info: GateTests.info,
            measurements: Dictionary(other.map { ($0.metric, $0) }, uniquingKeysWith: { first, _ in first }))
        return try GateTests.judge(
            gate, Evidence(info: GateTests.info, measurements: own, comparisons: ["song": compared]))
    }

    @Test("a difference in level counts once, and an octave that sticks out is named with its cure")
    func matches() throws {
        let reference = VerdictTests.sound(-14, -30)
        let same = try VerdictTests.matching(reference, reference, .matches("song"))
        #expect(same.map(\.gate) == ["matches song, loudness", "matches song, bands"])
        #expect(same.allSatisfy { $0.holds })
        let louder = try VerdictTests.matching(VerdictTests.sound(-10, -26), reference, .matches("song"))
        #expect(louder.map(\.holds) == [false, true])
        #expect(louder[0].advice == "change the gain by -4.00 dB")
        let boomy = try VerdictTests.matching(
            VerdictTests.sound(-14, -30, odd: -25), reference, .matches("song"))
        #expect(boomy.map(\.holds) == [true, false])
        #expect(boomy[1].found == "+5.00 dB at 125 Hz")
        #expect(boomy[1].advice == "equalise by -5.00 dB at 125 Hz")
        #expect(boomy[1].margin?.amount == -2)
    }

    @Test("what cannot be measured of either does not match")
    func unmatched() throws {
        let reference = VerdictTests.sound(-14, -30)
        let short = [Measurement(metric: "loudness", value: .unmeasurable("it is too short"))]
        for (own, other) in [(short, reference), (reference, short), (reference, [])] {
            let verdicts = try VerdictTests.matching(own, other, .matches("song"))
            #expect(verdicts.count == 2 && verdicts.allSatisfy { !$0.holds })
        }
        let missing = try GateTests.judge(
            .matches("song"),
            Evidence(
                measurements: reference,
                comparisons: ["song": ComparisonEvidence(problem: "the file does not exist")]))
        #expect(missing[0].found == "nothing: of 'song': the file does not exist")
    }
}

import Signal
import TargetDescription
import Testing

@testable import BuildEngine
@testable import SoundFiles

/// Each gate at its bounds, a hair inside and a hair outside.
@Suite struct GateTests {
    static func judge(_ gate: Gate, _ evidence: Evidence) throws -> [Verdict] {
        try GateTable.unit(gate.recipe, TimelineTests.timeline()).judge(evidence)
    }

    static func judge(_ gate: Gate, _ metric: String, _ value: Measurement.Value) throws -> [Verdict] {
        try judge(gate, Evidence(measurements: [Measurement(metric: metric, value: value)]))
    }

    /// A gate on one number: what it lets through and what not.
    struct Case: CustomTestStringConvertible {
        let gate: Gate
        let metric: String
        let name: String
        let expected: String
        let inside: [Double]
        let outside: [Double]

        var testDescription: String { "\(name) \(expected)" }
    }

    /// Two billionths are beyond a bound; half a billionth is what a logarithm may be off by.
    static let hair = 2e-9
    static let rounding = 0.5e-9

    static let cases: [Case] = [
        Case(
            gate: .peak(atMost: -1), metric: "peak", name: "peak", expected: "≤ -1 dBFS",
            inside: [-1, -1 + rounding, -60, -.infinity], outside: [-1.0 + hair, 0, 3]),
        Case(
            gate: .peak(atMost: -1, atLeast: -6), metric: "peak", name: "peak", expected: "-6 to -1 dBFS",
            inside: [-6, -6 - rounding, -1, -3], outside: [-6.0 - hair, -1.0 + hair, -.infinity]),
        Case(
            gate: .peak(atMost: -6, atLeast: -6), metric: "peak", name: "peak", expected: "-6 to -6 dBFS",
            inside: [-6],
            outside: [-6.0 - hair, -6.0 + hair]),
        Case(
            gate: .truePeak(atMost: -1), metric: "true-peak", name: "true-peak", expected: "≤ -1 dBTP",
            inside: [-1, -20, -.infinity], outside: [-1.0 + hair, 0.1]),
        Case(
            gate: .loudness(-14), metric: "loudness", name: "loudness", expected: "-15 to -13 LUFS",
            inside: [-15, -14, -13],
            outside: [-15.0 - hair, -13.0 + hair, -70, -.infinity]),
        Case(
            gate: .loudness(-23, tolerance: 0.2), metric: "loudness", name: "loudness",
            expected: "-23.2 to -22.8 LUFS",
            inside: [-23.2, -22.8], outside: [-23.2 - hair, -22.8 + hair]),
        Case(
            gate: .loudness(-14.1, tolerance: 0.3), metric: "loudness", name: "loudness",
            expected: "-14.4 to -13.8 LUFS",
            inside: [-14.4, -13.8], outside: [-14.401, -13.799]),
        Case(
            gate: .loudness(-23, tolerance: 0), metric: "loudness", name: "loudness",
            expected: "-23 to -23 LUFS",
            inside: [-23], outside: [-23.0 - hair, -23.0 + hair]),
        Case(
            gate: .clipping(), metric: "clipping", name: "clipping", expected: "≤ 0 clipped runs",
            inside: [0], outside: [1, 7]),
        Case(
            gate: .clipping(atMost: 3), metric: "clipping", name: "clipping", expected: "≤ 3 clipped runs",
            inside: [0, 3],
            outside: [4]),
        Case(
            gate: .dcOffset(), metric: "dc-offset", name: "dc-offset", expected: "≤ 0.001 of full scale",
            inside: [0, 0.001],
            outside: [0.001 + hair, 1]),
        Case(
            gate: .silence(longest: .seconds(2)), metric: "silence.longest@-60", name: "silence, longest",
            expected: "≤ 2 s",
            inside: [0, 2], outside: [2 + 1.0 / 48_000, 100]),
        Case(
            gate: .silence(below: -48.5, leading: .beats(1)), metric: "silence.leading@-48.5",
            name: "silence, leading",
            expected: "≤ 0.5 s", inside: [0, 0.5], outside: [0.5 + hair]),
        Case(
            gate: .momentary(atMost: -15), metric: "momentary-max", name: "momentary",
            expected: "≤ -15 LUFS", inside: [-15, -40], outside: [-15.0 + hair, -3]),
        Case(
            gate: .shortTerm(atMost: -18), metric: "short-term-max", name: "short-term",
            expected: "≤ -18 LUFS", inside: [-18, -30], outside: [-18.0 + hair, -3]),
        Case(
            gate: .loudnessRange(atLeast: 4, atMost: 20), metric: "loudness-range", name: "loudness-range",
            expected: "4 to 20 LU", inside: [4, 20], outside: [4.0 - hair, 20.0 + hair]),
        Case(
            gate: .rms(atLeast: -23, atMost: -18), metric: "rms", name: "rms", expected: "-23 to -18 dBFS",
            inside: [-23, -18], outside: [-23.0 - hair, -18.0 + hair, -.infinity]),
        Case(
            gate: .crest(atLeast: 8), metric: "crest", name: "crest", expected: "≥ 8 dB", inside: [8, 20],
            outside: [8.0 - hair, 0]),
        Case(
            gate: .noiseFloor(), metric: "noise-floor", name: "noise-floor", expected: "≤ -60 dBFS",
            inside: [-60, -.infinity], outside: [-60.0 + hair, -20]),
        Case(
            gate: .phase(), metric: "correlation", name: "phase", expected: "≥ -0.2 correlation",
            inside: [-0.2, 1], outside: [-0.2 - hair, -1]),
        Case(
            gate: .monoLoss(), metric: "mono-loss", name: "mono-loss", expected: "≤ 4 dB",
            inside: [4, 0], outside: [4.0 + hair, 60]),
        Case(
            gate: .band(31.5, atMost: -30), metric: "band.31.5", name: "band 31.5 Hz",
            expected: "≤ -30 dBFS", inside: [-30, -.infinity], outside: [-30.0 + hair]),
        Case(
            gate: .onsets(), metric: "onset-distance@120/4", name: "onsets", expected: "≤ 20 ms",
            inside: [0, 20], outside: [20.0 + hair]),
        Case(
            gate: .finite(), metric: "finite", name: "finite", expected: "≤ 0 samples not finite",
            inside: [0], outside: [1]),
        Case(
            gate: .denormal(), metric: "denormal", name: "denormal", expected: "≤ 0 denormal samples",
            inside: [0], outside: [1]),
        Case(
            gate: .limit("band.125", atLeast: -40), metric: "band.125", name: "band.125",
            expected: "≥ -40 dBFS", inside: [-40, 0], outside: [-40.0 - hair, -.infinity]),
        Case(
            gate: .limit("silence.longest@-48", atMost: 2), metric: "silence.longest@-48",
            name: "silence.longest@-48", expected: "≤ 2 s", inside: [2, 0], outside: [2.0 + hair]),
        Case(
            gate: .silence(trailing: .frames(0)), metric: "silence.trailing@-60", name: "silence, trailing",
            expected: "≤ 0 s", inside: [0], outside: [1.0 / 48_000]),
    ]

    @Test("a gate holds at its bounds and within, and breaks beyond", arguments: cases)
    func bounds(test: Case) throws {
        for value in test.inside {
            let verdict = try #require(try GateTests.judge(test.gate, test.metric, .number(value)).first)
            #expect(verdict.holds, "\(value)")
            #expect(verdict.gate == test.name && verdict.expected == test.expected && verdict.advice.isEmpty)
        }
        for value in test.outside {
            let verdict = try #require(try GateTests.judge(test.gate, test.metric, .number(value)).first)
            #expect(!verdict.holds, "\(value)")
            #expect(verdict.gate == test.name && verdict.expected == test.expected && !verdict.advice.isEmpty)
            let unit = test.expected.split(separator: " ").last ?? "?"
            // One is not many.
            let isOne = verdict.found.hasPrefix("1 ") && unit.hasSuffix("s")
            #expect(verdict.found.hasSuffix(isOne ? unit.dropLast() : unit), "\(verdict.found)")
        }
    }

    @Test("what is no number, too large for one, or was not measured never passes", arguments: cases)
    func nothing(test: Case) throws {
        for value in [
            Measurement.Value.number(.nan), .number(.infinity), .unmeasurable("the audio lasts 20 ms"),
        ] {
            let verdict = try #require(try GateTests.judge(test.gate, test.metric, value).first)
            #expect(!verdict.holds, "\(value)")
            #expect(!verdict.advice.isEmpty && !verdict.advice.contains("no sound"))
            if case .unmeasurable(let reason) = value { #expect(verdict.found.contains(reason)) }
        }
        let verdict = try #require(try GateTests.judge(test.gate, Evidence()).first)
        #expect(!verdict.holds)
        #expect(verdict.found.contains("\(test.metric) was not measured"))
    }

    @Test("a gate asks for the measurement that it judges", arguments: cases)
    func metrics(test: Case) throws {
        let unit = try GateTable.unit(test.gate.recipe, TimelineTests.timeline())
        #expect(unit.metrics.map(\.name) == [test.metric])
    }

    @Test("the advice says by how much, and in which direction")
    func advice() throws {
        func advice(_ gate: Gate, _ metric: String, _ value: Double) throws -> String? {
            try GateTests.judge(gate, metric, .number(value)).first?.advice
        }
        #expect(
            try advice(.peak(atMost: -6), "peak", -3.5)
                == "turn it down by 2.50 dB: its level, or the ceiling of the limiter or clip at its end")
        #expect(try advice(.peak(atMost: 0, atLeast: -6), "peak", -8) == "turn it up by 2.00 dB")
        #expect(try advice(.peak(atMost: 0, atLeast: -6), "peak", -.infinity) == "there is no sound in it")
        #expect(try advice(.loudness(-14), "loudness", -17.25) == "change the gain by +3.25 dB")
        #expect(try advice(.loudness(-14), "loudness", -10) == "change the gain by -4.00 dB")
        #expect(try advice(.loudness(-14), "loudness", -.infinity) == "there is no sound in it")
        #expect(
            try advice(.silence(longest: .seconds(2)), "silence.longest@-60", 3.5)
                == "it is below -60 dBFS for 1.500 s too long: fill it, or trim it")
        #expect(try advice(.duration(atMost: .seconds(1)), "x", 0) != nil)
    }

    @Test("a silence gate with several limits gives a verdict on each")
    func silences() throws {
        let gate = Gate.silence(longest: .seconds(3), leading: .seconds(1), trailing: .seconds(2))
        let measurements = [("longest", 3.0), ("leading", 1.5), ("trailing", 2.0)].map {
            Measurement(metric: "silence.\($0.0)@-60", value: .number($0.1))
        }
        let verdicts = try GateTests.judge(gate, Evidence(measurements: measurements))
        #expect(verdicts.map(\.gate) == ["silence, longest", "silence, leading", "silence, trailing"])
        #expect(verdicts.map(\.holds) == [true, false, true])
    }

    // MARK: - Gates on the header

    static let info = SoundInfo(
        containerName: "WAV", encodingName: "pcm24", container: .wav, encoding: .pcm24, sampleRate: 48_000,
        channels: 2,
        frames: 96_000)

    static func changed(_ change: (inout SoundInfo) -> Void) -> SoundInfo {
        var info = info
        change(&info)
        return info
    }

    @Test(
        "the duration holds to the frame",
        arguments: [
            (Gate.duration(atLeast: .seconds(2)), 48_000, 96_000, true),
            (.duration(atLeast: .seconds(2)), 48_000, 95_999, false),
            (.duration(atMost: .seconds(2)), 48_000, 96_000, true),
            (.duration(atMost: .seconds(2)), 48_000, 96_001, false),
            (.duration(atLeast: .seconds(2), atMost: .seconds(2)), 48_000, 96_000, true),
            (.duration(atLeast: .beats(4), atMost: .bars(1)), 48_000, 96_000, true),
            // A file of another rate is as long as it plays.
            (.duration(atLeast: .seconds(2), atMost: .seconds(2)), 44_100, 88_200, true),
            (.duration(atLeast: .seconds(2)), 44_100, 88_199, false),
            (.duration(atMost: .seconds(0)), 48_000, 0, true),
        ] as [(Gate, Int, Int, Bool)])
    func duration(gate: Gate, rate: Int, frames: Int, holds: Bool) throws {
        let info = GateTests.changed {
            $0.sampleRate = rate
            $0.frames = frames
        }
        let verdict = try #require(try GateTests.judge(gate, Evidence(info: info)).first)
        #expect(verdict.holds == holds)
        #expect(verdict.advice.isEmpty == holds)
    }

    @Test("a wrong length is told with how much to add or take")
    func durationAdvice() throws {
        let gate = Gate.duration(atLeast: .seconds(3))
        let verdict = try #require(try GateTests.judge(gate, Evidence(info: GateTests.info)).first)
        #expect(verdict.summary == "duration: expected ≥ 3 s, found 2.000 s")
        #expect(verdict.advice == "lengthen it by 1.000 s")
    }

    @Test(
        "a format holds when all that is asked for is so",
        arguments: [
            (Gate.format(sampleRate: 48_000), true), (.format(sampleRate: 44_100), false),
            (.format(channels: .stereo), true),
            (.format(channels: .mono), false), (.format(encoding: .pcm24), true),
            (.format(encoding: .pcm16), false),
            (.format(sampleRate: 48_000, channels: .stereo, encoding: .pcm24), true),
            (.format(sampleRate: 48_000, channels: .stereo, encoding: .float32), false),
        ] as [(Gate, Bool)])
    func format(gate: Gate, holds: Bool) throws {
        let verdict = try #require(try GateTests.judge(gate, Evidence(info: GateTests.info)).first)
        #expect(verdict.holds == holds)
        #expect(verdict.found == "48000 Hz, 2 ch, pcm24 WAV")
    }

    @Test("what is no audio has no format, no length, and is aligned with nothing")
    func noAudio() throws {
        for gate in [Gate.format(sampleRate: 48_000), .duration(atMost: .seconds(1)), .aligned()] {
            let verdicts = try GateTests.judge(gate, Evidence())
            #expect(verdicts.count == 1 && !verdicts[0].holds)
        }
    }

    @Test("no gate of the catalogue passes where nothing is known", arguments: GateTable.units.keys.sorted())
    func ignorance(name: String) throws {
        let recipe = try #require(
            UnitTableTests.usable.first { $0.rule.name == name && $0.rule.family == .gate })
        let verdicts = try GateTable.unit(recipe, TimelineTests.timeline()).judge(Evidence())
        #expect(!verdicts.isEmpty)
        #expect(verdicts.allSatisfy { !$0.holds && !$0.expected.isEmpty && !$0.found.isEmpty })
    }

    @Test(
        "inputs are aligned when rate, channels and length are the same to the frame",
        arguments: [
            (info, nil), (changed { $0.frames = 96_001 }, "96001 frames"),
            (changed { $0.frames = 95_999 }, "95999 frames"),
            (changed { $0.sampleRate = 44_100 }, "44100 Hz"), (changed { $0.channels = 1 }, "1 ch"),
            (changed { $0.encoding = .float32 }, nil),
        ] as [(SoundInfo, String?)])
    func aligned(odd: SoundInfo, found: String?) throws {
        let inputs = [
            InputEvidence(name: "bass", GateTests.info), InputEvidence(name: "drums", GateTests.info),
            InputEvidence(name: "odd", odd),
        ]
        let verdict = try #require(try GateTests.judge(.aligned(), Evidence(inputs: inputs)).first)
        #expect(verdict.holds == (found == nil))
        guard let found else { return }
        #expect(verdict.found.contains(found) && verdict.found.contains("'odd'"))
        #expect(verdict.expected.contains("96000 frames") && verdict.expected.contains("'bass'"))
    }

    // MARK: - The gates that hold without asking

    static let declared = SoundFormat(container: .wav, encoding: .pcm24, sampleRate: 48_000, channels: 2)

    static func standing(_ info: SoundInfo?, finite: Measurement.Value? = .number(0)) -> [Verdict] {
        StandingGates.judge(
            Evidence(
                info: info, declared: declared, declaredFrames: 96_000,
                measurements: finite.map { [Measurement(metric: "finite", value: $0)] } ?? []))
    }

    @Test(
        "a file is what was declared, to the frame",
        arguments: [
            (info, nil), (changed { $0.sampleRate = 44_100 }, "format"),
            (changed { $0.channels = 1 }, "format"),
            (changed { $0.encoding = .pcm16 }, "format"), (changed { $0.encoding = nil }, "format"),
            (changed { $0.container = .aiff }, "format"), (changed { $0.container = nil }, "format"),
            (changed { $0.frames = 95_999 }, "length"), (changed { $0.frames = 96_001 }, "length"),
        ] as [(SoundInfo, String?)])
    func declaredForm(info: SoundInfo, broken: String?) {
        let verdicts = GateTests.standing(info)
        #expect(verdicts.map(\.gate) == ["format", "length", "finite"])
        #expect(verdicts.filter { !$0.holds }.map(\.gate) == [broken].compactMap(\.self))
    }

    @Test(
        "one sample that is not finite is one too many; not knowing is, too",
        arguments: [
            (.number(0), true), (.number(1), false), (.number(.nan), false), (.unmeasurable("x"), false),
            (nil, false),
        ]
            as [(Measurement.Value?, Bool)])
    func finite(value: Measurement.Value?, holds: Bool) {
        #expect(GateTests.standing(GateTests.info, finite: value).last?.holds == holds)
    }

    @Test("an audio target without an audio file fails; a target that declares none is not asked")
    func absent() {
        #expect(GateTests.standing(nil).contains { !$0.holds })
        #expect(StandingGates.judge(Evidence(info: GateTests.info)).isEmpty)
    }
}

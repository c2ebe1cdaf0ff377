import Signal
import Testing

@Suite("The FM synthesizer")
struct FrequencyModulationTests {
    private static func operators(_ settings: [(ratio: Double, level: Double)])
        -> [FrequencyModulation.Operator]
    {
        settings.map { .init(ratio: Control($0.ratio), level: Control($0.level), envelope: Notes.steady) }
    }

    /// The Bessel function of the first kind by its power series.
    private static func bessel(_ order: Int, _ x: Double) -> Double {
        var term = 1.0
        for k in 0..<order { term *= x / 2 / Double(k + 1) }
        var sum = 0.0
        for k in 0..<40 {
            sum += term
            term *= -(x / 2) * (x / 2) / (Double(k + 1) * Double(k + 1 + order))
        }
        return sum
    }

    @Test(
        "two operators make Chowning's spectrum: side bands of Jₙ(index), within 1e-4",
        arguments: [0.5, 1.5, 3])
    func sidebands(index: Double) throws { #expect(try Self.worstSideband(index) < 1e-4) }

    static func worstSideband(_ index: Double) throws -> Double {
        // 2400 Hz moved by 200 Hz: 2400 ± 200·n.
        let instrument = FrequencyModulation(
            algorithm: .pairAndTwo, operators: operators([(1, 0), (1, 0), (12, 1), (1, index)]),
            sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(instrument, [Notes.note(Notes.pitch(200))], frames: 14_400)
        let tail = Array(samples.suffix(4_800))
        return (0...4).flatMap { n in
            // What is mirrored at 0 Hz is of the 20th order here, and nothing.
            [2_400 + 200 * n, 2_400 - 200 * n].map { frequency in
                (Played.amplitude(tail, cycles: frequency / 10) - 0.25 * bessel(n, index).magnitude).magnitude
            }
        }.max() ?? .infinity
    }

    @Test("a carrier that is alone fades with its level")
    func fade() throws {
        let fading = Control(through: [.init(frame: 0, value: 1), .init(frame: 9_600, value: 0.5)])
        let first = FrequencyModulation.Operator(
            ratio: Control(1), level: fading, envelope: Notes.steady)
        let settings = [first] + Self.operators([(1, 0), (1, 0), (1, 0)])
        let instrument = FrequencyModulation(
            algorithm: .stack, operators: settings, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(instrument, [Notes.note(Notes.pitch(200))], frames: 14_400)
        let still = FrequencyModulation(
            algorithm: .stack, operators: Self.operators([(1, 1), (1, 0), (1, 0), (1, 0)]),
            sampleRate: Notes.sampleRate)
        let full = try Notes.mono(still, [Notes.note(Notes.pitch(200))], frames: 14_400)
        let ratio =
            Played.amplitude(Array(samples.suffix(2_400)), cycles: 10)
            / Played.amplitude(Array(full.suffix(2_400)), cycles: 10)
        #expect((ratio - 0.5).magnitude < 1e-6)
    }

    @Test(
        "every algorithm is the recurrence that its name says, to 1e-9",
        arguments: FrequencyModulation.Algorithm.allCases)
    func algorithms(algorithm: FrequencyModulation.Algorithm) throws {
        #expect(try Self.worstOfRecurrence(algorithm) < 1e-9)
    }

    /// For each operator, those that move it, counted from 1.
    private static let links: [FrequencyModulation.Algorithm: [[Int]]] = [
        .stack: [[2], [3], [4], []], .pairOverStack: [[2], [3, 4], [], []],
        .branchAndStack: [[2, 4], [3], [], []], .stackAndBranch: [[2, 3], [], [4], []],
        .pairs: [[2], [], [4], []], .fan: [[4], [4], [4], []], .pairAndTwo: [[], [], [4], []],
        .additive: [[], [], [], []],
    ]

    static func worstOfRecurrence(_ algorithm: FrequencyModulation.Algorithm) throws -> Double {
        let settings: [(ratio: Double, level: Double)] = [(1, 1), (2, 0.7), (3, 0.5), (1.5, 0.9)]
        let instrument = FrequencyModulation(
            algorithm: algorithm, operators: operators(settings), feedback: 0.8, sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(instrument, [Notes.note(45)], frames: 6_000)
        let from = try #require(links[algorithm])
        let heard = (1...4).filter { number in !from.contains { $0.contains(number) } }
        let sum = heard.reduce(0.0) { $0 + settings[$1 - 1].level }
        let envelope = NoteEnvelope(Notes.steady, at: 0, held: 1 << 20, sampleRate: Notes.sampleRate)
        var (last, before, worst) = (0.0, 0.0, 0.0)
        for frame in 0..<6_000 {
            var values = [0.0, 0, 0, 0, 0]
            for number in [4, 3, 2, 1] {
                var radians = 0.0
                for modulator in from[number - 1] {
                    radians += settings[modulator - 1].level * values[modulator]
                }
                if number == 4 { radians += 0.8 * (last + before) / 2 }
                let turns = settings[number - 1].ratio * 110 * Double(frame) / Notes.sampleRate
                values[number] =
                    envelope.level(at: frame)
                    * Mathematics.sine(turns: turns + radians / Mathematics.fullTurn)
                if number == 4 { (last, before) = (values[4], last) }
            }
            let expected = heard.reduce(0.0) { $0 + 0.25 * settings[$1 - 1].level / sum * values[$1] }
            worst = max(worst, (samples[frame] - expected).magnitude)
        }
        return worst
    }

    @Test(
        "folds little back: 60 dB below the strongest component, up to 2.5 kHz with an index of 2",
        arguments: [110.3, 440.7, 1_000.3, 2_500.9])
    func aliasing(frequency: Double) throws {
        let instrument = FrequencyModulation(
            algorithm: .pairs, operators: Self.operators([(1, 1), (1, 2), (1, 0), (1, 0)]),
            sampleRate: Notes.sampleRate)
        let samples = try Notes.mono(instrument, [Notes.note(Notes.pitch(frequency))], frames: 70_000)
        #expect(Notes.strongestAlias(samples, frequency: frequency) < -60)
    }

    @Test("peaks at 0.25 at velocity 1, and a softer note is a duller one")
    func levels() throws {
        let instrument = FrequencyModulation(
            algorithm: .pairs, operators: Self.operators([(1, 1), (1, 3), (1, 1), (1, 3)]),
            sampleRate: Notes.sampleRate)
        let loud = try Notes.mono(instrument, [Notes.note(57)], frames: 48_000)
        #expect((0.22...0.25).contains(Played.peak(loud)))
        let soft = try Notes.mono(instrument, [Notes.note(57, velocity: 0.1)], frames: 48_000)
        func share(_ samples: [Double]) -> Double {
            let tail = Array(samples.suffix(24_000))
            return Played.amplitude(tail, cycles: 220) / Played.amplitude(tail, cycles: 110)
        }
        #expect(share(soft) < 0.6 * share(loud))
    }
}

import Testing

@testable import Signal

@Suite("Tremolo, chorus, flanger and phaser")
struct ModulationTests {
    /// The largest error of tones from 100 Hz to 18 kHz at 48 kHz, late by 401 times that are spread over a frame, in dB
    /// below the tone.
    @Sendable static func interpolationError() throws -> Double {
        var worst = 0.0
        for frequency in [100.0, 1_000, 4_000, 8_000, 12_000, 14_000, 16_000, 17_000, 18_000] {
            let tone = (0..<64).map { Mathematics.sine(turns: frequency * Double($0) / 48_000) }
            for step in 0...400 {
                let late = 20 + Double(step) / 400
                let exact = Mathematics.sine(turns: frequency * (50 - late) / 48_000)
                tone.withUnsafeBufferPointer { tone in
                    guard let start = tone.baseAddress else { return }
                    FractionalDelay.standard.withTable {
                        worst = max(worst, abs(FractionalDelay.value(start + 50, late: late, $0) - exact))
                    }
                }
            }
        }
        return Mathematics.decibels(fromAmplitude: worst)
    }

    private static let cuts = [[1], [7, 300], [20_000]]

    private func cut(_ make: () -> some Processor, _ capacities: [Int]) throws {
        var (first, second) = (make(), make())
        #expect(
            bits(try first.processed(programmeSignal(), blockCapacities: capacities))
                == bits(try second.processed(programmeSignal())))
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: cuts)
    func anyCut(capacities: [Int]) throws {
        try cut({ ModulationConformance.tremolo(.sine) }, capacities)
        try cut({ ModulationConformance.chorus() }, capacities)
        try cut({ ModulationConformance.flanger() }, capacities)
        try cut({ ModulationConformance.phaser() }, capacities)
    }

    @Test("with a mix of 0, or a depth of 0, nothing changes")
    func dry() throws {
        let signal = programmeSignal()
        var (chorus, flanger) = (
            ModulationConformance.chorus(mix: 0), ModulationConformance.flanger(mix: 0)
        )
        var phaser = ModulationConformance.phaser(mix: 0)
        var tremolo = Tremolo(
            ModulationConformance.oscillator(5), shape: .sine, depth: Control(0), stereo: 0)
        #expect(try chorus.processed(signal) == signal)
        #expect(try flanger.processed(signal) == signal)
        #expect(try phaser.processed(signal) == signal)
        #expect(try tremolo.processed(signal) == signal)
    }

    @Test(
        "a tremolo is at its loudest where it begins, and 1 − depth half a turn later; a square steps without a click"
    )
    func levels() throws {
        let ones = [Array(repeating: 1.0, count: 48_000)]
        for shape in [LowFrequencyOscillator.Shape.sine, .triangle] {
            var effect = Tremolo(
                ModulationConformance.oscillator(2), shape: shape, depth: Control(0.6), stereo: 0)
            let output = try effect.processed(ones)[0]
            #expect(abs(output[0] - 1) < 1e-12 && abs(output[12_000] - 0.4) < 1e-12)
        }
        var square = Tremolo(
            ModulationConformance.oscillator(2), shape: .square, depth: Control(1), stereo: 0)
        let output = try square.processed(ones)[0]
        #expect(output[6_000] == 1 && output[18_000] == 0)
        #expect(zip(output, output.dropFirst()).allSatisfy { abs($0 - $1) < 0.002 })
    }

    @Test("an oscillator of two frequencies in turn goes on where it was, whoever reads it")
    func phase() {
        // 1 turn in the first 1,000 frames, and from there two in each.
        let phase: @Sendable (Int) -> Double = {
            $0 < 1_000 ? Double($0) / 1_000 : 1 + Double($0 - 1_000) / 500
        }
        var oscillator = LowFrequencyOscillator(phase: phase)
        var phases = Array(repeating: 0.0, count: 2_000)
        phases.withUnsafeMutableBufferPointer {
            oscillator.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<777]))
            oscillator.read(into: UnsafeMutableBufferPointer(rebasing: $0[777...]))
        }
        // Only within the period that holds the change it is a straight line in place of a bend.
        #expect(
            phases.indices.allSatisfy { abs(phases[$0] - phase($0)) < (992..<1_008 ~= $0 ? 0.01 : 1e-12) })
    }

    @Test(
        "the notches of a phaser that stands still are where its all-passes turn by half: two stages, one at the centre"
    )
    func notch() throws {
        var settings = Phaser.Settings()
        settings.stages = 2
        settings.centre = Control(1_000)
        settings.depth = 0
        settings.feedback = Control(0)
        var phaser = Phaser(
            settings, ModulationConformance.oscillator(1), channels: 1, sampleRate: 48_000)
        let tone = (0..<24_000).map { Mathematics.sine(turns: Double($0) / 48) }
        #expect(Played.peak(Array(try phaser.processed([tone])[0][12_000...])) < 1e-9)
    }

    @Test("what goes round in a flanger ends in silence, and not among the subnormal numbers")
    func silence() throws {
        var flanger = ModulationConformance.flanger(feedback: 0.95, mix: 1)
        let impulse = [1] + Array(repeating: 0.0, count: 900_000)
        let output = try flanger.processed([impulse, impulse])
        #expect(output.joined().allSatisfy { !$0.isSubnormal })
        #expect(output[0].suffix(1_000).allSatisfy { $0 == 0 })
    }
}

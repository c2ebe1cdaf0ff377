import Testing

@testable import Signal

/// Every parameter that may move: it does so without a step, however the stream is cut, and where it hardly moves the
/// unit gives what it gives with a number.
@Suite("Moving parameters")
struct MovingUnitTests {
    @Test("how the stream is cut makes no difference to any bit", arguments: MovingUnit.all)
    func blockCut(unit: MovingUnit) throws {
        let signal = programmeSignal(6_000)
        let sweep = Self.sweep(unit.range, from: 500, to: 5_500)
        let whole = try unit.run(sweep, signal, [20_000])
        #expect(try bits(unit.run(sweep, signal, [1, 7, 300])) == bits(whole))
        #expect(try bits(unit.run(sweep, signal, [64, 1_023])) == bits(whole))
    }

    @Test("a curve that stands still gives what the number gives, to the bit", arguments: MovingUnit.all)
    func constant(unit: MovingUnit) throws {
        let (signal, value) = (programmeSignal(3_000), unit.range.upperBound)
        let curve = Control(through: [.init(frame: 0, value: value), .init(frame: 900, value: value)])
        #expect(
            try bits(unit.run(curve, signal, [8_192])) == bits(unit.run(Control(value), signal, [8_192])))
    }

    @Test(
        "a curve that stands still for now gives what the number gives, within what rounding adds",
        arguments: MovingUnit.all.filter { $0.tolerance != nil })
    func stillForNow(unit: MovingUnit) throws {
        let tolerance = try #require(unit.tolerance)
        let value = (unit.range.lowerBound + unit.range.upperBound) / 2
        let signal = programmeSignal(6_000)
        // Moving only after the last frame, so that the way is the other one and every value the same.
        let curve = Control(
            through: [
                .init(frame: 0, value: value), .init(frame: 7_000, value: value),
                .init(frame: 8_000, value: unit.range.upperBound),
            ])
        #expect(curve.constant == nil)
        let (moving, still) = (
            try unit.run(curve, signal, [8_192]), try unit.run(Control(value), signal, [8_192])
        )
        for channel in 0..<2 {
            #expect(largestDifference(moving[channel], still[channel]) < tolerance)
        }
    }

    @Test(
        "a tone gets no zipper noise: above 8 kHz is what the unit makes of it standing still, or less than −100 dB",
        arguments: MovingUnit.all.filter { $0.residue != nil })
    func noZipper(unit: MovingUnit) throws {
        let (tone, residue) = (Self.tone, try #require(unit.residue))
        let sweep = Self.sweep(unit.range, from: 8_000, to: 40_000)
        let moving = try Self.residue(unit.run(sweep, tone, [8_192]))
        let ends = try [0.0, 0.25, 0.5, 0.75, 1].map { place in
            let value = unit.range.lowerBound + place * (unit.range.upperBound - unit.range.lowerBound)
            return try Self.residue(unit.run(Control(value), tone, [8_192]))
        }
        let still = ends.max() ?? 0
        #expect(
            moving < 1.5 * still + residue,
            "\(Mathematics.decibels(fromAmplitude: moving)) dB moving, \(Mathematics.decibels(fromAmplitude: still)) dB still"
        )
    }

    /// There and back, without a kink of its own.
    private static func sweep(_ range: ClosedRange<Double>, from start: Int, to end: Int) -> Control {
        Control(
            through: [
                .init(frame: start, value: range.lowerBound, shape: .smooth),
                .init(frame: (start + end) / 2, value: range.upperBound, shape: .smooth),
                .init(frame: end, value: range.lowerBound),
            ])
    }

    /// 997 Hz, which swells and dies away so that no end of it is heard.
    private static let tone: [[Double]] = {
        let frames = 48_000
        let samples = (0..<frames).map { frame in
            let swell = 0.5 - 0.5 * Mathematics.cosine(turns: Double(frame) / Double(frames))
            return swell * Mathematics.sine(turns: 997 * Double(frame) / 48_000)
        }
        return [samples, samples]
    }()

    /// The largest of what is above 8 kHz.
    private static func residue(_ output: [[Double]]) throws -> Double {
        let sections = Butterworth.sections(.highpass(8_000), order: 16, sampleRate: 48_000)
        var filter = CausalFilter(sections, channels: 2)
        return try filter.processed(output).map { Played.peak($0) }.max() ?? 0
    }
}

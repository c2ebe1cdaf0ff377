import Foundation
import Testing

@testable import Signal

@Suite("Saturation and bit crush")
struct SaturationTests {
    /// The strongest of what a tone of 5 kHz at full scale and 48 kHz brings with it up to 20 kHz that is none of its
    /// harmonics, in dB below the tone.
    @Sendable static func alias(_ curve: SaturationCurve, drive: Double, factor: Int) throws -> Double {
        // A whole and odd number of turns, so that every tone that folds back has a bin of its own.
        let (length, turns, margin) = (65_536, 6_827, 2_048)
        let tone = (0..<length + 2 * margin).map {
            Mathematics.sine(turns: Double($0 * turns % length) / Double(length))
        }
        var settings = Saturation.Settings()
        settings.drive = Control(Mathematics.amplitude(fromDecibels: drive))
        settings.curve = curve
        settings.oversampling = factor
        let output = try Saturation(StoredStream([tone]), settings, frames: tone.count).allSamples()[0]
        var real = Array(output[margin..<margin + length])
        var imaginary = Array(repeating: 0.0, count: length)
        FourierTransform(length: length).synthesise(real: &real, imaginary: &imaginary)
        let levels = (0..<length * 20 / 48).map { hypot(real[$0], imaginary[$0]) }
        let others = levels.indices.filter { $0 % turns != 0 }.map { levels[$0] }
        return Mathematics.decibels(fromAmplitude: Played.peak(others) / levels[turns])
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [7, 300], [20_000]])
    func cut(capacities: [Int]) throws {
        let signal = programmeSignal(5_000)
        #expect(
            bits(try ColourConformance.saturation(.tube, signal, capacities: capacities))
                == bits(try ColourConformance.saturation(.tube, signal)))
        #expect(
            bits(try ColourConformance.moving(signal, capacities: capacities))
                == bits(try ColourConformance.moving(signal)))
        var (first, second) = (
            BitCrush(bits: 6, hold: 5, channels: 2), BitCrush(bits: 6, hold: 5, channels: 2)
        )
        #expect(
            bits(try first.processed(signal, blockCapacities: capacities))
                == bits(try second.processed(signal)))
    }

    @Test(
        "what is quiet passes where it was: nothing is late, within the filters' ripple", arguments: [4, 8])
    func latency(factor: Int) throws {
        var settings = Saturation.Settings()
        settings.drive = Control(1)
        settings.oversampling = factor
        let tone = (0..<8_192).map { 1e-4 * Mathematics.sine(turns: Double($0) * 9_000 / 48_000) }
        let output = try Saturation(StoredStream([tone]), settings, frames: 8_192).allSamples()[0]
        // The curve takes 3e-13 off it, and the ends hear the silence outside.
        #expect(largestDifference(Array(output[200..<7_992]), Array(tone[200..<7_992])) < 1e-4 * 2e-5)
    }

    @Test("the curves are level at 0, reach as far as they say and no further", arguments: [-50.0, 0, 50])
    func curves(x: Double) {
        func value(_ curve: SaturationCurve) -> Double {
            var output = 0.0
            withUnsafePointer(to: x) { curve.apply($0, count: 1, into: &output) }
            return output
        }
        let sign = x == 0 ? 0.0 : x / abs(x)
        #expect(abs(value(.tanh) - sign) < 1e-15)
        #expect(abs(value(.soft) - sign) < 1e-15)
        let upper = (1 - tanh(0.25)) / (1 + tanh(0.25))
        #expect(abs(value(.tube) - (x > 0 ? upper : sign)) < 1e-15)
    }

    @Test("what is not a number stays so")
    func notANumber() throws {
        for curve in [SaturationCurve.tanh, .soft, .tube] {
            var output = 0.0
            withUnsafePointer(to: Double.nan) { curve.apply($0, count: 1, into: &output) }
            #expect(output.isNaN)
        }
        var crush = BitCrush(bits: 8, hold: 1, channels: 1)
        #expect(try crush.processed([[.nan]])[0][0].isNaN)
    }

    @Test("a stream that is shorter or longer than it was said to be is an error", arguments: [99, 101])
    func length(frames: Int) {
        let effect = Saturation(StoredStream([referenceSignal(frames)]), Saturation.Settings(), frames: 100)
        #expect(throws: StreamLengthError.self) { try effect.allSamples() }
    }

    @Test(
        "a sample has the bits and the hold of the frame at which it is taken, whole or not",
        arguments: [(1.5, 1.0), (7.3, 2.5), (4, 3)])
    func crushed(bits: Double, hold: Double) throws {
        let signal = referenceSignal(4_000).map { 3 * $0 }
        let end = Control(through: [.init(frame: 0, value: bits), .init(frame: 4_000, value: bits + 6)])
        let longer = Control(through: [.init(frame: 0, value: hold), .init(frame: 4_000, value: hold + 9)])
        var (bitsReader, holdReader) = (ControlReader(end), ControlReader(longer))
        var (expected, next) = ([Double](), 0.0)
        for (frame, sample) in signal.enumerated() {
            let (bits, hold) = (bitsReader.next(), holdReader.next())
            if Double(frame) >= next {
                let step = Mathematics.power(2, 1 - bits)
                expected.append(min(1 - step, max(-1, step * (sample / step).rounded(.toNearestOrEven))))
                next += hold
            } else {
                expected.append(expected[frame - 1])
            }
        }
        var crush = BitCrush(bits: end, hold: longer, channels: 1)
        #expect(
            largestDifference(try crush.processed([signal], blockCapacities: [77])[0], expected) < 1e-12)
    }

    @Test("24 bits of what has 16 are what it was, and 1 bit has two values")
    func crush() throws {
        var fine = BitCrush(bits: 24, hold: 1, channels: 1)
        #expect(try fine.processed([referenceSignal(500)]) == [referenceSignal(500)])
        var coarse = BitCrush(bits: 1, hold: 1, channels: 1)
        #expect(Set(try coarse.processed([referenceSignal(500).map { 4 * $0 }])[0]) == [-1, 0])
    }
}

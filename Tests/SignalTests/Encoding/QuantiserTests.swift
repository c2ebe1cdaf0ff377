import Foundation
import Testing

@testable import Signal

@Suite("Quantiser")
struct QuantiserTests {
    @Test("without dither, the nearest step is taken, and the even one of two", arguments: [8, 16, 24, 32])
    func rounding(bits: Int) throws {
        let step = pow(2, Double(1 - bits))
        let steps = [0, 0.4, 0.5, 0.6, 1.5, 2.5, -0.5, -1.5, -2.4, 100]
        let expected: [Double] = [0, 0, 0, 1, 2, 2, 0, -2, -2, 100]
        var quantiser = Quantiser(grid: .pcm(bits: bits), dither: .none, seed: 0, channels: 1)
        #expect(try quantiser.processed([steps.map { $0 * step }])[0] == expected.map { $0 * step })
        #expect(quantiser.saturatedSamples == 0)
    }

    @Test("beyond full scale the largest value is taken and counted", arguments: [8, 16, 24, 32])
    func saturation(bits: Int) throws {
        let largest = 1 - pow(2, Double(1 - bits))
        var quantiser = Quantiser(grid: .pcm(bits: bits), dither: .none, seed: 0, channels: 2)
        let output = try quantiser.processed([[1.2, -1.2, 1, -1], [1e300, -1e300, largest, 0]])
        #expect(output == [[largest, -1, largest, -1], [largest, -1, largest, 0]])
        #expect(quantiser.saturatedSamples == 5)
    }

    @Test("with dither, every value is on the grid and within range, also at full scale")
    func onGrid() throws {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: .tpdf, seed: 4, channels: 1)
        let signal = (0..<5000).map { Double($0) / 2500 - 1 }
        let scaled = try quantiser.processed([signal])[0].map { $0 * 32768 }
        #expect(scaled.allSatisfy { $0 == $0.rounded() && $0 >= -32768 && $0 <= 32767 })
    }

    @Test("the error of dithered 16 bits is −96.33 dBFS ± 0.05, whatever the signal", arguments: [0, 1, 2])
    func errorPower(kind: Int) throws {
        let signal = testSignal(kind)
        let error = try ditherError(signal, seed: 11)
        #expect(abs(decibels(error) + 96.33) < 0.05)
        #expect(abs(error.reduce(0, +) / Double(error.count)) < 2e-7, "four standard deviations of the mean")
    }

    @Test("the error is not correlated with the signal, its neighbour, the other channel, or another seed")
    func correlations() throws {
        let signal = testSignal(1)
        let error = try ditherError(signal, seed: 1)
        // Four standard deviations for 100,000 samples.
        let limit = 4 / Double(error.count).squareRoot()
        #expect(abs(correlation(error, signal)) < limit)
        #expect(abs(correlation(Array(error.dropFirst()), Array(error.dropLast()))) < limit)
        #expect(abs(correlation(error, try ditherError(signal, seed: 2))) < limit)
        var stereo = Quantiser(grid: .pcm(bits: 16), dither: .tpdf, seed: 1, channels: 2)
        let output = try stereo.processed([signal, signal])
        let errors = output.map { zip($0, signal).map { $0 - $1 } }
        #expect(abs(correlation(errors[0], errors[1])) < limit)
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [100, 3], [8192]])
    func blockCut(capacities: [Int]) throws {
        let signal = [referenceSignal(1000), referenceSignal(1000, state: 2)]
        var whole = Quantiser(grid: .pcm(bits: 24), dither: .tpdf, seed: 5, channels: 2)
        var cut = whole
        #expect(
            bits(try whole.processed(signal, blockCapacities: [1000]))
                == bits(try cut.processed(signal, blockCapacities: capacities)))
    }

    @Test(
        "single precision rounds to the nearest float, dithered or not",
        arguments: [Quantiser.Dither.none, .tpdf])
    func float32(dither: Quantiser.Dither) throws {
        var quantiser = Quantiser(grid: .float32, dither: dither, seed: 5, channels: 1)
        let output = try quantiser.processed([[0.1, -3.7, 1e-50, 1 + 0x1p-24, .nan, .infinity]])[0]
        #expect(Array(output[..<4]) == [Double(Float(0.1)), Double(Float(-3.7)), 0, 1])
        #expect(output[4].isNaN && output[5] == .infinity)
        #expect(quantiser.nonFiniteSamples == 0)
    }

    @Test("double precision changes no bit")
    func float64() throws {
        var quantiser = Quantiser(grid: .float64, dither: .tpdf, seed: 5, channels: 1)
        let signal = [referenceSignal(100) + [.infinity, .leastNonzeroMagnitude]]
        #expect(bits(try quantiser.processed(signal)) == bits(signal))
    }

    @Test(
        "in PCM, what is infinite or not a number becomes zero and is counted",
        arguments: [Quantiser.Dither.none, .tpdf])
    func nonFinite(dither: Quantiser.Dither) throws {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: dither, seed: 5, channels: 1)
        #expect(try quantiser.processed([[.nan, .infinity, -.infinity]])[0] == [0, 0, 0])
        #expect(quantiser.nonFiniteSamples == 3)
        #expect(quantiser.saturatedSamples == 0)
    }

    /// 100,000 samples: silence, a sine of half amplitude, or a constant between two steps.
    private func testSignal(_ kind: Int) -> [Double] {
        (0..<100_000).map { frame in
            switch kind {
            case 0: 0
            case 1: 0.5 * sin(2 * .pi * 997 * Double(frame) / 48000)
            default: 0.3 / 32768
            }
        }
    }

    private func ditherError(_ signal: [Double], seed: UInt64) throws -> [Double] {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: .tpdf, seed: seed, channels: 1)
        return zip(try quantiser.processed([signal])[0], signal).map { $0 - $1 }
    }

    private func decibels(_ samples: [Double]) -> Double {
        10 * log10(samples.reduce(0) { $0 + $1 * $1 } / Double(samples.count))
    }

    private func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let products = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        let powers = a.reduce(0) { $0 + $1 * $1 } * b.reduce(0) { $0 + $1 * $1 }
        return products / powers.squareRoot()
    }
}

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
        arguments: [Quantiser.Dither.none, .tpdf, .shaped])
    func nonFinite(dither: Quantiser.Dither) throws {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: dither, seed: 5, channels: 1)
        #expect(try quantiser.processed([[.nan, .infinity, -.infinity]])[0] == [0, 0, 0])
        #expect(quantiser.nonFiniteSamples == 3)
        #expect(quantiser.saturatedSamples == 0)
    }

    @Test(
        "the error of shaped dither has the spectrum of its filter, whatever the signal",
        arguments: [0, 1, 2])
    func shapedSpectrum(kind: Int) throws {
        let error = try ditherError(testSignal(kind), seed: 3, dither: .shaped)
        let power = spectrum(of: error)
        // The power of white TPDF error, 1/4 step², over all bins alike; bands of 64 bins are held to 0.7 dB, which is
        // four standard deviations of a mean over 64 bins and 97 windows.
        for band in 0..<16 {
            let bins = band * 64..<(band + 1) * 64
            let expected = bins.reduce(0) { $0 + shape(at: (Double($1) + 0.5) / 2048) } / 4 / 32_768 / 32_768
            let found = bins.reduce(0) { $0 + power[$1] }
            #expect(abs(10 * log10(found / expected)) < 0.7, "band \(band)")
        }
        // 12.19 dB more than white: 1 + Σ cₖ².
        #expect(abs(decibels(error) + 96.33 - 12.19) < 0.1)
        #expect(abs(error.reduce(0, +) / Double(error.count)) < 1e-7)
    }

    @Test("shaped dither saturates without running away, and comes back")
    func shapedSaturation() throws {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: .shaped, seed: 3, channels: 1)
        let output = try quantiser.processed([
            Array(repeating: 1.5, count: 1000) + Array(repeating: 0, count: 1000)
        ])[0]
        #expect(output[..<1000].allSatisfy { $0 == 1 - 1.0 / 32_768 })
        #expect(output[1000...].allSatisfy { abs($0) * 32_768 <= 14.5 })
        #expect(quantiser.saturatedSamples == 1000)
    }

    @Test(
        "below the reachable level no sample of the file is above the ceiling",
        arguments: [Quantiser.Dither.none, .tpdf, .shaped], [8, 16, 24])
    func ceiling(dither: Quantiser.Dither, bits: Int) throws {
        let grid = Quantiser.Grid.pcm(bits: bits)
        let level = grid.reachable(0.7071, dither: dither)
        var quantiser = Quantiser(grid: grid, dither: dither, seed: 9, channels: 1)
        // The worst of signals for the filter: all of its turns at the edge.
        let signal = (0..<200_000).map { $0 % 7 < 3 ? level : -level }
        #expect(try quantiser.processed([signal])[0].allSatisfy { abs($0) <= 0.7071 })
    }

    @Test("a codec is given finite floats within its limit, and what was not is counted")
    func codec() throws {
        var quantiser = Quantiser(grid: .codec, dither: .none, seed: 0, channels: 1)
        let output = try quantiser.processed([[0.1, -1.5, 1e300, -1e300, .nan, .infinity]])[0]
        #expect(output == [Double(Float(0.1)), -1.5, 16, -16, 0, 0])
        #expect(quantiser.saturatedSamples == 2 && quantiser.nonFiniteSamples == 2)
    }

    /// |1 − Σ cₖ z⁻ᵏ|² at a frequency in cycles per sample.
    private func shape(at frequency: Double) -> Double {
        let c = [2.033, -2.165, 1.959, -1.590, 0.6149]
        var (real, imaginary) = (1.0, 0.0)
        for (index, tap) in c.enumerated() {
            let angle = 2 * .pi * frequency * Double(index + 1)
            real -= tap * cos(angle)
            imaginary += tap * sin(angle)
        }
        return real * real + imaginary * imaginary
    }

    /// Power by frequency, each bin's as if all of the band lay in it, over windows of 2048 that overlap by half.
    private func spectrum(of samples: [Double]) -> [Double] {
        let transform = FourierTransform(length: 2048)
        var power = Array(repeating: 0.0, count: 1024)
        let window = (0..<2048).map { 1 - cos(2 * .pi * (Double($0) + 0.5) / 2048) }
        let gain = window.reduce(0) { $0 + $1 * $1 }
        let starts = stride(from: 0, to: samples.count - 2048, by: 1024)
        for start in starts {
            var real = (0..<2048).map { samples[start + $0] * window[$0] }
            var imaginary = Array(repeating: 0.0, count: 2048)
            transform.synthesise(real: &real, imaginary: &imaginary)
            for bin in 0..<1024 {
                let found = real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
                power[bin] += found / gain / Double(Array(starts).count)
            }
        }
        return power
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

    private func ditherError(
        _ signal: [Double], seed: UInt64, dither: Quantiser.Dither = .tpdf
    ) throws -> [Double] {
        var quantiser = Quantiser(grid: .pcm(bits: 16), dither: dither, seed: seed, channels: 1)
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

import Signal
import Testing

@Suite("Noise")
struct NoiseTests {
    @Test("the same samples come out however the stream is cut", arguments: Noise.Colour.allCases)
    func cuts(colour: Noise.Colour) throws {
        func noise() -> Noise { Noise(colour: colour, level: 0.5, seed: 11, frames: 9_001) }
        let reference = try Played.mono(noise())
        #expect(reference.count == 9_001)
        for capacity in Played.capacities {
            #expect(try Played.mono(noise(), capacity: capacity) == reference)
        }
    }

    @Test("white noise peaks at its level and has an RMS of level/√3, within 1 %")
    func white() throws {
        let samples = try Played.mono(Noise(colour: .white, level: 0.5, seed: 3, frames: 40_000))
        #expect(Played.peak(samples) <= 0.5)
        #expect(Played.peak(samples) > 0.499)
        #expect((Played.rms(samples) * 3.0.squareRoot() / 0.5 - 1).magnitude < 0.01)
    }

    @Test("pink noise has the RMS of white noise of the same level, within 0.5 dB over four seconds")
    func pinkPower() throws {
        let white = try Played.mono(Noise(colour: .white, level: 0.5, seed: 3, frames: 192_000))
        let pink = try Played.mono(Noise(colour: .pink, level: 0.5, seed: 3, frames: 192_000))
        let ratio = Mathematics.decibels(fromAmplitude: Played.rms(pink) / Played.rms(white))
        #expect(ratio.magnitude < 0.5)
    }

    @Test("pink noise falls by 3 dB per octave, within 0.1 dB, from 20 Hz to 20 kHz at 44.1 to 192 kHz")
    func pinkSlope() {
        let length = 1 << 15
        var response = Array(repeating: 0.0, count: length)
        response[0] = 1
        var filter = PinkingFilter()
        response.withUnsafeMutableBufferPointer { filter.process($0) }
        #expect(response[length - 1].magnitude < 1e-7, "the response has died away: what follows is exact")
        #expect((response.reduce(0) { $0 + $1 * $1 } - 1).magnitude < 1e-6, "unit power")

        var imaginary = Array(repeating: 0.0, count: length)
        FourierTransform(length: length).synthesise(real: &response, imaginary: &imaginary)
        // 20 Hz at 192 kHz is 0.000104 of the sample rate, 20 kHz at 44.1 kHz is 0.4535.
        let levels = stride(from: 4.0, to: 0.4535 * Double(length), by: 1).map { bin in
            let power = response[Int(bin)] * response[Int(bin)] + imaginary[Int(bin)] * imaginary[Int(bin)]
            return Mathematics.decibels(fromAmplitude: (power * bin).squareRoot())
        }
        let (low, high) = (levels.min() ?? .nan, levels.max() ?? .nan)
        #expect(high - low < 0.1)
    }

    @Test("noises of different seeds and targets are uncorrelated, of the same seed equal")
    func seeds() throws {
        func noise(_ seed: UInt64) throws -> [Double] {
            try Played.mono(Noise(colour: .white, level: 1, seed: seed, frames: 20_000))
        }
        let (vinyl, wind) = (try noise(seed(of: "vinyl")), try noise(seed(of: "wind")))
        #expect(try noise(seed(of: "vinyl")) == vinyl)
        let correlation = zip(vinyl, wind).reduce(0) { $0 + $1.0 * $1.1 } / Double(vinyl.count) * 3
        #expect(correlation.magnitude < 0.03)
    }

    @Test(
        "the sound of a noise never changes without notice",
        arguments: [(Noise.Colour.white, 0x1004_1feb_cfa1_53c9 as UInt64), (.pink, 0xfdc3_093e_b103_3a3c)])
    func pinned(colour: Noise.Colour, checksum: UInt64) throws {
        let samples = try Played.mono(Noise(colour: colour, level: 0.8, seed: 42, frames: 5_000))
        #expect(Played.checksum(samples) == checksum)
    }
}

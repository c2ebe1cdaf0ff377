import Testing

@testable import Signal

@Suite("Gain")
struct GainTests {
    @Test(
        "decibels become the factor",
        arguments: [(0.0, 1.0), (20, 10), (-20, 0.1), (-6.020599913279624, 0.5), (-.infinity, 0)]
            as [(Double, Double)])
    func decibels(_ decibels: Double, _ factor: Double) throws {
        var gain = Gain(decibels: decibels)
        #expect(abs(try gain.processed([[1]])[0][0] - factor) <= 4e-16 * factor)
    }

    @Test("every sample of every channel is multiplied")
    func process() throws {
        var gain = Gain(linear: -0.5)
        #expect(try gain.processed([[1, -2, 3], [4, 0, 8]]) == [[-0.5, 1, -1.5], [-2, 0, -4]])
    }

    @Test("0 dB changes no bit")
    func identity() throws {
        var gain = Gain(decibels: 0)
        let signal = [referenceSignal(100)]
        #expect(bits(try gain.processed(signal)) == bits(signal))
    }
}

import Signal
import Testing

@Suite("Fourier transform")
struct FourierTransformTests {
    @Test("the synthesis agrees with its defining sum within 1e-13", arguments: [1, 2, 8, 64])
    func definition(length: Int) {
        let random = CounterRandom(seed: 5)
        let real = (0..<length).map { random.uniform(UInt64($0)) }
        let imaginary = (0..<length).map { random.uniform(UInt64($0 + length)) }
        var (gotReal, gotImaginary) = (real, imaginary)
        FourierTransform(length: length).synthesise(real: &gotReal, imaginary: &gotImaginary)
        for n in 0..<length {
            var (sumReal, sumImaginary) = (0.0, 0.0)
            for k in 0..<length {
                let turns = Double(k * n % length) / Double(length)
                let (c, s) = (Mathematics.cosine(turns: turns), Mathematics.sine(turns: turns))
                sumReal += real[k] * c - imaginary[k] * s
                sumImaginary += real[k] * s + imaginary[k] * c
            }
            #expect((gotReal[n] - sumReal).magnitude < 1e-13)
            #expect((gotImaginary[n] - sumImaginary).magnitude < 1e-13)
        }
    }

    @Test("to a spectrum in reversed order and back is the length times what it was, within 1e-14 of that")
    func thereAndBack() {
        for length in (4...17).map({ 1 << $0 }) {
            let random = CounterRandom(seed: 6)
            let real = (0..<length).map { random.uniform(UInt64($0)) - 0.5 }
            let imaginary = (0..<length).map { random.uniform(UInt64($0 + length)) - 0.5 }
            let transform = FourierTransform(length: length)
            var (ordered, other) = ((real, imaginary), (real, imaginary))
            transform.synthesise(real: &ordered.0, imaginary: &ordered.1)
            transform.synthesiseReversed(real: &other.0, imaginary: &other.1)
            let spread = (0..<length).reduce(0.0) { worst, index in
                let place = transform.reversed(index)
                return max(
                    worst, (other.0[place] - ordered.0[index]).magnitude,
                    (other.1[place] - ordered.1[index]).magnitude)
            }
            #expect(spread < 1e-15 * Double(length) + 1e-13, "\(length)")
            transform.analyseReversed(real: &other.0, imaginary: &other.1)
            let error = (0..<length).reduce(0.0) { worst, index in
                max(
                    worst, (other.0[index] / Double(length) - real[index]).magnitude,
                    (other.1[index] / Double(length) - imaginary[index]).magnitude)
            }
            #expect(error < 1e-14, "\(length)")
        }
    }
}

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
}

/// The convolution of taps with two stretches of a signal at once, the one as the real and the other as the imaginary part
/// of a Fourier transform: the taps are real, so that neither hears the other.
struct FastConvolution: Sendable {
    /// Samples of each stretch that come out: those that all taps are in.
    let stretch: Int

    private let taps: Int
    private let transform: FourierTransform
    private let responseReal: [Double]
    private let responseImaginary: [Double]
    private var real: [Double]
    private var imaginary: [Double]

    private static let shortest = 2_048

    init(_ taps: [Double]) {
        self.taps = taps.count
        var length = FastConvolution.shortest
        while length < 4 * taps.count { length *= 2 }
        stretch = length - taps.count + 1
        transform = FourierTransform(length: length)
        real = Array(repeating: 0, count: length)
        imaginary = real
        // The factor that the transform back leaves out.
        let scale = 1 / Double(length)
        for index in taps.indices { real[index] = taps[index] * scale }
        transform.synthesise(real: &real, imaginary: &imaginary)
        (responseReal, responseImaginary) = (real, imaginary)
    }

    /// Fills `output`, two stretches long, from `input`, which has as many frames and the taps − 1 before them.
    mutating func run(_ input: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>) {
        let (length, stretch) = (transform.length, stretch)
        real.withUnsafeMutableBufferPointer { real in
            for index in 0..<length { real[index] = input[index] }
        }
        imaginary.withUnsafeMutableBufferPointer { imaginary in
            for index in 0..<length { imaginary[index] = input[index + stretch] }
        }
        transform.synthesise(real: &real, imaginary: &imaginary)
        multiply()
        // With the parts exchanged on the way in and out, the same transform goes back.
        transform.synthesise(real: &imaginary, imaginary: &real)
        let first = taps - 1
        real.withUnsafeBufferPointer { real in
            for index in 0..<stretch { output[index] = real[first + index] }
        }
        imaginary.withUnsafeBufferPointer { imaginary in
            for index in 0..<stretch { output[stretch + index] = imaginary[first + index] }
        }
    }

    private mutating func multiply() {
        let length = transform.length
        responseReal.withUnsafeBufferPointer { responseReal in
            responseImaginary.withUnsafeBufferPointer { responseImaginary in
                real.withUnsafeMutableBufferPointer { real in
                    imaginary.withUnsafeMutableBufferPointer { imaginary in
                        for index in 0..<length {
                            let (a, b) = (real[index], imaginary[index])
                            let (c, d) = (responseReal[index], responseImaginary[index])
                            real[index] = a * c - b * d
                            imaginary[index] = a * d + b * c
                        }
                    }
                }
            }
        }
    }
}

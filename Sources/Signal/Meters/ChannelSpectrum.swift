/// One channel on its way into the spectrum: the half window that is being filled, and the pair of windows that are
/// transformed together.
struct ChannelSpectrum {
    private var half: [Double]
    private var real: [Double]
    private var imaginary: [Double]
    /// How much of the half window there is.
    private(set) var filled = 0
    /// Whether the pair's first window is complete.
    private(set) var isHalfPair = false

    init(length: Int) {
        half = Array(repeating: 0, count: length / 2)
        real = Array(repeating: 0, count: length)
        imaginary = Array(repeating: 0, count: length)
    }

    mutating func take(_ samples: UnsafeBufferPointer<Double>) {
        let start = filled
        half.withUnsafeMutableBufferPointer { half in
            for index in samples.indices { half[start + index] = samples[index] }
        }
        filled += samples.count
    }

    /// Silence for the rest of the half window.
    mutating func fillUp() {
        for index in filled..<half.count { half[index] = 0 }
        filled = half.count
    }

    /// Puts the full half into the windows it belongs to. True when both of the pair are complete.
    mutating func closeHalf(_ window: [Double]) -> Bool {
        filled = 0
        isHalfPair.toggle()
        if isHalfPair {
            Self.weigh(half, window, into: &real, isFirst: false)
            Self.weigh(half, window, into: &imaginary, isFirst: true)
            return false
        }
        Self.weigh(half, window, into: &imaginary, isFirst: false)
        return true
    }

    /// Begins the next pair with the half that ended the last one.
    mutating func beginPair(_ window: [Double]) {
        Self.weigh(half, window, into: &real, isFirst: true)
    }

    /// Transforms the pair, and hands over the squared magnitudes at the places that
    /// ``FourierTransform/reversed`` says.
    mutating func powers(_ transform: FourierTransform, _ body: (UnsafeBufferPointer<Double>) -> Void) {
        transform.synthesiseReversed(real: &real, imaginary: &imaginary)
        real.withUnsafeMutableBufferPointer { real in
            imaginary.withUnsafeBufferPointer { imaginary in
                for index in real.indices {
                    real[index] = real[index] * real[index] + imaginary[index] * imaginary[index]
                }
            }
            body(UnsafeBufferPointer(real))
        }
    }

    private static func weigh(
        _ half: [Double], _ window: [Double], into target: inout [Double], isFirst: Bool
    ) {
        let start = isFirst ? 0 : half.count
        target.withUnsafeMutableBufferPointer { target in
            half.withUnsafeBufferPointer { half in
                window.withUnsafeBufferPointer { window in
                    for index in half.indices {
                        target[start &+ index] = half[index] * window[start &+ index]
                    }
                }
            }
        }
    }
}

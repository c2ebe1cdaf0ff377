/// One period of a band-limited wave for one frequency: the sum of those harmonics that lie below half the
/// sample rate, so there is nothing to fold back.
///
/// It is read between its points with the cubic through the four nearest ones (Lagrange; the form is
/// O. Niemitalo's, "Polynomial Interpolators for High-Quality Resampling of Oversampled Audio", 2001). With
/// the table's lengths here, what that adds stays 110 dB or more below the fundamental.
struct Wavetable {
    /// At least this many points, and this many for each period of the highest harmonic.
    private static let leastLength = 2048
    private static let pointsPerPeriod = 24
    /// At most this many points, 8 MiB: at 48 kHz all harmonics fit from 0.6 Hz on.
    private static let greatestLength = 1 << 20

    /// The points for −½ … ½ turns, with one more before and three after for the cubic's reach.
    private let points: [Double]
    private let length: Double

    init(wave: Tone.Wave, level: Double, frequency: Double, sampleRate: Double) {
        let harmonics = Wavetable.harmonics(below: sampleRate / 2, of: frequency)
        var length = Wavetable.leastLength
        while length < harmonics * Wavetable.pointsPerPeriod {
            length *= 2
        }
        // The imaginary part of Σ aₙ·e^(2πi n x) is Σ aₙ·sin 2πnx. The table starts half a turn early, which
        // changes the sign of odd harmonics.
        var (real, imaginary) = (Array(repeating: 0.0, count: length), Array(repeating: 0.0, count: length))
        for number in stride(from: 1, through: harmonics, by: 1) {
            real[number] = level * wave.amplitude(ofHarmonic: number) * (number % 2 == 0 ? 1 : -1)
        }
        FourierTransform(length: length).synthesise(real: &real, imaginary: &imaginary)
        points = [imaginary[length - 1]] + imaginary + imaginary[0..<3]
        self.length = Double(length)
    }

    private static func harmonics(below limit: Double, of frequency: Double) -> Int {
        let most = greatestLength / pointsPerPeriod
        guard frequency > 0 else { return 0 }
        let below = (limit / frequency).rounded(.up) - 1
        return below < Double(most) ? Int(below) : most
    }

    /// Lends a function from the phase in turns to the sample.
    @inline(__always)
    func read(_ body: (_ sample: (_ turns: Double) -> Double) -> Void) {
        points.withUnsafeBufferPointer { points in
            body { turns in
                let position = (turns - Mathematics.nearest(turns) + 0.5) * length
                let index = Int(position)
                let x = position - Double(index)
                return Wavetable.cubic(
                    points[index], points[index + 1], points[index + 2], points[index + 3], at: x)
            }
        }
    }

    /// The cubic through a, b, c, d at −1, 0, 1, 2.
    @inline(__always)
    static func cubic(_ a: Double, _ b: Double, _ c: Double, _ d: Double, at x: Double) -> Double {
        let slope = c - a * (1 / 3.0) - b * 0.5 - d * (1 / 6.0)
        let square = (a + c) * 0.5 - b
        let cube = (d - a) * (1 / 6.0) + (b - c) * 0.5
        return ((cube * x + square) * x + slope) * x + b
    }
}

extension Tone.Wave {
    /// The amplitude of sin 2πnx in the Fourier series of the wave of peak 1.
    func amplitude(ofHarmonic n: Int) -> Double {
        let (number, odd) = (Double(n), n % 2 == 1)
        return switch self {
        case .sine: n == 1 ? 1 : 0
        case .saw: (odd ? 2 : -2) / (Mathematics.pi * number)
        case .square: odd ? 4 / (Mathematics.pi * number) : 0
        case .triangle:
            odd
                ? (n % 4 == 1 ? 8 : -8) / (Mathematics.pi * Mathematics.pi * number * number) : 0
        }
    }
}

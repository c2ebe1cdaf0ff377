/// A sine of constant frequency, made quickly: the sine and cosine of every 64th frame's phase are worked out
/// exactly, and the frames between are that pair turned by angles from a table,
///
///     sin(a + b) = sin a · cos b + cos a · sin b,
///
/// two multiplications and an addition each. The exact frames are those whose numbers are multiples of 64, so
/// the samples do not depend on where reading starts, and nothing drifts.
struct SineWave {
    private static let spanLength = 64

    private let phasor: Phasor
    private let level: Double
    // The sine and cosine of the angle that each frame of a span is ahead of its first.
    private let sines: [Double]
    private let cosines: [Double]

    init(_ phasor: Phasor, level: Double) {
        self.phasor = phasor
        self.level = level
        let angles = (0..<SineWave.spanLength).map(phasor.advance)
        sines = angles.map(Mathematics.sine(turns:))
        cosines = angles.map(Mathematics.cosine(turns:))
    }

    /// Writes the samples of these frames.
    func fill(_ output: UnsafeMutableBufferPointer<Double>, frames: Range<Int>) {
        sines.withUnsafeBufferPointer { sines in
            cosines.withUnsafeBufferPointer { cosines in
                var frame = frames.lowerBound
                while frame < frames.upperBound {
                    let first = frame % SineWave.spanLength
                    let count = min(SineWave.spanLength - first, frames.upperBound - frame)
                    let turns = phasor.turns(atFrame: frame - first)
                    let sine = level * Mathematics.sine(turns: turns)
                    let cosine = level * Mathematics.cosine(turns: turns)
                    let offset = frame - frames.lowerBound
                    for index in 0..<count {
                        let angle = first &+ index
                        output[offset &+ index] = sine * cosines[angle] + cosine * sines[angle]
                    }
                    frame += count
                }
            }
        }
    }
}

/// An all-pass that turns one sound into many (M. R. Schroeder, "Natural sounding artificial reverberation", 1962):
/// v[n] = x[n] + g·v[n − D], y[n] = v[n − D] − g·v[n].
struct Diffuser: Sendable {
    private var line: CircularLine

    init(length: Int) { line = CircularLine(length: length) }

    /// - Parameter gains: g at each frame of the run.
    mutating func diffuse(_ run: UnsafeMutableBufferPointer<Double>, _ gains: FrameControl) {
        gains.read { gain in
            line.exchange(run) { index, input, past in
                let gain = gain(index)
                let sum = input + gain * past
                return (past - gain * sum, sum)
            }
        }
    }
}

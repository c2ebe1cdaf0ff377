/// An all-pass that turns one sound into many (M. R. Schroeder, "Natural sounding artificial reverberation", 1962):
/// v[n] = x[n] + g·v[n − D], y[n] = v[n − D] − g·v[n].
struct Diffuser: Sendable {
    private var line: CircularLine
    private let gain: Double

    init(length: Int, gain: Double) {
        line = CircularLine(length: length)
        self.gain = gain
    }

    mutating func diffuse(_ run: UnsafeMutableBufferPointer<Double>) {
        let gain = gain
        line.exchange(run) { input, past in
            let sum = input + gain * past
            return (past - gain * sum, sum)
        }
    }
}

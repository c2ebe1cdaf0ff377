/// How loud each frame is, over all channels, as an amplitude.
struct LevelDetector: Sendable {
    /// What counts as its level.
    enum Kind: Sendable {
        /// The largest magnitude: d[n] = max |x_c[n]|.
        case peak
        /// The root of the mean square of the channels, over about 10 ms: with s[n] the mean of x_c[n]² over the channels,
        /// m[n] = m[n − 1] + β·(s[n] − m[n − 1]), β = 1 − exp(−1/(0.01·fs)), d[n] = √m[n].
        case rms
    }

    private let kind: Kind
    private let smoothing: Double
    private var meanSquare = 0.0

    private static let window = 0.01

    init(_ kind: Kind, sampleRate: Double) {
        self.kind = kind
        smoothing = Ballistics.coefficient(seconds: LevelDetector.window, sampleRate: sampleRate)
    }

    /// The levels of the valid frames of `block`, which follow those of the block before.
    mutating func read(_ block: borrowing Block, into levels: UnsafeMutableBufferPointer<Double>) {
        switch kind {
        case .peak:
            block.withChannel(0) { (samples: UnsafeBufferPointer<Double>) in
                for index in levels.indices {
                    let magnitude = abs(samples[index])
                    levels[index] = magnitude > 0 ? magnitude : 0
                }
            }
            for channel in 1..<max(1, block.channels) {
                block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    for index in levels.indices {
                        let magnitude = abs(samples[index])
                        levels[index] = magnitude > levels[index] ? magnitude : levels[index]
                    }
                }
            }
        case .rms:
            levels.update(repeating: 0)
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeBufferPointer<Double>) in
                    for index in levels.indices { levels[index] += samples[index] * samples[index] }
                }
            }
            smooth(levels, share: 1 / Double(block.channels))
        }
    }

    private mutating func smooth(_ squares: UnsafeMutableBufferPointer<Double>, share: Double) {
        var mean = meanSquare
        for index in squares.indices {
            mean += smoothing * (squares[index] * share - mean)
            // Where a subnormal number would be next.
            mean = mean < LevelDetector.silence ? 0 : mean
            squares[index] = mean.squareRoot()
        }
        meanSquare = mean
    }

    private static let silence = 1e-40
}

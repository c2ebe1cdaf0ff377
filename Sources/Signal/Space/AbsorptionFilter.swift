/// What a line loses in one round: a shelf of the first order, from its gain at low frequencies to that at high ones.
///
/// H(s) = h·(s + z)/(s + p) with h the gain at high frequencies, l that at low ones, z = √(l/h) and p = √(h/l), by the
/// bilinear transform with the crossover, where |H|² = l·h, prewarped. Highs lose at most 60 dB more than lows in one
/// round: nothing more would be heard of it, and the pole would come so close to 0 Hz that a line sums up all it ever got.
struct AbsorptionFilter: Sendable {
    let b0, b1, a1: Double

    /// - Parameters:
    ///   - loss: of the room at a moment.
    ///   - frames: the length of its line.
    init(_ loss: Reverb.Loss, frames: Double, sampleRate: Double) {
        let rounds = frames / sampleRate / loss.decay
        let low = Mathematics.power(10, -3 * rounds)
        let high = max(Mathematics.power(10, -3 * rounds / loss.highDecay), low * 1e-3)
        let corner = Mathematics.tangent(turns: loss.crossover / sampleRate / 2)
        let (zero, pole) = ((low / high).squareRoot() * corner, (high / low).squareRoot() * corner)
        b0 = high * (zero + 1) / (pole + 1)
        b1 = high * (zero - 1) / (pole + 1)
        a1 = (pole - 1) / (pole + 1)
    }

    /// |H|² at the frequency whose turn per sample has this cosine.
    func energy(cosine: Double) -> Double {
        (b0 * b0 + b1 * b1 + 2 * b0 * b1 * cosine) / (1 + a1 * a1 + 2 * a1 * cosine)
    }
}

/// The filters of all lines, four beside each other: each waits for its own last sample, and the others need not.
struct AbsorptionBank: Sendable {
    private var filters: [(b0: SIMD4<Double>, b1: SIMD4<Double>, a1: SIMD4<Double>, state: SIMD4<Double>)]

    init(_ lines: [AbsorptionFilter]) {
        filters = stride(from: 0, to: lines.count, by: 4).map { start in
            func four(_ value: (AbsorptionFilter) -> Double) -> SIMD4<Double> {
                SIMD4((0..<4).map { value(lines[start + $0]) })
            }
            return (four(\.b0), four(\.b1), four(\.a1), .zero)
        }
    }

    /// Filters the first `count` samples of each line's run, in place.
    mutating func filter(_ sounds: UnsafeMutableBufferPointer<Double>, _ count: Int) {
        let run = sounds.count / (4 * filters.count)
        for number in filters.indices {
            let filter = filters[number]
            var state = filter.state
            let (a, b, c, d) = (
                4 * number * run, (4 * number + 1) * run, (4 * number + 2) * run, (4 * number + 3) * run
            )
            for index in 0..<count {
                let input = SIMD4(sounds[a + index], sounds[b + index], sounds[c + index], sounds[d + index])
                let output = filter.b0 * input + state
                state = filter.b1 * input - filter.a1 * output
                sounds[a + index] = output[0]
                sounds[b + index] = output[1]
                sounds[c + index] = output[2]
                sounds[d + index] = output[3]
            }
            filters[number].state = state
        }
    }

    /// Lets go of states too small to matter.
    mutating func settle() {
        for number in filters.indices {
            for lane in 0..<4 where abs(filters[number].state[lane]) < SectionPair.silence {
                filters[number].state[lane] = 0
            }
        }
    }
}

// A recursive filter waits for its own last output; what it cannot do faster for one stretch of samples it
// can do for four stretches at once. Each stretch but the first starts early, in silence, by as many samples
// as the filter remembers (`FilterMemory`), and by its own first sample has forgotten that it did.

extension SectionPair {
    /// Filters as `run(_:step:count:age:state:)` does, in four lanes if there are enough samples for it to
    /// pay. The result differs from that of one lane by less than 2⁻⁶⁰ of the largest sample, before
    /// rounding, and depends on nothing but the samples, `count` and `memory`.
    ///
    /// - Parameter memory: samples after which the pair has forgotten its state.
    func runInLanes(
        _ samples: UnsafeMutablePointer<Double>, step: Int, count: Int, memory: Int, state: inout State
    ) {
        let length = count / 4
        guard length >= max(2 * memory, Self.flushInterval) else {
            return run(samples, step: step, count: count, state: &state)
        }
        var lanes = warmedUp(samples, step: step, length: length, memory: memory)
        lanes.replaceFirst(with: state)
        fill(samples, step: step, length: length, &lanes)
        state = lanes.last
        let rest = 4 * length
        run(samples + rest * step, step: step, count: count - rest, state: &state)
    }

    /// Runs the last `memory` samples before each of the lanes two to four; nothing is written.
    private func warmedUp(
        _ samples: UnsafeMutablePointer<Double>, step: Int, length: Int, memory: Int
    ) -> LaneState {
        var lanes = LaneState()
        var second = samples + (length - memory) * step
        var third = second + length * step
        var fourth = third + length * step
        for done in 0..<memory {
            if done % Self.flushInterval == 0 { lanes.flush() }
            _ = advance(&lanes, SIMD4(0, second.pointee, third.pointee, fourth.pointee))
            second += step
            third += step
            fourth += step
        }
        return lanes
    }

    private func fill(
        _ samples: UnsafeMutablePointer<Double>, step: Int, length: Int, _ lanes: inout LaneState
    ) {
        var current = lanes
        var first = samples
        var second = first + length * step
        var third = second + length * step
        var fourth = third + length * step
        var done = 0
        while done < length {
            let end = min(length, done + Self.flushInterval)
            for _ in done..<end {
                let output = advance(
                    &current, SIMD4(first.pointee, second.pointee, third.pointee, fourth.pointee))
                first.pointee = output.x
                second.pointee = output.y
                third.pointee = output.z
                fourth.pointee = output.w
                first += step
                second += step
                third += step
                fourth += step
            }
            current.flush()
            done = end
        }
        lanes = current
    }

    @inline(__always)
    private func advance(_ state: inout LaneState, _ input: SIMD4<Double>) -> SIMD4<Double> {
        let between = firstStep.advance(&state.first1, &state.first2, input)
        return secondStep.advance(&state.second1, &state.second2, between)
    }
}

/// The states of four lanes.
private struct LaneState {
    var first1 = SIMD4<Double>()
    var first2 = SIMD4<Double>()
    var second1 = SIMD4<Double>()
    var second2 = SIMD4<Double>()

    /// The state of the lane that ends where the stretch ends.
    var last: SectionPair.State {
        SectionPair.State(first1: first1.w, first2: first2.w, second1: second1.w, second2: second2.w)
    }

    mutating func replaceFirst(with state: SectionPair.State) {
        first1.x = state.first1
        first2.x = state.first2
        second1.x = state.second1
        second2.x = state.second2
    }

    mutating func flush() {
        Self.flush(&first1)
        Self.flush(&first2)
        Self.flush(&second1)
        Self.flush(&second2)
    }

    private static func flush(_ values: inout SIMD4<Double>) {
        let limit = SIMD4(repeating: SectionPair.silence)
        values.replace(with: 0, where: (values .< limit) .& (values .> -limit))
    }
}

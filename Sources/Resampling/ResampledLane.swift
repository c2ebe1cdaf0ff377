/// One channel on its way through a resampler: what came out and was not yet taken.
final class ResampledLane {
    /// Samples that were taken are forgotten when there are this many of them.
    private static let most = 1 << 14

    private var resampler: Resampler
    private var samples: [Double] = []
    private var start = 0
    // What the library writes to, before it is known how much that is.
    private let piece = UnsafeMutableBufferPointer<Double>.allocate(capacity: 1024)

    init(ratio: Double) throws(ResamplingError) { resampler = try Resampler(ratio: ratio) }

    deinit { piece.deallocate() }

    /// Samples that can be taken.
    var count: Int { samples.count - start }

    func put(_ input: UnsafeBufferPointer<Double>) throws(ResamplingError) {
        var done = 0
        while done < input.count {
            let rest = UnsafeBufferPointer(rebasing: input[done...])
            let (taken, written) = try resampler.process(rest, into: piece)
            samples.append(contentsOf: piece[0..<written])
            done += taken
            guard taken > 0 || written > 0 else { break }
        }
    }

    /// There is no more: what is left comes out, and what can be taken is cut or filled with silence to `total`.
    func finish(total: Int) throws(ResamplingError) {
        while count < total {
            let written = try resampler.flush(into: piece)
            guard written > 0 else { break }
            samples.append(contentsOf: piece[0..<written])
        }
        if count > total { samples.removeLast(count - total) }
        if count < total { samples.append(contentsOf: repeatElement(0, count: total - count)) }
    }

    /// Fills `output`, or as much of it as there is.
    func take(into output: UnsafeMutableBufferPointer<Double>) {
        let part = min(output.count, count)
        for index in 0..<part { output[index] = samples[start + index] }
        start += part
        guard start == samples.count || start > ResampledLane.most else { return }
        samples.removeFirst(start)
        start = 0
    }
}

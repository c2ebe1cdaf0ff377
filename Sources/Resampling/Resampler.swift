internal import CSoxr

/// A change of sample rate by a constant ratio, of one channel: libsoxr at its very high quality, which is linear in
/// phase, keeps 91 % of the lower rate's band and is good to 28 bits (−168 dB). Owns the library's state.
///
/// What comes out is aligned with what goes in: output frame n is the input at n·ratio.
struct Resampler: ~Copyable {
    private let handle: soxr_t

    /// - Parameter ratio: input frames for each output frame, above 0.
    init(ratio: Double) throws(ResamplingError) {
        var quality = bounce_soxr_very_high_quality()
        // Split channels of doubles, no dither, in this thread.
        var format = soxr_io_spec(SOXR_FLOAT64_S, SOXR_FLOAT64_S)
        var threads = soxr_runtime_spec(1)
        var problem: soxr_error_t?
        guard let handle = soxr_create(ratio, 1, 1, &problem, &format, &quality, &threads) else {
            throw ResamplingError(words: problem.map { String(cString: $0) } ?? "out of memory", ratio: ratio)
        }
        self.handle = handle
    }

    deinit { soxr_delete(handle) }

    /// The version of the library, for keys.
    static let library = String(cString: soxr_version())

    /// Takes from `input` and writes to `output` what it can.
    ///
    /// - Returns: how many were taken and written.
    mutating func process(
        _ input: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
    ) throws(ResamplingError) -> (taken: Int, written: Int) {
        try process(input.baseAddress, input.count, output)
    }

    /// Writes what is left when there is no more input.
    mutating func flush(into output: UnsafeMutableBufferPointer<Double>) throws(ResamplingError) -> Int {
        try process(nil, 0, output).written
    }

    private func process(
        _ input: UnsafePointer<Double>?, _ count: Int, _ output: UnsafeMutableBufferPointer<Double>
    ) throws(ResamplingError) -> (taken: Int, written: Int) {
        var (taken, written) = (0, 0)
        guard let base = output.baseAddress else { return (0, 0) }
        // One channel each: lists of one pointer.
        var from: UnsafeRawPointer? = UnsafeRawPointer(input)
        var to: UnsafeMutableRawPointer? = UnsafeMutableRawPointer(base)
        let problem = withUnsafeMutablePointer(to: &from) { from in
            withUnsafeMutablePointer(to: &to) { to in
                soxr_process(handle, input == nil ? nil : from, count, &taken, to, output.count, &written)
            }
        }
        if let problem { throw ResamplingError(words: String(cString: problem), ratio: nil) }
        return (taken, written)
    }
}

/// The library could not do it.
package struct ResamplingError: Error, Equatable, CustomStringConvertible {
    let words: String
    let ratio: Double?

    package var description: String {
        ratio.map { "resampling by a ratio of \($0) could not begin: \(words)" }
            ?? "resampling failed: \(words)"
    }
}

/// The version of the library that resamples, for keys.
package enum ResamplerVersion {
    package static var library: String { Resampler.library }
}

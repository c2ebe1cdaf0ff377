/// Samples at another rate, all at once: for sounds that are short.
///
/// - Parameters:
///   - samples: per channel.
///   - from: their rate, Hz.
///   - to: the rate of the result, Hz. The same rate gives the same samples.
package func resampled(_ samples: [[Double]], from: Double, to: Double) throws(ResamplingError) -> [[Double]]
{
    guard from != to else { return samples }
    var result: [[Double]] = []
    for channel in samples {
        let lane = try ResampledLane(ratio: from / to)
        do {
            try channel.withUnsafeBufferPointer { try lane.put($0) }
        } catch let error as ResamplingError {
            throw error
        } catch {
            preconditionFailure("BUG: \(error)")
        }
        let frames = Int((Double(channel.count) * to / from).rounded())
        try lane.finish(total: frames)
        var output = Array(repeating: 0.0, count: frames)
        output.withUnsafeMutableBufferPointer { lane.take(into: $0) }
        result.append(output)
    }
    return result
}

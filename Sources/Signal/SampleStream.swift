/// A source of audio that is pulled, block by block, from first frame to last.
///
/// Streams form chains: an effect that needs to look ahead (a zero-phase filter, a limiter) owns the stream
/// it reads from and reads further than it hands out, so latency never shows.
package protocol SampleStream: AnyObject {
    var channels: Int { get }

    /// Fills `block` with the frames that come next, as many as it can hold; fewer only at the end of the
    /// stream, and none after it. `block` has the stream's number of channels.
    func read(into block: inout Block) throws
}

/// A change made to samples in place, frame by frame, needing only what came before.
package protocol Processor {
    /// Processes the valid frames of `block`. Blocks come in order, from the first frame of the production.
    mutating func process(_ block: inout Block)
}

import Signal

/// Reads a whole file that is short: a drum hit, a sample to be triggered many times.
///
/// - Parameter maximumSeconds: what is longer is an error, so that memory stays bounded.
/// - Returns: the samples of each channel.
package func decodeOneShot(
    path: String, maximumSeconds: Double = 30
) throws(SoundFileError) -> (samples: [[Double]], info: SoundInfo) {
    let reader = try SoundReader(path: path)
    let info = reader.info
    guard info.seconds <= maximumSeconds else {
        throw SoundFileError(path: path, problem: .tooLong(seconds: info.seconds, limit: maximumSeconds))
    }
    var samples: [[Double]] = Array(repeating: [], count: info.channels)
    for channel in samples.indices { samples[channel].reserveCapacity(info.frames) }
    var block = Block(channels: info.channels)
    while reader.position < info.frames {
        try reader.read(into: &block, atMost: block.capacity)
        for channel in samples.indices {
            block.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                samples[channel].append(contentsOf: part)
            }
        }
    }
    return (samples, info)
}

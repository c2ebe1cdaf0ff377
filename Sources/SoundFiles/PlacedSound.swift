package import Signal

/// A sound of known length that can be read from anywhere: what a ``Recording`` plays.
package protocol PlacedSound: AnyObject {
    var channels: Int { get }
    /// Its length.
    var frames: Int { get }
    /// Hz.
    var sampleRate: Int { get }

    /// Makes `frame` the next to be read: 0 … `frames`.
    func seek(toFrame frame: Int) throws

    /// Reads up to `limit` frames, which the block must have room for. Fewer come only at the end.
    func read(into block: inout Block, atMost limit: Int) throws
}

extension SoundReader: PlacedSound {
    package var frames: Int { info.frames }
    package var sampleRate: Int { info.sampleRate }
}

import CSndfile
package import Signal

/// Reads a sound file of any kind that libsndfile knows, from first frame to last or from anywhere.
///
/// Integer samples become k · 2^(1 − bits), floats stay what they are: every value is exact.
package final class SoundReader: SampleStream {
    package let path: String
    package let info: SoundInfo
    /// The frame that the next read begins with.
    package private(set) var position = 0

    private let file: ReadableFile
    private let handle: LibraryHandle
    private let buffer: InterleavedBuffer

    package var channels: Int { info.channels }

    /// Opens a file and checks its header.
    ///
    /// A file without a frame is fine. Truncated, damaged and foreign files are errors, each with its reason.
    package convenience init(path: String) throws(SoundFileError) {
        try self.init(ReadableFile(path: path))
    }

    /// Reads a file that is already open.
    init(_ file: ReadableFile) throws(SoundFileError) {
        path = file.path
        self.file = file
        try HeaderCheck.check(file)
        handle = try LibraryHandle(reading: file)
        try file.check()
        guard (1...64).contains(handle.info.channels) else {
            throw SoundFileError(path: path, problem: .channels(Int(handle.info.channels)))
        }
        guard handle.info.samplerate > 0, handle.info.frames >= 0, handle.info.frames < 1 << 48 else {
            throw SoundFileError(path: path, problem: .malformed("it has no length or no sample rate"))
        }
        info = SoundInfo(handle.info)
        buffer = InterleavedBuffer(channels: info.channels)
    }

    package func read(into block: inout Block) throws {
        try read(into: &block, atMost: block.capacity)
    }

    /// Reads up to `limit` frames, which the block must have room for. Fewer come only at the end.
    package func read(into block: inout Block, atMost limit: Int) throws(SoundFileError) {
        let count = min(limit, info.frames - position)
        block.resize(to: count)
        var done = 0
        while done < count {
            let part = min(count - done, InterleavedBuffer.capacity)
            let got = read(into: &block, from: done, count: part)
            try file.check()
            guard got == part else {
                throw SoundFileError(
                    path: path, problem: .endsEarly(at: position + max(0, got), of: info.frames))
            }
            done += part
            position += part
        }
    }

    /// Frames read to the block's frame `start` and after it.
    private func read(into block: inout Block, from start: Int, count: Int) -> Int {
        // One channel lies in the file as it does in a block.
        guard channels > 1 else {
            return block.withChannel(0) { samples in
                Int(
                    sf_readf_double(
                        handle.pointer, samples.baseAddress?.advanced(by: start), sf_count_t(count)))
            }
        }
        let target = buffer.samples(of: Double.self).baseAddress
        let got = Int(sf_readf_double(handle.pointer, target, sf_count_t(count)))
        buffer.scatter(into: &block, from: start, count: count)
        return got
    }

    /// Makes `frame` the next to be read: 0 … `info.frames`.
    package func seek(toFrame frame: Int) throws(SoundFileError) {
        precondition((0...info.frames).contains(frame), "BUG: seek to frame \(frame) of \(info.frames)")
        guard frame != position else { return }
        let reached = sf_seek(handle.pointer, sf_count_t(frame), Int32(SF_SEEK_SET))
        try file.check()
        guard reached == frame else { throw SoundFileError(path: path, problem: .library(handle.words())) }
        position = frame
    }

    /// The markers of the file in the order it has them, with their names where it has any.
    package func markers() -> [Marker] { CueList.markers(of: handle) }
}

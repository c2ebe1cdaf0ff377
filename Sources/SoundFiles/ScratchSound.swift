import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A sound file without a name, written once and then read: gone when it is let go, however that comes about.
package final class ScratchSound {
    private static let folders = ["cache/tmp", "/tmp"]

    private let descriptor: Int32

    /// Beside what a build is writing, or where any program puts such files.
    package init() throws(SoundFileError) {
        for folder in Self.folders {
            let path = "\(folder)/trial-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
            let descriptor = bounce_open_file(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
            guard descriptor >= 0 else { continue }
            unlink(path)
            self.descriptor = descriptor
            return
        }
        throw SoundFileError(path: Self.folders[0], problem: .system(call: "open", code: errno))
    }

    deinit { close(descriptor) }

    package func writer(_ format: SoundFormat, frames: Int) throws(SoundFileError) -> SoundWriter {
        let file = WritableFile(path: "the decoded copy", owning: try duplicate())
        return try SoundWriter(to: file, format: format, frames: frames)
    }

    /// After the writer has finished.
    package func reader() throws(SoundFileError) -> SoundReader {
        try SoundReader(ReadableFile(path: "the decoded copy", owning: try duplicate()))
    }

    private func duplicate() throws(SoundFileError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else {
            throw SoundFileError(path: "the decoded copy", problem: .system(call: "fcntl", code: errno))
        }
        return copy
    }
}

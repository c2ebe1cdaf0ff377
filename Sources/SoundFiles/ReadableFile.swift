import CSndfile
import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file on disk that libsndfile reads through our own descriptor.
///
/// The library takes a failed read for the end of the file; here the first failure is kept and stays.
final class ReadableFile: PositionedFile {
    private static let bufferSize = 256 << 10

    let path: String
    let length: Int
    /// errno of the first read that failed.
    private(set) var failure: Int32?
    private let descriptor: Int32
    var position = 0
    private let buffer: UnsafeMutableRawBufferPointer
    private var buffered = 0..<0

    /// Opens a regular file; anything else is refused without being waited for.
    convenience init(path: String) throws(SoundFileError) {
        // A pipe would keep open() waiting for its other end.
        let descriptor = bounce_open_file(path, O_RDONLY | O_NONBLOCK, 0)
        guard descriptor >= 0 else { throw SoundFileError(path: path, notOpened: errno) }
        try self.init(path: path, owning: descriptor)
    }

    /// Takes over an open descriptor; `path` is for messages.
    init(path: String, owning descriptor: Int32) throws(SoundFileError) {
        var status = stat()
        let problem: SoundFileError.Problem? =
            fstat(descriptor, &status) != 0
            ? .system(call: "fstat", code: errno) : Self.problem(with: status)
        if let problem {
            close(descriptor)
            throw SoundFileError(path: path, problem: problem)
        }
        self.descriptor = descriptor
        self.path = path
        length = Int(status.st_size)
        // Last: what is allocated before an initialiser throws, no deinit gives back.
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 64)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    private static func problem(with status: stat) -> SoundFileError.Problem? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: status.st_size == 0 ? .empty : nil
        case S_IFDIR: .notAFile("a directory")
        default: .notAFile("a device, a pipe or a socket")
        }
    }

    /// Bytes copied to `target`: `count`, or fewer at the end of the file or after a failure.
    func read(_ target: UnsafeMutableRawPointer, count: Int) -> Int {
        var done = 0
        while done < count {
            if !buffered.contains(position) {
                if count - done >= Self.bufferSize {
                    let got = fetch(target + done, count: count - done)
                    guard got > 0 else { break }
                    position += got
                    done += got
                    continue
                }
                guard let start = buffer.baseAddress else { break }
                let got = fetch(start, count: Self.bufferSize)
                guard got > 0 else { break }
                buffered = position..<position + got
            }
            let part = min(count - done, buffered.upperBound - position)
            let from = position - buffered.lowerBound
            (target + done).copyMemory(from: UnsafeRawPointer(rebase(from)), byteCount: part)
            position += part
            done += part
        }
        return done
    }

    /// Up to `count` bytes from `offset` on; fewer only at the end of the file. What is read next begins at
    /// the start of the file, where libsndfile expects to find itself.
    func bytes(at offset: Int, count: Int) throws(SoundFileError) -> [UInt8] {
        position = offset
        defer { position = 0 }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            filled = target.baseAddress.map { read($0, count: count) } ?? 0
        }
        try check()
        return bytes
    }

    /// Throws the first failure, if there was one.
    func check() throws(SoundFileError) {
        if let failure { throw SoundFileError(path: path, problem: .system(call: "read", code: failure)) }
    }

    private func rebase(_ offset: Int) -> UnsafeMutableRawPointer {
        guard let start = buffer.baseAddress else { preconditionFailure("BUG: a buffer without memory") }
        return start + offset
    }

    private func fetch(_ target: UnsafeMutableRawPointer, count: Int) -> Int {
        while failure == nil {
            let got = pread(descriptor, target, count, off_t(position))
            if got >= 0 { return got }
            if errno != EINTR { failure = errno }
        }
        return 0
    }
}

extension ReadableFile {
    /// What libsndfile calls; its `user_data` is this object, unretained.
    static func callbacks() -> SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(ReadableFile.of($0)?.length ?? 0) },
            seek: { sf_count_t(ReadableFile.of($2)?.seek(Int($0), $1) ?? -1) },
            read: { target, count, file in
                guard let target, let file = ReadableFile.of(file), count > 0 else { return 0 }
                return sf_count_t(file.read(target, count: Int(count)))
            },
            write: { _, _, _ in 0 },
            tell: { sf_count_t(ReadableFile.of($0)?.position ?? 0) })
    }
}

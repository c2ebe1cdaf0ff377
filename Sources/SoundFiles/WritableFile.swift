import CSndfile
import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file on disk that libsndfile writes through our own descriptor.
///
/// The library drops errors of the writes that happen while it closes; here the first failure is kept, later
/// writes are refused, and ``finish()`` throws it. Small writes are gathered, also those that change what is
/// still here, so that system calls are few.
final class WritableFile: PositionedFile {
    // What is gathered is hashed and handed over while it is still in the second-level cache.
    private static let bufferSize = 256 << 10

    let path: String
    /// Bytes of the file, those not yet handed to the system included.
    private(set) var length = 0
    /// errno of the first write that failed.
    private(set) var failure: Int32?
    private var descriptor: Int32
    var position = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferSize, alignment: 64)
    // The bytes in the buffer belong at gatheredAt ..< gatheredAt + gathered.
    private var gatheredAt = 0
    private var gathered = 0

    /// What the length is to be in the end, for a header that is written before the samples.
    var announcedLength: Int?
    /// The header, once it is as it will be in the end.
    private var header: [UInt8] = []
    /// Whether what comes next is the first of the samples.
    private var awaitsSamples = false
    /// Changes what the library writes on its way here; nil where that is what the file is to hold.
    var rewriting: (any StreamRewriting)?
    /// Sees what is handed over, in the order of the file.
    var observe: ((UnsafeRawBufferPointer) -> Void)?
    private var observed = 0
    /// Whether the observer saw every byte as it stands in the file.
    private(set) var isObserved = true

    /// Creates the file; where there already is one, it is refused.
    convenience init(creating path: String) throws(SoundFileError) {
        let descriptor = bounce_open_file(path, O_WRONLY | O_CREAT | O_EXCL, 0o666)
        guard descriptor >= 0 else { throw SoundFileError(path: path, notOpened: errno) }
        self.init(path: path, owning: descriptor)
    }

    /// Takes over an open descriptor, whose file is empty; `path` is for messages.
    init(path: String, owning descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    /// Bytes taken: all, or none once a write has failed.
    func write(_ source: UnsafeRawPointer, count: Int) -> Int {
        if failure == nil, isHeaderAgain(source, count) {
            position += count
            return count
        }
        awaitsSamples = false
        if let pieces = rewriting?.pieces(
            of: UnsafeRawBufferPointer(start: source, count: count), at: position)
        {
            gather(pieces)
        } else {
            gather(UnsafeRawBufferPointer(start: source, count: count), at: position)
        }
        guard failure == nil else { return 0 }
        position += count
        length = max(length, position)
        return count
    }

    private func gather(_ pieces: [RewrittenPiece]) {
        for piece in pieces { piece.bytes.withUnsafeBytes { gather($0, at: piece.offset) } }
    }

    /// Takes bytes for a place in the file, and hands the buffer over when it is full: what is appended goes out in
    /// whole pages of the system's cache.
    private func gather(_ source: UnsafeRawBufferPointer, at place: Int) {
        if !(gatheredAt...gatheredAt + gathered).contains(place) {
            flush()
            gatheredAt = place
        }
        var (rest, place) = (source, place)
        while !rest.isEmpty {
            let offset = place - gatheredAt
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
            let part = min(rest.count, room.count)
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<part]))
            gathered = max(gathered, offset + part)
            place += part
            rest = UnsafeRawBufferPointer(rebasing: rest[part...])
            if gathered == Self.bufferSize {
                flush()
                gatheredAt = place
            }
        }
    }

    /// Forgets what has been written. Only possible while all of it is still gathered here.
    func startOver() {
        precondition(gathered == length && gatheredAt == 0, "BUG: \(path) is already on its way to the disk")
        (gathered, length, position) = (0, 0, 0)
    }

    /// Says how long the file will be, so that room for it is found once, and not page by page.
    func expect(length: Int) {
        bounce_reserve(descriptor, 0, Int64(length))
    }

    /// Says that all that is gathered is the header, as it will be in the end.
    ///
    /// - Parameters:
    ///   - isFollowed: Whether samples follow. The library writes what it knows once more before the first ones;
    ///     that is passed over. What it writes after them counts.
    ///   - complete: Enters what the library does not know before the end.
    func keepHeader(isFollowed: Bool, completing complete: (UnsafeMutableRawBufferPointer) -> Void) {
        awaitsSamples = isFollowed
        complete(UnsafeMutableRawBufferPointer(rebasing: buffer[..<gathered]))
        header = [UInt8](UnsafeRawBufferPointer(rebasing: buffer[..<gathered]))
        announcedLength = nil
    }

    /// Where in the kept header the content of a chunk begins; nil where there is no such chunk.
    func place(of id: String) -> Int? {
        let name = Array(id.utf8)
        return header.indices.first { header[$0...].starts(with: name) }.map { $0 + 8 }
    }

    /// Whether these bytes are what the header has there already: the library writes it again as it closes.
    private func isHeaderAgain(_ source: UnsafeRawPointer, _ count: Int) -> Bool {
        guard position + count <= header.count else { return false }
        return awaitsSamples
            || header[position..<position + count].elementsEqual(
                UnsafeRawBufferPointer(start: source, count: count))
    }

    /// Writes bytes over those that are at this place of the file: what is known only at the end.
    func patch(_ bytes: [UInt8], at offset: Int) {
        gather([RewrittenPiece(bytes: bytes, offset: offset)])
    }

    /// Hands over what is gathered and closes. Throws the first failure of the file's whole life.
    func finish() throws(SoundFileError) {
        if let rest = rewriting?.rest() { gather(rest) }
        flush()
        let closed = close(descriptor)
        descriptor = -1
        if let failure { throw SoundFileError(path: path, problem: .system(call: "write", code: failure)) }
        if closed != 0 { throw SoundFileError(path: path, problem: .system(call: "close", code: errno)) }
    }

    /// Throws the first failure so far, if there was one.
    func check() throws(SoundFileError) {
        if let failure { throw SoundFileError(path: path, problem: .system(call: "write", code: failure)) }
    }

    private func flush() {
        if gathered > 0, let start = buffer.baseAddress {
            put(UnsafeRawPointer(start), count: gathered, at: gatheredAt)
        }
        gathered = 0
    }

    private func put(_ source: UnsafeRawPointer, count: Int, at offset: Int) {
        isObserved = isObserved && offset == observed && observe != nil
        if isObserved, let observe {
            observe(UnsafeRawBufferPointer(start: source, count: count))
            observed += count
        }
        var done = 0
        while done < count, failure == nil {
            let put = pwrite(descriptor, source + done, count - done, off_t(offset + done))
            if put > 0 {
                done += put
            } else if put == 0 {
                // No progress and no error: a full device that does not say so.
                failure = ENOSPC
            } else if errno != EINTR {
                failure = errno
            }
        }
    }
}

extension WritableFile {
    /// What libsndfile calls; its `user_data` is this object, unretained.
    static func callbacks() -> SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(WritableFile.of($0).map { $0.announcedLength ?? $0.length } ?? 0) },
            seek: { sf_count_t(WritableFile.of($2)?.seek(Int($0), $1) ?? -1) },
            read: { _, _, _ in 0 },
            write: { source, count, file in
                guard let source, let file = WritableFile.of(file), count > 0 else { return 0 }
                return sf_count_t(file.write(source, count: Int(count)))
            },
            tell: { sf_count_t(WritableFile.of($0)?.position ?? 0) })
    }
}

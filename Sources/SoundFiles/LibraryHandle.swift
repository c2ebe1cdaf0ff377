import CSndfile

/// Owns one open file of libsndfile, and the file object that its callbacks use.
struct LibraryHandle: ~Copyable {
    private(set) var pointer: OpaquePointer?
    /// Held here and not only by the reader or writer: closing a file that was given up still writes to it.
    private let file: AnyObject
    /// What chunks of our own consist of: the library wants them in place until the file is closed.
    private var attachments: [UnsafeMutableRawBufferPointer] = []
    /// As the library describes the file after opening it.
    let info: SF_INFO

    /// Opens a file for reading; the library finds out what it is.
    init(reading file: ReadableFile) throws(SoundFileError) {
        var callbacks = ReadableFile.callbacks()
        var info = SF_INFO()
        let pointer = sf_open_virtual(
            &callbacks, Int32(SFM_READ), &info, Unmanaged.passUnretained(file).toOpaque())
        guard let pointer else {
            try file.check()
            let isUnknown = sf_error(nil) == SF_ERR_UNRECOGNISED_FORMAT
            let problem = isUnknown ? .notSound : SoundFileError.Problem.library(Self.words(nil))
            throw SoundFileError(path: file.path, problem: problem)
        }
        self.pointer = pointer
        self.file = file
        self.info = info
    }

    /// Opens an empty file for writing.
    init(writing file: WritableFile, as format: SF_INFO) throws(SoundFileError) {
        var callbacks = WritableFile.callbacks()
        var info = format
        let pointer = sf_open_virtual(
            &callbacks, Int32(SFM_WRITE), &info, Unmanaged.passUnretained(file).toOpaque())
        guard let pointer else {
            try file.check()
            throw SoundFileError(path: file.path, problem: .library(Self.words(nil)))
        }
        self.pointer = pointer
        self.file = file
        self.info = info
    }

    deinit {
        if let pointer { sf_close(pointer) }
        for attachment in attachments { attachment.deallocate() }
    }

    /// Writes what the library still holds back, and lets go. False when the library reports an error; that
    /// it reports none proves nothing.
    mutating func close() -> Bool {
        guard let open = pointer else { return true }
        pointer = nil
        return sf_close(open) == 0
    }

    /// Adds a chunk of our own to the header, before the first sample.
    mutating func attach(_ content: [UInt8], as id: String) -> Bool {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 8)
        memory.copyBytes(from: content)
        attachments.append(memory)
        var chunk = SF_CHUNK_INFO()
        withUnsafeMutableBytes(of: &chunk.id) { $0.copyBytes(from: id.utf8) }
        chunk.id_size = UInt32(id.utf8.count)
        chunk.datalen = UInt32(content.count)
        chunk.data = memory.baseAddress
        return sf_set_chunk(pointer, &chunk) == 0
    }

    /// The library's words for its last error.
    func words() -> String { Self.words(pointer) }

    private static func words(_ pointer: OpaquePointer?) -> String {
        sf_strerror(pointer).map { String(cString: $0) } ?? "unknown error"
    }
}

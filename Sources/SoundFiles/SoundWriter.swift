import CSndfile
package import Signal

/// Writes one sound file, from first frame to last.
///
/// The bytes depend on the samples, the format and the header only: no time stamp, no version, no PEAK
/// chunk, no serial number by chance. (Those of a codec also depend on its version: see ``Container/encoder``.) The
/// file is good when, and only when,
/// ``finish()`` has returned; whoever created it removes what a failure leaves.
package struct SoundWriter: ~Copyable {
    /// The most audio that goes into a RIFF file, whose sizes have 32 bits, with a MiB to spare for the
    /// headers: 4 GiB − 1 MiB. Beyond it WAV becomes RF64.
    static let riffLimit = (4 << 30) - (1 << 20)

    private let format: SoundFormat
    private let announced: Int
    private var written = 0
    private let file: WritableFile
    private var handle: LibraryHandle
    private let buffer: InterleavedBuffer
    /// Where in the file the content of the `bext` chunk begins, if there is one.
    private let broadcastOffset: Int?

    /// Creates the file, which must not exist, and writes its header.
    ///
    /// - Parameters:
    ///   - frames: how many will be written: a promise that ``finish()`` checks.
    ///   - header: markers, with names as UTF-8 up to 255 bytes without control characters, and tags; Wave64 carries
    ///     neither. Markers beyond frame 2³² − 1 are left out.
    ///   - observe: sees the bytes of the file, in order, as they are written; ``finish()`` says whether it
    ///     saw them all as they are.
    package init(
        path: String, format: SoundFormat, frames: Int, header: SoundHeader = SoundHeader(),
        observing observe: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(SoundFileError) {
        try Self.check(format, frames: frames, path: path)
        let file = try WritableFile(creating: path)
        file.observe = observe
        try self.init(to: file, format: format, frames: frames, header: header)
    }

    /// Writes to a file that is already open; `riffLimit` in bytes.
    init(
        to file: WritableFile, format: SoundFormat, frames: Int, header: SoundHeader = SoundHeader(),
        riffLimit: Int = Self.riffLimit
    ) throws(SoundFileError) {
        let bytes = frames * format.channels * format.encoding.bits / 8
        let isLong = format.container == .rf64 || bytes > riffLimit
        let contents = HeaderContents(header, of: format, frames: frames, isLong: isLong)
        handle = try Self.header(of: file, format: format, frames: frames, isLong: isLong, contents)
        broadcastOffset = format.container == .bwf ? file.place(of: Broadcast.id) : nil
        buffer = InterleavedBuffer(channels: format.channels)
        announced = frames
        self.format = format
        self.file = file
    }

    /// Appends the frames of a block, whose samples lie on the grid of the encoding.
    ///
    /// A sample off the grid is rounded to it and one beyond it saturates, so nothing wraps around; NaN
    /// becomes the most negative integer.
    package mutating func write(_ block: borrowing Block) throws(SoundFileError) {
        precondition(block.channels == format.channels, "BUG: a block of \(block.channels) channels")
        var start = 0
        while start < block.frames {
            let count = min(block.frames - start, InterleavedBuffer.capacity)
            guard put(block, from: start, count: count) == count else {
                try file.check()
                throw SoundFileError(path: file.path, problem: .library(handle.words()))
            }
            start += count
        }
        written += block.frames
    }

    /// Completes the header and closes the file. Throws the first failure of the file's whole life, also one
    /// that only shows now, and refuses a file that does not have the frames it was announced with.
    ///
    /// - Parameter loudness: for the fields of Broadcast Wave.
    /// - Returns: whether the observer saw the bytes of the file, as they are and in order. So it is where the
    ///   header could be written at once, as in WAV and AIFF.
    @discardableResult
    package consuming func finish(
        loudness: Broadcast.Loudness = Broadcast.Loudness()
    ) throws(SoundFileError) -> Bool {
        let isClosed = handle.close()
        if let broadcastOffset {
            file.patch(loudness.bytes, at: broadcastOffset + Broadcast.loudnessOffset)
        }
        try file.finish()
        guard isClosed else {
            throw SoundFileError(path: file.path, problem: .library("the file could not be closed"))
        }
        guard written == announced else {
            throw SoundFileError(
                path: file.path, problem: .frames(announced: announced, written: written))
        }
        return file.isObserved
    }

    private func put(_ block: borrowing Block, from start: Int, count: Int) -> Int {
        let frames = sf_count_t(count)
        switch format.encoding {
        case .pcm16, .pcm24, .pcm32:
            let grid = IntegerGrid(bits: format.encoding.bits)
            let samples = buffer.gather(block, from: start, count: count) {
                (source, target: UnsafeMutablePointer<Int32>, stride) in
                for index in source.indices { target[index &* stride] = grid.integer(source[index]) }
            }
            return Int(sf_writef_int(handle.pointer, samples.baseAddress, frames))
        case .float32:
            let samples = buffer.gather(block, from: start, count: count) {
                (source, target: UnsafeMutablePointer<Float>, stride) in
                // One channel lies as it is stored: a loop of its own, which becomes vector instructions.
                if stride == 1 {
                    for index in source.indices { target[index] = Float(source[index]) }
                } else {
                    for index in source.indices { target[index &* stride] = Float(source[index]) }
                }
            }
            return Int(sf_writef_float(handle.pointer, samples.baseAddress, frames))
        case .float64:
            let samples = buffer.gather(block, from: start, count: count) {
                (source, target: UnsafeMutablePointer<Double>, stride) in
                for index in source.indices { target[index &* stride] = source[index] }
            }
            return Int(sf_writef_double(handle.pointer, samples.baseAddress, frames))
        }
    }
}

extension SoundWriter {
    /// The library caps its header at 100 KiB and drops what does not fit.
    private static let markerLimit = 64 << 10

    private static func check(_ format: SoundFormat, frames: Int, path: String) throws(SoundFileError) {
        precondition(frames >= 0, "BUG: \(frames) frames")
        if let reason = format.problem {
            throw SoundFileError(path: path, problem: .unsupported(format, reason))
        }
        // The library leaves a FLAC file without audio at 0 bytes, and a codec has nothing to begin with.
        if format.container.isCoded, frames == 0 {
            throw SoundFileError(path: path, problem: .unsupported(format, "it needs at least one frame"))
        }
        let bytes = frames * format.channels * format.encoding.bits / 8
        if format.container == .aiff, bytes > riffLimit {
            throw SoundFileError(path: path, problem: .tooLarge(bytes: bytes, limit: riffLimit))
        }
    }

    /// Opens the file with everything that the header is to hold.
    private static func header(
        of file: WritableFile, format: SoundFormat, frames: Int, isLong: Bool, _ contents: HeaderContents
    ) throws(SoundFileError) -> LibraryHandle {
        file.rewriting = contents.rewriting
        var handle = try LibraryHandle(writing: file, as: format.libraryInfo(isLong: isLong))
        guard !format.container.isCoded else {
            guard CodecQuality.set(format, of: handle) else {
                throw SoundFileError(path: file.path, problem: .library("the quality was refused"))
            }
            try file.check()
            return handle
        }
        // The PEAK chunk that float files get otherwise holds the time of day.
        sf_command(handle.pointer, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
        try set(contents, of: &handle, path: file.path)
        // The header went out when the file was opened, with PEAK. Of the longer one, a shorter one would
        // leave an end behind in a file without audio.
        file.startOver()
        sf_command(handle.pointer, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
        // Then once more, with the sizes that it will have: what follows need only be appended.
        let bytes = frames * format.channels * format.encoding.bits / 8
        // A chunk of odd length is followed by a byte that fills it up.
        let length = file.length + bytes + bytes % 2
        file.announcedLength = length
        file.startOver()
        file.expect(length: length)
        sf_command(handle.pointer, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
        file.keepHeader(isFollowed: frames > 0) { header in
            guard format.container == .wav || format.container == .bwf, !isLong else { return }
            complete(header, frames: frames, bytes: bytes)
        }
        try file.check()
        return handle
    }

    /// Enters the counts that the library leaves at 0 until it has seen the samples: `data` ends the header of a WAV
    /// file, and `fact` is in that of one that is not PCM. Where the library writes something else in the end, that
    /// is what counts, and the file is read again for its hash.
    private static func complete(_ header: UnsafeMutableRawBufferPointer, frames: Int, bytes: Int) {
        guard header.count >= 4 else { return }
        header.storeBytes(
            of: UInt32(truncatingIfNeeded: bytes).littleEndian, toByteOffset: header.count - 4,
            as: UInt32.self)
        let fact = Array("fact".utf8)
        guard let chunk = header.indices.first(where: { header[$0...].starts(with: fact) }),
            chunk + 12 <= header.count
        else { return }
        header.storeBytes(
            of: UInt32(truncatingIfNeeded: frames).littleEndian, toByteOffset: chunk + 8, as: UInt32.self)
    }

    private static func set(
        _ contents: HeaderContents, of handle: inout LibraryHandle, path: String
    ) throws(SoundFileError) {
        guard contents.size <= markerLimit else {
            throw SoundFileError(path: path, problem: .markers(bytes: contents.size, limit: markerLimit))
        }
        var isSet = contents.cues.isEmpty || CueList.set(contents.cues, of: handle)
        for (number, text) in contents.strings {
            isSet = isSet && sf_set_string(handle.pointer, number, text) == 0
        }
        for (id, content) in contents.chunks { isSet = isSet && handle.attach(content, as: id) }
        guard isSet else {
            throw SoundFileError(path: path, problem: .library("the markers or tags were refused"))
        }
    }
}

/// The integers of one encoding, in the high bits of 32 as libsndfile takes them.
private struct IntegerGrid {
    /// 1.5 · 2⁵²: added to a number below 2⁵¹, it leaves the nearest integer (ties to even) in the low bits
    /// of the sum. No call, no branch, and it vectorises.
    private static let rounding = 6_755_399_441_055_744.0

    private let scale: Double
    private let shift: UInt32

    init(bits: Int) {
        scale = Double(Int64(1) << Int64(bits - 1))
        shift = UInt32(32 - bits)
    }

    @inline(__always)
    func integer(_ sample: Double) -> Int32 {
        let scaled = sample * scale
        // Written so that NaN, which compares false, falls to the lower end.
        let raised = scaled > -scale ? scaled : -scale
        let bounded = raised < scale - 1 ? raised : scale - 1
        let bits = (bounded + Self.rounding).bitPattern
        return Int32(bitPattern: UInt32(truncatingIfNeeded: bits) << shift)
    }
}

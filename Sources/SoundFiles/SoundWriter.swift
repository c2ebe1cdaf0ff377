import CSndfile
package import Signal

/// Writes one sound file, from first frame to last.
///
/// The bytes depend on the samples, the format and the markers only: no time stamp, no version, no PEAK
/// chunk. (FLAC's also depend on the version of libFLAC.) The file is good when, and only when,
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

    /// Creates the file, which must not exist, and writes its header.
    ///
    /// - Parameters:
    ///   - frames: how many will be written: a promise that ``finish()`` checks.
    ///   - markers: WAV and AIFF carry them with their names, as UTF-8 up to 255 bytes without control
    ///     characters; FLAC and RF64 carry none. Those beyond frame 2³² − 1 are left out.
    ///   - observe: sees the bytes of the file, in order, as they are written; ``finish()`` says whether it
    ///     saw them all as they are.
    package init(
        path: String, format: SoundFormat, frames: Int, markers: [Marker],
        observing observe: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws(SoundFileError) {
        try Self.check(format, frames: frames, path: path)
        let file = try WritableFile(creating: path)
        file.observe = observe
        try self.init(to: file, format: format, frames: frames, markers: markers)
    }

    /// Writes to a file that is already open; `riffLimit` in bytes.
    init(
        to file: WritableFile, format: SoundFormat, frames: Int, markers: [Marker],
        riffLimit: Int = Self.riffLimit
    ) throws(SoundFileError) {
        let isLong = frames * format.channels * format.encoding.bits / 8 > riffLimit
        handle = try Self.header(of: file, format: format, frames: frames, isLong: isLong, markers: markers)
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
    /// - Returns: whether the observer saw the bytes of the file, as they are and in order. So it is where the
    ///   header could be written at once, as in WAV and AIFF.
    @discardableResult
    package consuming func finish() throws(SoundFileError) -> Bool {
        let isClosed = handle.close()
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
        guard format.container.allows(format.encoding) else {
            let allowed = Encoding.allCases.filter(format.container.allows).map(\.rawValue)
            let reason = "\(format.container.rawValue) takes \(allowed.joined(separator: ", "))"
            throw SoundFileError(path: path, problem: .unsupported(format, reason))
        }
        let mostChannels = format.container == .flac ? 8 : 64
        let highestRate = format.container == .flac ? 655_350 : 2_822_400
        guard (1...mostChannels).contains(format.channels), (1...highestRate).contains(format.sampleRate)
        else {
            let reason = "it takes 1 to \(mostChannels) channels and 1 to \(highestRate) Hz"
            throw SoundFileError(path: path, problem: .unsupported(format, reason))
        }
        // The library leaves a FLAC file without audio at 0 bytes.
        if format.container == .flac, frames == 0 {
            throw SoundFileError(path: path, problem: .unsupported(format, "it needs at least one frame"))
        }
        let bytes = frames * format.channels * format.encoding.bits / 8
        if format.container == .aiff, bytes > riffLimit {
            throw SoundFileError(path: path, problem: .tooLarge(bytes: bytes, limit: riffLimit))
        }
    }

    /// Opens the file with everything that the header is to hold.
    private static func header(
        of file: WritableFile, format: SoundFormat, frames: Int, isLong: Bool, markers: [Marker]
    ) throws(SoundFileError) -> LibraryHandle {
        var handle = try LibraryHandle(writing: file, as: format.libraryInfo(isLong: isLong))
        // The PEAK chunk that float files get otherwise holds the time of day.
        sf_command(handle.pointer, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
        let placed = markers.filter { (0...Int(UInt32.max)).contains($0.frame) }
        if format.container == .aiff || format.container == .wav, !isLong, !placed.isEmpty {
            try set(placed, of: &handle, in: format.container, path: file.path)
        }
        if format.container != .flac {
            // The header went out when the file was opened, with PEAK. Of the longer one, a shorter one would
            // leave an end behind in a file without audio.
            file.startOver()
            sf_command(handle.pointer, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
            // Then once more, with the sizes that it will have: what follows need only be appended.
            let bytes = frames * format.channels * format.encoding.bits / 8
            // A chunk of odd length is followed by a byte that fills it up.
            file.announcedLength = file.length + bytes + bytes % 2
            file.startOver()
            sf_command(handle.pointer, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
            file.keepHeader(isFollowed: frames > 0) { header in
                guard format.container == .wav, !isLong else { return }
                complete(header, frames: frames, bytes: bytes)
            }
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
        _ markers: [Marker], of handle: inout LibraryHandle, in container: Container, path: String
    ) throws(SoundFileError) {
        let labels = LabelChunk.content(markers)
        let bytes = 24 * markers.count + labels.count
        guard bytes <= markerLimit else {
            throw SoundFileError(path: path, problem: .markers(bytes: bytes, limit: markerLimit))
        }
        let isSet = CueList.set(markers, of: handle)
        let isNamed = container == .aiff || handle.attach(labels, as: LabelChunk.id)
        guard isSet, isNamed else {
            throw SoundFileError(path: path, problem: .library("the markers were refused"))
        }
    }
}

extension SoundFormat {
    fileprivate func libraryInfo(isLong: Bool) -> SF_INFO {
        let container: Int =
            switch self.container {
            case .wav: isLong ? SF_FORMAT_RF64 : SF_FORMAT_WAV
            case .aiff: SF_FORMAT_AIFF
            case .flac: SF_FORMAT_FLAC
            }
        var info = SF_INFO()
        info.samplerate = Int32(sampleRate)
        info.channels = Int32(channels)
        info.format = Int32(container) | encoding.code
        return info
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

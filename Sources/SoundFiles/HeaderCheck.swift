/// Looks at the headers of WAV, RF64, Wave64, AIFF and CAF files, and at the last page of Ogg, before libsndfile does.
///
/// The library reads a truncated file as shorter audio without a word, and hostile headers reach undefined
/// behaviour in its rarer codecs. So a file whose header does not hold together, or whose codec nobody needs
/// here, never gets that far. Other kinds of files are the library's to judge.
///
/// Sources: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0"; EBU Tech 3306
/// (RF64); Apple, "AIFF-C" draft of 1991; Sony, "Wave64 File Format" (see ``Wave64Check``); Apple, "Core Audio Format
/// Specification 1.0" (see ``CoreAudioCheck``).
struct HeaderCheck {
    private static let channelRange = 1...64

    private let file: ReadableFile

    static func check(_ file: ReadableFile) throws(SoundFileError) {
        let check = HeaderCheck(file: file)
        let start = try file.bytes(at: 0, count: 12)
        guard start.count == 12 else { return }
        switch (tag(start[0..<4]), tag(start[8..<12])) {
        case ("RIFF", "WAVE"): try check.wave(order: .little, isLong: false)
        case ("RIFX", "WAVE"): try check.wave(order: .big, isLong: false)
        case ("RF64", "WAVE"): try check.wave(order: .little, isLong: true)
        case ("FORM", "AIFF"): try check.aiff(isCompressed: false)
        case ("FORM", "AIFC"): try check.aiff(isCompressed: true)
        case ("riff", _): try Wave64Check(file: file, check: check).run()
        case ("caff", _): try CoreAudioCheck(file: file, check: check).run()
        case ("OggS", _): try OggCheck(file: file, check: check).run()
        default: break
        }
    }

    // MARK: WAV

    private func wave(order: ByteOrder, isLong: Bool) throws(SoundFileError) {
        var chunks = ChunkWalk(file: file, order: order)
        var longSize: Int?
        var hasFormat = false
        while let chunk = try chunks.next() {
            switch chunk.id {
            case "ds64":
                let body = try body(of: chunk, atLeast: 28)
                longSize = order.integer(body[8..<16])
            case "fmt ":
                try format(body(of: chunk, atLeast: 16), order: order)
                hasFormat = true
            case "data":
                guard hasFormat else { throw error(.malformed("`data` comes before `fmt `")) }
                let end = try data(chunk, longSize: isLong ? longSize : nil)
                let lists = ListCheck(file: file, isBigEndian: order == .big)
                try lists.check(12..<chunk.start)
                return try lists.check(end..<file.length)
            default:
                try fits(chunk)
            }
        }
        throw error(.malformed(hasFormat ? "there is no `data` chunk" : "there is no `fmt ` chunk"))
    }

    /// Returns where the audio ends.
    private func data(_ chunk: ChunkWalk.Chunk, longSize: Int?) throws(SoundFileError) -> Int {
        let isOpen = chunk.size == 0xFFFF_FFFF
        if isOpen, longSize == nil { throw error(.unfinished) }
        let declared = isOpen ? longSize ?? 0 : chunk.size
        let found = file.length - chunk.start
        guard declared >= 0 else { throw error(.malformed("the audio's size is negative")) }
        if declared > found { throw error(.truncated(declared: declared, found: found)) }
        return chunk.start + declared
    }

    /// Judges a `fmt ` chunk.
    func format(_ body: [UInt8], order: ByteOrder) throws(SoundFileError) {
        var code = order.integer(body[0..<2])
        let channels = order.integer(body[2..<4])
        let rate = order.integer(body[4..<8])
        let frameBytes = order.integer(body[12..<14])
        let bits = order.integer(body[14..<16])
        if code == 0xFFFE {
            guard body.count >= 40 else { throw error(.malformed("an extensible `fmt ` chunk is too short")) }
            code = order.integer(body[24..<26])
        }
        let isKnown = code == 1 && [8, 16, 24, 32].contains(bits) || code == 3 && [32, 64].contains(bits)
        guard isKnown else { throw error(.codec("WAV codec \(code) of \(bits) bits")) }
        try check(channels: channels)
        if rate == 0 { throw error(.malformed("the sample rate is 0 Hz")) }
        guard frameBytes == channels * bits / 8 else {
            throw error(
                .malformed("\(channels) × \(bits) bits in frames of \(frameBytes) bytes"))
        }
    }

    // MARK: AIFF

    private func aiff(isCompressed: Bool) throws(SoundFileError) {
        var chunks = ChunkWalk(file: file, order: .big)
        var (hasFormat, hasSound) = (false, false)
        while let chunk = try chunks.next() {
            switch chunk.id {
            case "COMM":
                try common(body(of: chunk, atLeast: isCompressed ? 22 : 18), isCompressed: isCompressed)
                hasFormat = true
            case "SSND":
                let found = file.length - chunk.start
                if chunk.size == 0xFFFF_FFFF { throw error(.unfinished) }
                if chunk.size > found { throw error(.truncated(declared: chunk.size, found: found)) }
                hasSound = true
            default:
                // What stands after the sound is not needed to read it.
                if !(hasFormat && hasSound) { try fits(chunk) }
            }
        }
        guard hasFormat else { throw error(.malformed("there is no `COMM` chunk")) }
    }

    private func common(_ body: [UInt8], isCompressed: Bool) throws(SoundFileError) {
        try check(channels: ByteOrder.big.integer(body[0..<2]))
        guard isCompressed else { return }
        let codec = Self.tag(body[18..<22])
        let known = ["NONE", "sowt", "twos", "raw ", "in24", "in32", "fl32", "FL32", "fl64", "FL64"]
        guard known.contains(codec) else { throw error(.codec("AIFF-C codec `\(codec)`")) }
    }

    // MARK: Both

    func check(channels: Int) throws(SoundFileError) {
        guard Self.channelRange.contains(channels) else { throw error(.channels(channels)) }
    }

    private func body(of chunk: ChunkWalk.Chunk, atLeast count: Int) throws(SoundFileError) -> [UInt8] {
        try fits(chunk)
        guard chunk.size >= count else {
            throw error(.malformed("chunk `\(chunk.id)` has \(chunk.size) bytes, needs \(count)"))
        }
        return try file.bytes(at: chunk.start, count: min(chunk.size, 64))
    }

    private func fits(_ chunk: ChunkWalk.Chunk) throws(SoundFileError) {
        let left = file.length - chunk.start
        guard chunk.size <= left else {
            throw error(.malformed("chunk `\(chunk.id)` declares \(chunk.size) bytes, \(left) are left"))
        }
    }

    func error(_ problem: SoundFileError.Problem) -> SoundFileError {
        SoundFileError(path: file.path, problem: problem)
    }

    static func tag(_ bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { (0x20...0x7E).contains($0) ? Unicode.Scalar($0) : "?" }))
    }
}

/// The chunks of a RIFF or IFF file, one after the other, each after the even byte where the last one ends.
private struct ChunkWalk {
    struct Chunk {
        let id: String
        /// Offset of the first byte after the chunk's size.
        let start: Int
        /// As declared: not checked.
        let size: Int
    }

    let file: ReadableFile
    let order: ByteOrder
    private var offset = 12

    init(file: ReadableFile, order: ByteOrder) {
        self.file = file
        self.order = order
    }

    mutating func next() throws(SoundFileError) -> Chunk? {
        guard offset + 8 <= file.length else { return nil }
        let head = try file.bytes(at: offset, count: 8)
        guard head.count == 8 else { return nil }
        let size = order.integer(head[4..<8])
        let chunk = Chunk(id: HeaderCheck.tag(head[0..<4]), start: offset + 8, size: size)
        offset += 8 + size + (size & 1)
        return chunk
    }
}

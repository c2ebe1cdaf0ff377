/// Reads a standard MIDI file from its bytes, as untrusted input.
package struct MIDIReader {
    /// The largest file that is read, in bytes.
    package static let largest = 16 << 20

    private let bytes: [UInt8]
    private var position = 0
    private var tempos: [MIDIFile.Tempo] = []
    private var signatures: [MIDIFile.Signature] = []

    package static func read(_ bytes: [UInt8]) throws(MIDIError) -> MIDIFile {
        guard bytes.count <= largest else {
            throw MIDIError(problem: .tooLarge(bytes.count), offset: 0)
        }
        var reader = MIDIReader(bytes: bytes)
        return try reader.file()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func file() throws(MIDIError) -> MIDIFile {
        guard bytes.starts(with: "MThd".utf8) else { throw error(.noHeader) }
        position = 4
        let length = try integer(4)
        guard length >= 6 else { throw error(.truncated) }
        let type = try integer(2)
        guard type == 0 || type == 1 else { throw error(.type(type)) }
        let count = try integer(2)
        let division = try integer(2)
        guard division & 0x8000 == 0, division > 0 else { throw error(.timecode) }
        try skip(length - 6)
        var tracks: [MIDIFile.Track] = []
        while tracks.count < count, position < bytes.count {
            if let track = try chunk() { tracks.append(track) }
        }
        guard !tracks.isEmpty else { throw error(.noTrack) }
        return MIDIFile(
            division: division, tracks: tracks, tempos: tempos.sorted { $0.tick < $1.tick },
            signatures: signatures.sorted { $0.tick < $1.tick })
    }

    /// The next chunk; nil for one that is no track.
    private mutating func chunk() throws(MIDIError) -> MIDIFile.Track? {
        let isTrack = position + 4 <= bytes.count && bytes[position..<position + 4].elementsEqual("MTrk".utf8)
        try skip(4)
        let length = try integer(4)
        guard length <= bytes.count - position else { throw error(.truncated) }
        let end = position + length
        defer { position = end }
        return isTrack ? try track(to: end) : nil
    }

    private mutating func track(to end: Int) throws(MIDIError) -> MIDIFile.Track {
        var track = NoteCollector()
        var tick = 0
        var status = 0
        while position < end {
            tick = min(tick + (try variable()), Int(UInt32.max))
            if bytes[safe: position].map({ $0 >= 0x80 }) ?? false { status = try integer(1) }
            switch status {
            case 0x80...0x8F: track.end(try integer(1), status & 15, at: tick, velocity: try integer(1))
            case 0x90...0x9F: track.begin(try integer(1), status & 15, at: tick, velocity: try integer(1))
            case 0xA0...0xBF, 0xE0...0xEF: try skip(2)
            case 0xC0...0xDF: try skip(1)
            case 0xF0, 0xF7: try skip(try variable())
            case 0xFF: try meta(at: tick, &track)
            default: throw error(.badEvent(status))
            }
        }
        // An event that reads on behind its track is cut off.
        guard position == end else { throw error(.truncated) }
        return track.finished(at: tick)
    }

    private mutating func meta(at tick: Int, _ track: inout NoteCollector) throws(MIDIError) {
        let type = try integer(1)
        let length = try variable()
        guard length <= bytes.count - position else { throw error(.truncated) }
        let body = bytes[position..<position + length]
        position += length
        switch (type, length) {
        case (0x03, _): track.name = String(decoding: body, as: UTF8.self)
        case (0x51, 3):
            let microseconds = body.reduce(0) { $0 << 8 | Int($1) }
            if microseconds > 0 { tempos.append(MIDIFile.Tempo(tick: tick, microseconds: microseconds)) }
        case (0x58, 2...):
            let (beats, power) = (Int(body[body.startIndex]), Int(body[body.startIndex + 1]))
            guard (1...64).contains(beats), power <= 5 else { return }
            signatures.append(
                MIDIFile.Signature(tick: tick, signature: TimeSignature(beats: beats, unit: 1 << power)))
        default: break
        }
    }

    // MARK: Bytes

    private mutating func integer(_ count: Int) throws(MIDIError) -> Int {
        guard position + count <= bytes.count else { throw error(.truncated) }
        defer { position += count }
        return bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number of seven bits a byte, at most four bytes.
    private mutating func variable() throws(MIDIError) -> Int {
        var value = 0
        for _ in 0..<4 {
            let byte = try integer(1)
            value = value << 7 | byte & 0x7F
            if byte < 0x80 { return value }
        }
        throw error(.truncated)
    }

    private mutating func skip(_ count: Int) throws(MIDIError) {
        guard count >= 0, count <= bytes.count - position else { throw error(.truncated) }
        position += count
    }

    private func error(_ problem: MIDIError.Problem) -> MIDIError {
        MIDIError(problem: problem, offset: position)
    }
}

/// Pairs the starts and the ends of a track's notes: the first that was begun ends first.
private struct NoteCollector {
    var name = ""
    private var notes: [MIDIFile.Note] = []
    // Which of the notes still sound, by channel and pitch.
    private var sounding: [Int: [Int]] = [:]

    mutating func begin(_ pitch: Int, _ channel: Int, at tick: Int, velocity: Int) {
        guard velocity > 0 else { return end(pitch, channel, at: tick, velocity: 0) }
        sounding[channel << 8 | pitch, default: []].append(notes.count)
        notes.append(
            MIDIFile.Note(
                tick: tick, ticks: 0, channel: channel, pitch: pitch & 127, velocity: min(127, velocity)))
    }

    mutating func end(_ pitch: Int, _ channel: Int, at tick: Int, velocity: Int) {
        guard let index = sounding[channel << 8 | pitch]?.first else { return }
        sounding[channel << 8 | pitch]?.removeFirst()
        notes[index].ticks = tick - notes[index].tick
    }

    /// What nobody ended lasts to the end of the track.
    func finished(at tick: Int) -> MIDIFile.Track {
        var notes = notes
        for index in sounding.values.joined() { notes[index].ticks = tick - notes[index].tick }
        return MIDIFile.Track(name: name, notes: notes)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

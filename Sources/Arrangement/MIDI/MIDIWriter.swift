/// Writes a standard MIDI file of type 1: the tempo and the time signatures in a track of their own, then each track.
package struct MIDIWriter {
    /// The most ticks between two events: seven bits in each of four bytes.
    private static let longestRest = (1 << 28) - 1

    private var bytes: [UInt8] = []

    package static func bytes(of file: MIDIFile) -> [UInt8] {
        var writer = MIDIWriter()
        writer.put("MThd")
        writer.put(6, count: 4)
        writer.put(1, count: 2)
        writer.put(file.tracks.count + 1, count: 2)
        writer.put(file.division, count: 2)
        writer.track(MIDIWriter.conductor(file))
        for track in file.tracks { writer.track(MIDIWriter.events(of: track)) }
        return writer.bytes
    }

    /// An event, and where it stands among others of the same tick: ends before starts, so that a repeated note is
    /// not ended by the end of the one before.
    private struct Event {
        let tick: Int
        let order: Int
        let bytes: [UInt8]
    }

    private static func conductor(_ file: MIDIFile) -> [Event] {
        let tempos = file.tempos.map { tempo in
            Event(
                tick: tempo.tick, order: 1,
                bytes: [
                    0xFF, 0x51, 3, UInt8(tempo.microseconds >> 16 & 255),
                    UInt8(tempo.microseconds >> 8 & 255),
                    UInt8(tempo.microseconds & 255),
                ])
        }
        let signatures = file.signatures.map { change in
            Event(
                tick: change.tick, order: 0,
                bytes: [
                    0xFF, 0x58, 4, UInt8(change.signature.beats),
                    UInt8(change.signature.unit.trailingZeroBitCount),
                    24, 8,
                ])
        }
        return signatures + tempos
    }

    private static func events(of track: MIDIFile.Track) -> [Event] {
        let name = Array(track.name.utf8)
        let title = Event(tick: 0, order: 0, bytes: [0xFF, 0x03] + variable(name.count) + name)
        let notes = track.notes.flatMap { note in
            [
                Event(
                    tick: note.tick, order: 2,
                    bytes: [0x90 | UInt8(note.channel), UInt8(note.pitch), UInt8(note.velocity)]),
                Event(
                    tick: note.tick + note.ticks, order: 1,
                    bytes: [0x80 | UInt8(note.channel), UInt8(note.pitch), 64]),
            ]
        }
        return [title] + notes
    }

    private mutating func track(_ events: [Event]) {
        let ordered = events.enumerated().sorted {
            ($0.element.tick, $0.element.order, $0.offset) < ($1.element.tick, $1.element.order, $1.offset)
        }
        var body: [UInt8] = []
        var tick = 0
        for (_, event) in ordered {
            while event.tick - tick > MIDIWriter.longestRest {
                // Four bytes count no further: an empty text, which nobody hears, is in the way.
                body += MIDIWriter.variable(MIDIWriter.longestRest) + [0xFF, 0x01, 0]
                tick += MIDIWriter.longestRest
            }
            body += MIDIWriter.variable(event.tick - tick) + event.bytes
            tick = event.tick
        }
        body += [0, 0xFF, 0x2F, 0]
        put("MTrk")
        put(body.count, count: 4)
        bytes += body
    }

    private mutating func put(_ tag: String) { bytes += Array(tag.utf8) }

    private mutating func put(_ value: Int, count: Int) {
        for index in (0..<count).reversed() { bytes.append(UInt8(value >> (8 * index) & 255)) }
    }

    /// Seven bits a byte, the highest first; all but the last have their top bit set.
    private static func variable(_ value: Int) -> [UInt8] {
        var groups = [UInt8(value & 127)]
        var rest = value >> 7
        while rest > 0 {
            groups.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        return groups.reversed()
    }
}

/// Why bytes are no MIDI file that can be read.
package struct MIDIError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Problem: Equatable, Sendable {
        case noHeader, truncated, type(Int), timecode, noTrack, badEvent(Int), tooLarge(Int)
    }

    package let problem: Problem
    /// The offset in the file, in bytes.
    package let offset: Int

    package var description: String {
        switch problem {
        case .noHeader:
            "it does not begin as a MIDI file does, with \"MThd\": export it as a standard MIDI file"
        case .truncated: "it ends in the middle of something, at byte \(offset): copy or export it again"
        case .type(let type): "it is a MIDI file of type \(type): types 0 and 1 are read; export it as type 1"
        case .timecode:
            "its times are in SMPTE frames and not in beats: export it with ticks for each quarter note"
        case .noTrack: "there is no track in it"
        case .badEvent(let status): "there is no MIDI event 0x\(String(status, radix: 16)), at byte \(offset)"
        case .tooLarge(let count): "it has \(count) bytes: at most \(MIDIReader.largest) are read"
        }
    }
}

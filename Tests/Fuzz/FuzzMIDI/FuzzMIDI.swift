internal import Arrangement
internal import FuzzDriver

/// MIDI files from strangers: what is read can be written, and is read again with as many notes.
@main
enum FuzzMIDI {
    static func main() {
        fuzz { bytes, count in
            guard let file = try? MIDIReader.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
            else { return 0 }
            let written = MIDIWriter.bytes(of: file)
            guard written.count <= MIDIReader.largest else { return 0 }
            guard let again = try? MIDIReader.read(written), FuzzMIDI.notes(again) == FuzzMIDI.notes(file)
            else { preconditionFailure("BUG: a MIDI file with other notes when it has been written") }
            return 0
        }
    }

    private static func notes(_ file: MIDIFile) -> Int { file.tracks.reduce(0) { $0 + $1.notes.count } }
}

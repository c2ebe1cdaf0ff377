import Testing

@testable import Arrangement

/// The example of "Standard MIDI Files 1.0", appendix 1: three notes and a tempo, in one track.
private let standardExample: [UInt8] = [
    0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0x60, 0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, 0x3B, 0,
    0xFF,
    0x58, 4, 4, 2, 0x18, 8, 0, 0xFF, 0x51, 3, 7, 0xA1, 0x20, 0, 0xC0, 5, 0, 0xC1, 0x2E, 0, 0xC2, 0x46, 0,
    0x92,
    0x30, 0x60, 0, 0x3C, 0x60, 0x60, 0x91, 0x43, 0x40, 0x60, 0x90, 0x4C, 0x20, 0x81, 0x40, 0x82, 0x30,
    0x40, 0,
    0x3C, 0x40, 0, 0x81, 0x43, 0x40, 0, 0x80, 0x4C, 0x40, 0, 0xFF, 0x2F, 0,
]

private func replaced(_ index: Int, _ value: UInt8) -> [UInt8] {
    var bytes = standardExample
    bytes[index] = value
    return bytes
}

@Suite("MIDI files")
struct MIDITests {
    @Test("the standard's own example is read as it says")
    func example() throws {
        let file = try MIDIReader.read(standardExample)
        #expect(file.division == 96)
        #expect(file.tempos == [MIDIFile.Tempo(tick: 0, microseconds: 500_000)])
        #expect(file.signatures == [MIDIFile.Signature(tick: 0, signature: TimeSignature(beats: 4, unit: 4))])
        #expect(
            file.tracks.map(\.notes) == [
                [
                    MIDIFile.Note(tick: 0, ticks: 384, channel: 2, pitch: 48, velocity: 96),
                    MIDIFile.Note(tick: 0, ticks: 384, channel: 2, pitch: 60, velocity: 96),
                    MIDIFile.Note(tick: 96, ticks: 288, channel: 1, pitch: 67, velocity: 64),
                    MIDIFile.Note(tick: 192, ticks: 192, channel: 0, pitch: 76, velocity: 32),
                ]
            ])
    }

    @Test("a phrase of it is in beats, by track and channel")
    func content() throws {
        let file = try MIDIReader.read(standardExample)
        #expect(file.content(track: nil, channel: nil).events.map(\.beat) == [0, 0, 1, 2])
        #expect(file.content(track: 0, channel: 1).events.map(\.pitch) == [67])
        #expect(file.content(track: nil, channel: nil).beats == 4)
    }

    @Test("what is written is read back: tracks, tempo map, signatures, repeated notes")
    func roundTrip() throws {
        let notes = (0..<300).map {
            MIDIFile.Note(
                tick: $0 * 240, ticks: 240, channel: $0 % 16, pitch: $0 % 128, velocity: 1 + $0 % 127)
        }
        let file = MIDIFile(
            division: 960,
            tracks: [
                MIDIFile.Track(name: "größe", notes: notes),
                MIDIFile.Track(
                    name: "again",
                    notes: (0..<50).map {
                        MIDIFile.Note(tick: $0 * 10, ticks: 10, channel: 0, pitch: 60, velocity: 9)
                    }),
            ],
            tempos: [.init(tick: 0, microseconds: 500_000), .init(tick: 100_000, microseconds: 0xFF_FFFF)],
            signatures: [
                .init(tick: 0, signature: TimeSignature(beats: 4, unit: 4)),
                .init(tick: 3_840, signature: TimeSignature(beats: 7, unit: 8)),
            ])
        var back = try MIDIReader.read(MIDIWriter.bytes(of: file))
        #expect(back.tracks.removeFirst() == MIDIFile.Track(name: "", notes: []))
        #expect(back == file)
    }

    @Test("a rest that is longer than four bytes can count is written in parts")
    func longRest() throws {
        let notes = [(0, 300_000_000), (1_000_000_000, 1)].map {
            MIDIFile.Note(tick: $0, ticks: $1, channel: 0, pitch: 60, velocity: 64)
        }
        let file = MIDIFile(
            division: 960, tracks: [MIDIFile.Track(name: "long", notes: notes)], tempos: [], signatures: [])
        #expect(try MIDIReader.read(MIDIWriter.bytes(of: file)).tracks.last == file.tracks[0])
    }

    @Test("an event that goes on behind the end of its track is refused")
    func beyondTheTrack() throws {
        // A track that is said to end a byte before its only event does.
        let header: [UInt8] = [0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 1, 0, 96]
        let track: [UInt8] = [0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, 3, 0, 0x90, 60, 64]
        let error = try #require(throws: MIDIError.self) { try MIDIReader.read(header + track) }
        #expect(error.problem == .truncated)
        #expect(try MIDIReader.read(header + track.replacing([3], with: [4])).tracks[0].notes.count == 1)
    }

    @Test("every beginning of a file is read or refused, and so is every file with a byte changed")
    func damaged() {
        for count in 0..<standardExample.count {
            _ = try? MIDIReader.read(Array(standardExample.prefix(count)))
        }
        for index in standardExample.indices {
            for value in [UInt8(0), 0x7F, 0x80, 0xFF] {
                var bytes = standardExample
                bytes[index] = value
                _ = try? MIDIReader.read(bytes)
            }
        }
    }

    @Test(
        "what is no file of ours is refused with what to do",
        arguments: [
            ([0x52, 0x49, 0x46, 0x46], "does not begin as a MIDI file"),
            (Array(standardExample.prefix(40)), "ends in the middle"),
            (replaced(9, 2), "types 0 and 1 are read"), (replaced(12, 0xE7), "SMPTE"),
            (replaced(23, 0xF4), "no MIDI event"),
        ] as [([UInt8], String)])
    func refused(_ bytes: [UInt8], _ words: String) throws {
        let error = try #require(throws: MIDIError.self) { try MIDIReader.read(bytes) }
        #expect(error.description.contains(words), "\(error)")
    }
}

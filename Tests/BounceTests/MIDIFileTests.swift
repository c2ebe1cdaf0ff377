import Foundation
import Testing

/// What midicsv, another reader of MIDI files, makes of a score.
@Suite("A score as a MIDI file", .enabled(if: find("midicsv") != nil))
struct MIDIFileTests {
    private static func tune(_ notes: String, hold: Double = 1) -> JSON {
        [["rule": "phrase", "notes": .text(notes), "repeats": false, "hold": .number(hold)]]
    }

    private static let production = JSON.production(
        [
            [
                "rule": "midi", "name": "song",
                "tracks": [
                    ["rule": "track", "name": "tune", "phrases": tune("C4:2 D4+F4:1 -:1 E4:4@0.5")],
                    ["rule": "track", "name": "bass", "channel": 3, "phrases": tune("C2:4", hold: 0.5)],
                ],
            ]
        ],
        [
            "tempo": 120, "duration": ["beats": 12],
            "tempoChanges": [
                ["rule": "tempo", "tempo": 60, "at": ["beats": 4]],
                ["rule": "tempo", "tempo": 90, "at": ["beats": 6], "over": ["beats": 2]],
            ],
            "signatures": [["rule": "signature", "beats": 3, "unit": "4", "atBar": 2]],
        ])

    /// The events of a track: tick, kind, what it says.
    private func events(_ track: Int) throws -> [[String]] {
        let place = try WorkSpace(Self.production)
        #expect(try place.build().exit == 0)
        let result = try place.start(program: try #require(find("midicsv")), ["bounces/song.mid"]).wait()
        #expect(result.exit == 0 && result.errors.isEmpty, "\(result)")
        let rows = result.output.split(separator: "\n").map { $0.components(separatedBy: ", ") }
        #expect(rows.first == ["0", "0", "Header", "1", "3", "960"])
        return rows.filter { $0[0] == "\(track)" }.map { Array($0.dropFirst()) }
    }

    @Test("has the notes, where they are and as loud as they are")
    func notes() throws {
        let notes = try events(2).filter { $0[1].hasPrefix("Note_") }
        #expect(
            notes == [
                ["0", "Note_on_c", "0", "60", "102"], ["1920", "Note_off_c", "0", "60", "64"],
                ["1920", "Note_on_c", "0", "62", "102"], ["1920", "Note_on_c", "0", "65", "102"],
                ["2880", "Note_off_c", "0", "62", "64"], ["2880", "Note_off_c", "0", "65", "64"],
                ["3840", "Note_on_c", "0", "64", "64"], ["7680", "Note_off_c", "0", "64", "64"],
            ])
        let bass = try events(3)
        #expect(bass.contains(["0", "Title_t", "\"bass\""]))
        #expect(bass.contains(["0", "Note_on_c", "2", "36", "102"]))
        #expect(bass.contains(["1920", "Note_off_c", "2", "36", "64"]))
    }

    @Test("has the time signatures, and a tempo map that takes as long as the production's")
    func tempo() throws {
        let events = try events(1)
        #expect(
            events.filter { $0[1] == "Time_signature" }.map { $0.prefix(4) } == [
                ["0", "Time_signature", "4", "2"], ["7680", "Time_signature", "3", "2"],
            ])
        let tempos = try events.filter { $0[1] == "Tempo" }.map {
            (tick: try #require(Double($0[0])), seconds: try #require(Double($0[2])) / 1e6)
        }
        #expect(tempos.prefix(2).map(\.tick) == [0, 3840] && tempos.prefix(2).map(\.seconds) == [0.5, 1])
        #expect(tempos.last?.tick == 7680 && tempos.last?.seconds == 0.666_667)
        // 4 beats at 120, 2 at 60, and 2 that go from 60 to 90 by equal steps: the integral of 60 / (60 + 15 b).
        let length = zip(tempos, tempos.dropFirst()).reduce(0) {
            $0 + ($1.1.tick - $1.0.tick) / 960 * $1.0.seconds
        }
        #expect(abs(length - (2 + 2 + 4 * log(1.5))) < 1e-3)
    }

    @Test("is read again by the final verification, which finds what is wrong with it")
    func verified() throws {
        let place = try WorkSpace(Self.production)
        #expect(try place.build().exit == 0)
        let good = try place.run("verify", "-f", "production.json")
        // What rests at the end of a track is no note.
        #expect(good.exit == 0 && good.output.contains("3 tracks, 5 notes"), "\(good)")
        try place.write(Data("MThd".utf8), as: "bounces/song.mid")
        let bad = try place.run("verify", "-f", "production.json")
        #expect(bad.exit == 3 && bad.output.contains("changed since it was built"), "\(bad)")
    }

    @Test("with a word that is none is refused before anything is built")
    func refused() throws {
        var production = Self.production
        production["targets"][0]["tracks"][0]["phrases"] = Self.tune("C4 H4")
        let result = try WorkSpace(production).build()
        #expect(result.exit == 2 && result.result.errors.contains("word 2, 'H4', is no note"), "\(result)")
    }
}

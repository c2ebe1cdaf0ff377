import Signal
import Testing

@Suite("A track of notes")
struct NoteTrackTests {
    /// Instruments with everything in them that moves.
    static let instruments: [any NoteInstrument] = [
        Synth(
            oscillator: .init(
                wave: .square, width: moving(0.2, 0.8), unison: 3, detune: 15, spread: 1, sub: 0.3, noise: 0.1
            ),
            filter: .init(
                .lowpass, cutoff: moving(300, 4_000), resonance: Control(3), amount: 2, tracking: 0.5),
            envelope: Envelope(attack: 0.01, decay: 0.05, sustain: 0.5, release: 0.05),
            modulation: Modulation(rate: 6, pitch: 0.3, filter: 0.5, amplitude: 0.3, delay: 0.05),
            glide: 0.05,
            sampleRate: Notes.sampleRate),
        FrequencyModulation(
            algorithm: .pairOverStack,
            operators: (1...4).map { .init(ratio: Control(Double($0)), level: 0.8, envelope: Notes.steady) },
            feedback: 0.7,
            brightness: moving(0.5, 2),
            modulation: Modulation(rate: 5, pitch: 0.2, filter: 0, amplitude: 0, delay: 0),
            sampleRate: Notes.sampleRate),
        PluckedString(decay: 1.5, sampleRate: Notes.sampleRate),
        Organ(drawbars: [8, 8, 8, 0, 4, 0, 0, 0, 2], click: 0.3, sampleRate: Notes.sampleRate),
    ]

    private static func moving(_ from: Double, _ to: Double) -> Control {
        Control(through: [.init(frame: 0, value: from, shape: .exponential), .init(frame: 12_000, value: to)])
    }

    static let notes = [
        Notes.note(45, at: 0, frames: 5_000, velocity: 0.9),
        Notes.note(57.3, at: 1_001, frames: 3_000, seed: 2),
        Notes.note(64, at: 1_001, frames: 100, velocity: 0.4, seed: 3),
        Notes.note(69, at: 7_777, frames: 9_999, seed: 4),
    ]

    @Test("sounds the same however it is cut", arguments: instruments.indices)
    func cuts(index: Int) throws {
        let instrument = NoteTrackTests.instruments[index]
        func track() -> NoteTrack {
            Notes.track(
                instrument, NoteTrackTests.notes, frames: 12_345, channels: 2, polyphony: 2,
                level: NoteTrackTests.moving(1, 0.5))
        }
        let reference = try Played.samples(track())
        #expect(reference[0].count == 12_345)
        #expect(Played.peak(reference[0]) > 0.05)
        #expect(reference.joined().allSatisfy { $0.isFinite })
        for capacity in Played.capacities {
            #expect(try Played.samples(track(), capacity: capacity) == reference)
        }
    }

    @Test("a note does not depend on when it is played", arguments: 1..<4)
    func moved(index: Int) throws {
        let instrument: any NoteInstrument =
            index == 1
            ? Synth(oscillator: .init(wave: .saw), envelope: Notes.steady, sampleRate: Notes.sampleRate)
            : NoteTrackTests.instruments[index]
        let early = try Notes.mono(instrument, [Notes.note(60, at: 0, frames: 3_000)], frames: 5_000)
        let late = try Notes.mono(instrument, [Notes.note(60, at: 1_237, frames: 3_000)], frames: 6_237)
        #expect(late.prefix(1_237).allSatisfy { $0 == 0 })
        #expect(Array(late.dropFirst(1_237)) == early)
    }

    @Test("notes add up, and a voice is silent when it is over")
    func sum() throws {
        let organ = Organ(drawbars: [0, 0, 8, 0, 0, 0, 0, 0, 0], sampleRate: Notes.sampleRate)
        let (a, b) = (Notes.note(60, frames: 2_000), Notes.note(67, at: 500, frames: 1_000, seed: 2))
        let both = try Notes.mono(organ, [a, b], frames: 8_000)
        let parts = zip(try Notes.mono(organ, [a], frames: 8_000), try Notes.mono(organ, [b], frames: 8_000))
        #expect(zip(both, parts).allSatisfy { ($0 - ($1.0 + $1.1)).magnitude < 1e-15 })
        // 30 ms of release.
        #expect(both[3_439] != 0)
        #expect(both[3_440...].allSatisfy { $0 == 0 })
    }

    @Test("of more notes than voices the first is stopped within 5 ms, without a click")
    func polyphony() throws {
        let synth = Synth(
            oscillator: .init(wave: .sine), envelope: Notes.steady, sampleRate: Notes.sampleRate)
        let notes = [Notes.note(50), Notes.note(57, at: 4_000), Notes.note(62, at: 8_000)]
        func played(_ notes: [Note], _ polyphony: Int) throws -> [Double] {
            try Played.mono(Notes.track(synth, notes, frames: 12_000, polyphony: polyphony))
        }
        let two = try played(notes, 2)
        let three = try played(notes, 3)
        #expect(two.prefix(8_000) == three.prefix(8_000))
        let rest = try played(Array(notes.dropFirst()), 2)
        #expect(zip(two, rest).dropFirst(8_240).allSatisfy { ($0 - $1).magnitude < 1e-15 })
        // Three sines of at most 294 Hz, each turning by at most (2π·294/48000)² of 0.25 a sample.
        #expect(Notes.sharpestBend(two.dropFirst(4_100)) < 3 * 0.25 * 0.0015 + 0.0002)
    }

    @Test("a mono track has the mean of a stereo instrument, and a mono instrument is on both channels")
    func channels() throws {
        let wide = NoteTrackTests.instruments[0]
        let stereo = try Played.samples(Notes.track(wide, NoteTrackTests.notes, frames: 9_000))
        let mono = try Played.mono(Notes.track(wide, NoteTrackTests.notes, frames: 9_000, channels: 1))
        #expect(stereo.count == 2 && stereo[0] != stereo[1])
        #expect(
            zip(mono, zip(stereo[0], stereo[1])).allSatisfy { ($0 - 0.5 * ($1.0 + $1.1)).magnitude < 1e-15 })
        let both = try Played.samples(
            Notes.track(NoteTrackTests.instruments[3], NoteTrackTests.notes, frames: 9_000, channels: 2))
        #expect(both[0] == both[1])
    }

    @Test(
        "the sound of an instrument never changes without notice",
        arguments: zip(instruments.indices, checksums))
    func pinned(index: Int, checksum: UInt64) throws {
        let track = Notes.track(
            NoteTrackTests.instruments[index], NoteTrackTests.notes, frames: 48_000, channels: 2)
        let found = Played.checksum(Array(try Played.samples(track).joined()))
        #expect(found == checksum, "\(index): 0x\(String(found, radix: 16))")
    }

    static let checksums: [UInt64] = [
        0xe9dd8ca3c34e4da3, 0x44934ad83c7c6405, 0x6e1a519bcdf950e5, 0xc8e0a8a661d46325,
    ]
}

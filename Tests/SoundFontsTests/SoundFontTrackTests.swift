import Foundation
import Signal
import SoundFonts
import Testing

/// Debian's `libfluidsynth3` and `timgm6mb-soundfont`, where they are.
private let font = "/usr/share/sounds/sf2/TimGM6mb.sf2"
private let canPlay: Bool = SoundFontTrack.library != nil && FileManager.default.fileExists(atPath: font)

@Suite("Notes with a SoundFont")
struct SoundFontTrackTests {
    static let notes = [
        Note(frame: 4_800, frames: 24_000, pitch: 69, velocity: 0.8, seed: 1),
        Note(frame: 9_600, frames: 9_600, pitch: 73, velocity: 0.5, seed: 2),
        Note(frame: 14_400, frames: 24_000, pitch: 69, velocity: 0.9, seed: 3),
    ]

    private static func play(_ notes: [Note], preset: Int = 19, frames: Int = 48_000, capacity: Int = 512)
        throws
        -> [[Double]]
    {
        let track = try SoundFontTrack(
            font: font, bank: 0, preset: preset, notes: notes, channels: 2, sampleRate: 48_000, frames: frames
        )
        var block = Block(channels: 2, capacity: capacity)
        var samples: [[Double]] = [[], []]
        repeat {
            try track.read(into: &block)
            for channel in 0..<2 {
                block.withChannel(channel) { (part: UnsafeBufferPointer<Double>) in
                    samples[channel].append(contentsOf: part)
                }
            }
        } while block.frames > 0
        return samples
    }

    @Test("the same notes are the same bytes, however they are cut", .enabled(if: canPlay))
    func repeatable() throws {
        let first = try Self.play(Self.notes)
        #expect(first[0].count == 48_000)
        for capacity in [7, 64, 8_192] { #expect(try Self.play(Self.notes, capacity: capacity) == first) }
        #expect(try Self.play(Self.notes, preset: 0) != first)
    }

    @Test("a note sounds where it stands, to 64 frames, at its pitch", .enabled(if: canPlay))
    func pitch() throws {
        let samples = try Self.play([Self.notes[0]], frames: 72_000)[0]
        let first = try #require(samples.firstIndex { $0.magnitude > 1e-4 })
        #expect((4_800 - 64...4_800 + 480).contains(first))
        // An organ's A: the strongest of 20 Hz-wide bands around 440 Hz is there.
        let tail = Array(samples[12_000..<21_600])
        func amplitude(_ frequency: Double) -> Double {
            var (real, imaginary) = (0.0, 0.0)
            for (index, sample) in tail.enumerated() {
                real += sample * Mathematics.cosine(turns: frequency * Double(index) / 48_000)
                imaginary += sample * Mathematics.sine(turns: frequency * Double(index) / 48_000)
            }
            return real * real + imaginary * imaginary
        }
        let strongest = stride(from: 400.0, through: 480, by: 5).max { amplitude($0) < amplitude($1) }
        #expect(strongest == 440)
        // 0.8 s after its end, the release and the room that the font's organ has are over.
        #expect(samples.suffix(4_800).allSatisfy { $0.magnitude < 1e-3 })
    }

    @Test("a preset or a file that is not there is an error that says so", .enabled(if: canPlay))
    func refusals() throws {
        func failure(_ font: String, _ bank: Int) -> String? {
            do {
                _ = try SoundFontTrack(
                    font: font, bank: bank, preset: 5, notes: [], channels: 2, sampleRate: 48_000, frames: 1)
                return nil
            } catch { return "\(error)" }
        }
        #expect(failure("/nowhere.sf2", 0)?.contains("/nowhere.sf2 is not a SoundFont") == true)
        #expect(failure(font, 77)?.contains("no preset 5 in bank 77") == true)
        #expect(failure(font, 0) == nil)
    }

    @Test("where the library is missing, the error says what to install")
    func missing() {
        #expect(SoundFontError.notInstalled.description.contains("sudo apt install libfluidsynth3"))
    }
}

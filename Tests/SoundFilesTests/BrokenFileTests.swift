import Foundation
import Signal
import Testing

@testable import SoundFiles

@Suite("A file that is not what it should be")
struct BrokenFileTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    @Test("is refused when it is missing, a directory, a device, empty or text")
    func notSound() throws {
        expect(workplace.path("nowhere.wav"), .missing)
        expect(workplace.folder.path, .notAFile("a directory"))
        expect("/dev/null", .notAFile("a device, a pipe or a socket"))
        expect(try workplace.put([], as: "empty.wav"), .empty)
        expect(try workplace.put(Array("These are words, not sound.\n".utf8), as: "text.wav"), .notSound)
        expect(try workplace.put(Array("RIFF".utf8), as: "short.wav"), .notSound)
    }

    @Test("is refused when it is a pipe, without waiting for its other end")
    func pipe() throws {
        let path = workplace.path("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        expect(path, .notAFile("a device, a pipe or a socket"))
    }

    @Test("is refused when audio is missing at its end", arguments: [1, 2, 150, 599])
    func truncated(_ missing: Int) throws {
        let file = try wav()
        let path = try workplace.put(Array(file.dropLast(missing)), as: "cut.wav")
        expect(path, .truncated(declared: 600, found: 600 - missing))
        let words = SoundFileError(path: "a", problem: .truncated(declared: 600, found: 599)).description
        #expect(
            words.hasPrefix("a: the header declares 600 bytes of audio, the file has 599: it is truncated"))
    }

    @Test("is refused when AIFF audio is missing at its end")
    func truncatedAIFF() throws {
        let path = workplace.path("a.aiff")
        let format = SoundFormat(container: .aiff, encoding: .pcm24, sampleRate: 48_000, channels: 2)
        try write(samples(on: .pcm24, channels: 2, frames: 100), to: path, format)
        let cut = try workplace.put(Array(workplace.bytes("a.aiff").dropLast(7)), as: "cut.aiff")
        expect(cut, .truncated(declared: 608, found: 601))
    }

    @Test(
        "of any kind is refused, or fails on reading, wherever it is cut", arguments: Container.allCases,
        [0.3, 0.7, 0.99])
    func cutAnywhere(_ container: Container, _ share: Double) throws {
        let path = workplace.path("a.\(container.fileExtension)")
        let format = TagsTests.format(container)
        try write(
            samples(on: .pcm16, channels: 2, frames: 50_000), to: path, format, markers: TagsTests.markers)
        let file = try workplace.bytes("a.\(container.fileExtension)")
        let cut = try workplace.put(Array(file.prefix(Int(Double(file.count) * share))), as: "cut")
        #expect(throws: SoundFileError.self) { _ = try drain(SoundReader(path: cut)) }
    }

    @Test("is refused when Wave64 or CAF audio is missing, or its header contradicts itself")
    func longContainers() throws {
        for container in [Container.w64, .caf] {
            let name = "a.\(container.fileExtension)"
            let format = SoundFormat(
                container: container, encoding: .pcm24, sampleRate: 48_000, channels: 2)
            try write(samples(on: .pcm24, channels: 2, frames: 100), to: workplace.path(name), format)
            let file = try workplace.bytes(name)
            let cut = try workplace.put(Array(file.dropLast(7)), as: "cut")
            let declared = container == .w64 ? 600 : 604
            expect(cut, .truncated(declared: declared, found: declared - 7))
            // Every byte of the head before the audio, one after another, is set: never a crash.
            for index in 0..<120 {
                var bent = file
                bent[index] = 0xFF
                _ = try? drain(SoundReader(path: workplace.put(bent, as: "bent")))
            }
        }
        var open = try workplace.bytes("a.caf")
        let data = try #require(open.firstRange(of: Array("data".utf8))).upperBound
        for index in 0..<8 { open[data + index] = 0xFF }
        expect(try workplace.put(open, as: "open.caf"), .unfinished)
        var coded = try workplace.bytes("a.caf")
        let codec = try #require(coded.firstRange(of: Array("lpcm".utf8)))
        coded.replaceSubrange(codec, with: Array("alac".utf8))
        expect(try workplace.put(coded, as: "coded.caf"), .codec("CAF codec `alac`"))
    }

    @Test("is refused on reading when FLAC audio is missing at its end")
    func truncatedFLAC() throws {
        let path = workplace.path("a.flac")
        let format = SoundFormat(container: .flac, encoding: .pcm16, sampleRate: 48_000, channels: 1)
        try write(samples(on: .pcm16, channels: 1, frames: 50_000), to: path, format)
        let file = try workplace.bytes("a.flac")
        let cut = try workplace.put(Array(file.prefix(file.count / 2)), as: "cut.flac")
        let error = #expect(throws: SoundFileError.self) { _ = try drain(SoundReader(path: cut)) }
        #expect(error?.description.contains("declares 50000 frames, the audio ends after") == true)
    }

    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let offset: Int
        let bytes: [UInt8]
        let problem: SoundFileError.Problem
    }

    @Test(
        "is refused when its WAV header is damaged",
        arguments: [
            Damage(testDescription: "no channels", offset: 22, bytes: [0, 0], problem: .channels(0)),
            Damage(testDescription: "65 channels", offset: 22, bytes: [65, 0], problem: .channels(65)),
            Damage(
                testDescription: "ADPCM", offset: 20, bytes: [2, 0],
                problem: .codec("WAV codec 2 of 24 bits")),
            Damage(
                testDescription: "17 bits", offset: 34, bytes: [17, 0],
                problem: .codec("WAV codec 1 of 17 bits")),
            Damage(
                testDescription: "a frame too wide", offset: 32, bytes: [7, 0],
                problem: .malformed("2 × 24 bits in frames of 7 bytes")),
            Damage(
                testDescription: "no rate", offset: 24, bytes: [0, 0, 0, 0],
                problem: .malformed("the sample rate is 0 Hz")),
            Damage(
                testDescription: "a format chunk beyond the end", offset: 16, bytes: [0, 0, 0, 1],
                problem: .malformed("chunk `fmt ` declares 16777216 bytes, 624 are left")),
            Damage(
                testDescription: "a short format chunk", offset: 16, bytes: [14, 0, 0, 0],
                problem: .malformed("chunk `fmt ` has 14 bytes, needs 16")),
            Damage(
                testDescription: "no format chunk", offset: 12, bytes: Array("JUNK".utf8),
                problem: .malformed("`data` comes before `fmt `")),
            Damage(
                testDescription: "no data chunk", offset: 36, bytes: Array("JUNK".utf8),
                problem: .malformed("there is no `data` chunk")),
            Damage(
                testDescription: "an open header", offset: 40, bytes: [255, 255, 255, 255],
                problem: .unfinished),
        ])
    func damaged(_ damage: Damage) throws {
        var file = try wav()
        file.replaceSubrange(damage.offset..<damage.offset + damage.bytes.count, with: damage.bytes)
        expect(try workplace.put(file, as: "damaged.wav"), damage.problem)
    }

    @Test(
        "is refused when a list in its header leads the library round in a circle",
        .timeLimit(.minutes(1)), arguments: [true, false], [0xFFFF_FFF7, 0x8000_0000, 0xFFFF_FFF8])
    func endlessList(isInFront: Bool, size: Int) throws {
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
        let list =
            Array("LIST".utf8) + number(20) + Array("adtlxxxx".utf8) + number(size)
            + [UInt8](repeating: 1, count: 8)
        var file = try wav()
        file.insert(contentsOf: list, at: isInFront ? 36 : file.count)
        file.replaceSubrange(4..<8, with: number(file.count - 8))
        expect(
            try workplace.put(file, as: "endless.wav"),
            .malformed("a part of its chunk `LIST` declares \(size) bytes"))
    }

    @Test("never brings the reader down, whichever byte of its header is changed", arguments: 0..<44)
    func everyByte(_ offset: Int) throws {
        let file = try wav()
        for value in [UInt8(0), 1, 127, 128, 255] {
            var changed = file
            changed[offset] = value
            let path = try workplace.put(changed, as: "changed-\(value).wav")
            do {
                let frames = try drain(SoundReader(path: path)).map(\.count)
                #expect(frames.allSatisfy { $0 <= 300 })
            } catch let error as SoundFileError {
                #expect(!error.description.isEmpty)
            }
        }
    }

    private func wav() throws -> [UInt8] {
        let format = SoundFormat(container: .wav, encoding: .pcm24, sampleRate: 48_000, channels: 2)
        try write(samples(on: .pcm24, channels: 2, frames: 100), to: workplace.path("good.wav"), format)
        return try workplace.bytes("good.wav")
    }

    private func expect(
        _ path: String, _ problem: SoundFileError.Problem, _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: SoundFileError(path: path, problem: problem), sourceLocation: location) {
            _ = try SoundReader(path: path)
        }
    }
}

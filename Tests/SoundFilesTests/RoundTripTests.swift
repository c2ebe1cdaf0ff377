import Foundation
import Signal
import Testing

@testable import SoundFiles

struct FormatCase: CustomTestStringConvertible, Sendable {
    let format: SoundFormat

    var testDescription: String {
        "\(format.container) \(format.encoding) \(format.channels)ch"
    }

    static let all: [FormatCase] = Container.allCases.flatMap { container in
        Encoding.allCases.filter(container.allows).flatMap { encoding in
            [1, 2, 5].map { channels in
                FormatCase(
                    format: SoundFormat(
                        container: container, encoding: encoding, sampleRate: 48_000, channels: channels))
            }
        }
    }
}

@Suite("A sound file that is written and read again")
struct RoundTripTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    @Test("keeps every sample, its format and its length", arguments: FormatCase.all)
    func keepsSamples(_ item: FormatCase) throws {
        let format = item.format
        let path = workplace.path("a.\(format.container.fileExtension)")
        let sound = samples(on: format.encoding, channels: format.channels, frames: 9001)
        try write(sound, to: path, format)
        let reader = try SoundReader(path: path)
        #expect(reader.info.container == format.container)
        #expect(reader.info.encoding == format.encoding)
        #expect(reader.info.encodingName == format.encoding.rawValue)
        #expect(reader.info.sampleRate == 48_000)
        #expect(reader.info.channels == format.channels)
        #expect(reader.info.frames == 9001)
        #expect(try drain(reader) == sound)
    }

    @Test("reads the same from anywhere after a seek", arguments: FormatCase.all)
    func seeks(_ item: FormatCase) throws {
        let format = item.format
        let path = workplace.path("a.\(format.container.fileExtension)")
        let sound = samples(on: format.encoding, channels: format.channels, frames: 9001)
        try write(sound, to: path, format)
        let reader = try SoundReader(path: path)
        for frame in [8000, 1, 4097, 9001, 0] {
            try reader.seek(toFrame: frame)
            #expect(try drain(reader) == sound.map { Array($0[frame...]) })
        }
    }

    @Test("has the bytes that the format prescribes", arguments: Encoding.allCases, [Container.wav, .aiff])
    func bytes(_ encoding: Encoding, _ container: Container) throws {
        let format = SoundFormat(container: container, encoding: encoding, sampleRate: 44_100, channels: 2)
        let sound = samples(on: encoding, channels: 2, frames: 100)
        try write(sound, to: workplace.path("a"), format)
        let file = try workplace.bytes("a")
        let width = encoding.bits / 8
        let expected = (0..<100).flatMap { frame in
            sound.flatMap { channel -> [UInt8] in
                let word = Self.word(channel[frame], encoding)
                let little = (0..<width).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
                return container == .wav ? little : little.reversed()
            }
        }
        let tag = container == .wav ? "data" : "SSND"
        let start = try #require(file.firstRange(of: Array(tag.utf8))).lowerBound
        let body = start + (container == .wav ? 8 : 16)
        #expect(Array(file[body..<body + expected.count]) == expected)
        #expect(file.firstRange(of: Array("PEAK".utf8)) == nil)
        if container == .wav, encoding.isInteger { #expect(file.count == 44 + expected.count) }
    }

    private static func word(_ sample: Double, _ encoding: Encoding) -> UInt64 {
        switch encoding {
        case .float32: UInt64(Float(sample).bitPattern)
        case .float64: sample.bitPattern
        default: UInt64(bitPattern: Int64(sample * Double(Int64(1) << Int64(encoding.bits - 1))))
        }
    }

    @Test("may have no frame at all", arguments: FormatCase.all.filter { $0.format.container != .flac })
    func empty(_ item: FormatCase) throws {
        let path = workplace.path("empty")
        try write(Array(repeating: [], count: item.format.channels), to: path, item.format)
        #expect(try workplace.bytes("empty").firstRange(of: Array("PEAK".utf8)) == nil)
        let reader = try SoundReader(path: path)
        #expect(reader.info.frames == 0)
        #expect(try drain(reader).allSatisfy(\.isEmpty))
    }

    @Test("needs a frame when it is FLAC")
    func emptyFLAC() throws {
        let format = SoundFormat(container: .flac, encoding: .pcm16, sampleRate: 48_000, channels: 1)
        let error = #expect(throws: SoundFileError.self) { try write([[]], to: workplace.path("a"), format) }
        #expect(error?.problem == .unsupported(format, "it needs at least one frame"))
    }

    @Test("saturates and rounds what is off the grid instead of wrapping around")
    func saturates() throws {
        let format = SoundFormat(container: .wav, encoding: .pcm16, sampleRate: 48_000, channels: 1)
        let step = 1.0 / 32_768
        let sound = [1.2, -1.2, .infinity, -.infinity, .nan, 0.6 * step, -0.6 * step, 0.4 * step]
        try write([sound], to: workplace.path("a.wav"), format)
        let read = try drain(SoundReader(path: workplace.path("a.wav")))
        #expect(read == [[1 - step, -1, 1 - step, -1, -1, step, -step, 0]])
    }

    @Test("is as sox and ffprobe see it", arguments: FormatCase.all)
    func otherPrograms(_ item: FormatCase) throws {
        let format = item.format
        let path = workplace.path("a.\(format.container.fileExtension)")
        try write(samples(on: format.encoding, channels: format.channels, frames: 4800), to: path, format)
        if let lines = try output(of: "soxi", ["-s", path]) { #expect(lines == "4800\n") }
        if let lines = try output(of: "soxi", ["-c", path]) { #expect(lines == "\(format.channels)\n") }
        let probe = ["-v", "error", "-show_entries", "stream=sample_rate,duration", "-of", "csv=p=0", path]
        if let lines = try output(of: "ffprobe", probe) { #expect(lines == "48000,0.100000\n") }
    }

    @Test("reads what other programs write", arguments: ["ogg", "mp3", "caf", "au", "w64"])
    func foreign(_ kind: String) throws {
        let path = workplace.path("a.\(kind)")
        let tone = ["-v", "error", "-f", "lavfi", "-i", "sine=440:r=48000:d=0.5", path]
        guard try output(of: "ffmpeg", tone) != nil else { return }
        let reader = try SoundReader(path: path)
        #expect(reader.info.channels == 1)
        #expect(reader.info.container == (kind == "flac" ? .flac : nil))
        let sound = try drain(reader)
        // MPEG pads its first and last frame.
        #expect((24_000...27_000).contains(sound[0].count))
        #expect((0.05...0.2).contains(sound[0].reduce(0) { max($0, abs($1)) }))
        #expect(!reader.info.containerName.isEmpty && !reader.info.encodingName.isEmpty)
    }
}

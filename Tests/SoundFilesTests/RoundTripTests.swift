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
    }.filter { $0.format.problem == nil }

    static let lossless = all.filter { !$0.format.container.isLossy }
    static let lossy = all.filter(\.format.container.isLossy)
}

@Suite("A sound file that is written and read again")
struct RoundTripTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    @Test("keeps every sample, its format and its length", arguments: FormatCase.lossless)
    func keepsSamples(_ item: FormatCase) throws {
        let format = item.format
        let path = workplace.path("a.\(format.container.fileExtension)")
        let sound = samples(on: format.encoding, channels: format.channels, frames: 9001)
        try write(sound, to: path, format)
        let reader = try SoundReader(path: path)
        #expect(reader.info.container == format.container.asRead)
        #expect(reader.info.encoding == format.encoding)
        #expect(reader.info.encodingName == format.encoding.rawValue)
        #expect(reader.info.sampleRate == 48_000)
        #expect(reader.info.channels == format.channels)
        #expect(reader.info.frames == 9001)
        #expect(try drain(reader) == sound)
    }

    @Test("reads the same from anywhere after a seek", arguments: FormatCase.lossless)
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

    @Test("may have no frame at all", arguments: FormatCase.all.filter { !$0.format.container.isCoded })
    func empty(_ item: FormatCase) throws {
        let path = workplace.path("empty")
        try write(Array(repeating: [], count: item.format.channels), to: path, item.format)
        #expect(try workplace.bytes("empty").firstRange(of: Array("PEAK".utf8)) == nil)
        let reader = try SoundReader(path: path)
        #expect(reader.info.frames == 0)
        #expect(try drain(reader).allSatisfy(\.isEmpty))
    }

    @Test("needs a frame when it goes through a codec", arguments: Container.allCases.filter(\.isCoded))
    func emptyCodec(_ container: Container) throws {
        let encoding: Encoding = container.isLossy ? .float32 : .pcm16
        let format = SoundFormat(container: container, encoding: encoding, sampleRate: 48_000, channels: 1)
        let error = #expect(throws: SoundFileError.self) { try write([[]], to: workplace.path("a"), format) }
        #expect(error?.problem == .unsupported(format, "it needs at least one frame"))
    }

    @Test(
        "comes back from a lossy codec with its length to the frame, and close", arguments: FormatCase.lossy,
        [1, 40, 3280, 48_001])
    func lossy(_ item: FormatCase, _ frames: Int) throws {
        let format = item.format
        let path = workplace.path("a.\(format.container.fileExtension)")
        let tone = (0..<frames).map { 0.5 * Mathematics.sine(turns: Double($0) * 440 / 48_000) }
        try write(Array(repeating: tone, count: format.channels), to: path, format)
        let reader = try SoundReader(path: path)
        #expect(reader.info.container == format.container)
        #expect(reader.info.frames == frames)
        let back = try drain(reader)
        #expect(back.map(\.count) == Array(repeating: frames, count: format.channels))
        let power = zip(back[0], tone).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(frames)
        #expect(power < 0.03 * 0.03)
    }

    @Test("is refused by name at rates, channels and qualities that a codec does not have")
    func refused() {
        func problem(
            _ container: Container, _ rate: Int, channels: Int = 2, quality: Double? = nil
        ) -> String? {
            SoundFormat(
                container: container, encoding: .float32, sampleRate: rate, channels: channels,
                quality: quality
            ).problem
        }
        #expect(problem(.opus, 44_100) == "it takes sample rates of 8, 12, 16, 24, 48 kHz")
        #expect(problem(.mp3, 96_000)?.contains("44.1, 48 kHz") == true)
        #expect(problem(.mp3, 48_000, channels: 3) == "it takes 1 to 2 channels")
        #expect(problem(.mp3, 48_000, quality: 100)?.contains("at 48000 Hz it takes 32, 40") == true)
        #expect(problem(.opus, 48_000, channels: 1, quality: 300) == "it takes 6 to 256 kbit/s")
        #expect(problem(.opus, 48_000, quality: 300) == nil)
        #expect(problem(.vorbis, 48_000, quality: 11) == "it takes a quality from 0 to 10")
        #expect(problem(.vorbis, 192_000) == nil)
    }

    @Test(
        "is as large as its bit rate asks",
        arguments: [(Container.opus, 96.0), (.opus, 256), (.mp3, 128), (.mp3, 320)])
    func bitRate(_ container: Container, _ kbps: Double) throws {
        let format = SoundFormat(
            container: container, encoding: .float32, sampleRate: 48_000, channels: 2, quality: kbps)
        let noise = samples(on: .pcm16, channels: 2, frames: 480_000).map { $0.map { $0 / 4 } }
        try write(noise, to: workplace.path("a"), format)
        let found = try Double(workplace.bytes("a").count) * 8 / 10 / 1_000
        #expect(abs(found / kbps - 1) < 0.05, "\(found) kbit/s")
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

    @Test("is as sox and ffprobe see it", arguments: FormatCase.lossless)
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
        let kinds: [String: Container] = ["ogg": .vorbis, "mp3": .mp3, "caf": .caf, "w64": .w64]
        #expect(reader.info.container == kinds[kind])
        let sound = try drain(reader)
        // MPEG pads its first and last frame.
        #expect((24_000...27_000).contains(sound[0].count))
        #expect((0.05...0.2).contains(sound[0].reduce(0) { max($0, abs($1)) }))
        #expect(!reader.info.containerName.isEmpty && !reader.info.encodingName.isEmpty)
    }
}

import Foundation
import Signal
import Testing

@testable import SoundFiles

/// What other programs read of tags, chapters and the broadcast extension. Without a program, its part is passed over.
@Suite("Tags and chapters in a file")
struct TagsTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    static let markers = [
        Marker(name: "intro", frame: 0), Marker(name: "Vers – zwei", frame: 48_000),
        Marker(name: "サビ", frame: 96_000),
    ]

    static let tags: SoundTags = {
        var tags = SoundTags()
        tags.title = "Größe"
        tags.artist = "Ada"
        tags.album = "First"
        tags.isrc = "DEA122600001"
        tags.date = "2026-11-25"
        tags.tempo = "92.5"
        tags.key = "F#m"
        tags.version = "v2"
        tags.comment = "one take"
        return tags
    }()

    static func format(_ container: Container) -> SoundFormat {
        SoundFormat(
            container: container, encoding: container.isLossy ? .float32 : .pcm24, sampleRate: 48_000,
            channels: 2)
    }

    private func file(_ container: Container, tags: SoundTags = tags) throws -> String {
        let path = workplace.path("tagged.\(container.fileExtension)")
        let tone = (0..<144_000).map { 0.4 * Mathematics.sine(turns: Double($0) / 100) }
        try write([tone, tone], to: path, Self.format(container), markers: Self.markers, tags: tags)
        return path
    }

    @Test("leave the audio as it is", arguments: Container.allCases)
    func audio(_ container: Container) throws {
        let tagged = try SoundReader(path: file(container))
        #expect(tagged.info.frames == 144_000 && tagged.info.container == container.asRead)
        let bare = workplace.path("bare.\(container.fileExtension)")
        let tone = (0..<144_000).map { 0.4 * Mathematics.sine(turns: Double($0) / 100) }
        try write([tone, tone], to: bare, Self.format(container))
        #expect(try drain(tagged) == drain(SoundReader(path: bare)))
    }

    @Test("are what ffprobe shows", arguments: Container.allCases.filter { $0 != .w64 })
    func ffprobe(_ container: Container) throws {
        let path = try file(container)
        let arguments = [
            "-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "default=nw=1", path,
        ]
        guard let shown = try output(of: "ffprobe", arguments) else { return }
        // What RIFF has no words for is in a chunk that ffprobe 5 does not look at.
        let isRIFF = container.asRead == .wav
        let expected = ["Größe", "Ada", "First", "2026-11-25", "one take"]
        for value in expected + (isRIFF ? [] : ["DEA122600001", "92.5", "F#m", "v2"]) {
            #expect(shown.contains("=\(value)"), "\(container): \(value) in \(shown)")
        }
    }

    @Test(
        "ffprobe shows the markers as chapters",
        arguments: Container.allCases.filter { ![.w64, .caf].contains($0) })
    func chapters(_ container: Container) throws {
        let path = try file(container)
        let arguments = ["-v", "error", "-show_chapters", "-of", "json", path]
        guard let shown = try output(of: "ffprobe", arguments) else { return }
        struct Answer: Decodable {
            struct Chapter: Decodable {
                let start_time: String
                let tags: [String: String]
            }
            let chapters: [Chapter]
        }
        let chapters = try JSONDecoder().decode(Answer.self, from: Data(shown.utf8)).chapters
        #expect(chapters.map { $0.tags["title"] } == Self.markers.map(\.name))
        #expect(chapters.compactMap { Double($0.start_time) } == [0, 1, 2])
    }

    @Test("are what exiftool shows", arguments: Container.allCases.filter { ![.w64, .caf].contains($0) })
    func exiftool(_ container: Container) throws {
        let path = try file(container)
        guard let shown = try output(of: "exiftool", ["-a", "-G", path]) else { return }
        for value in ["Größe", "Ada", "First", "DEA122600001", "92.5", "F#m", "one take"] {
            #expect(shown.contains(value), "\(container): \(value) in \(shown)")
        }
    }

    @Test(
        "does not change soxi's view of the length", arguments: [Container.wav, .aiff, .flac, .vorbis])
    func soxi(_ container: Container) throws {
        let path = try file(container)
        if let lines = try output(of: "soxi", ["-s", path]) { #expect(lines == "144000\n") }
    }

    @Test("without any of them a WAV file has a header of 44 bytes")
    func none() throws {
        try write([[0, 0]], to: workplace.path("a.wav"), Self.format(.wav).mono)
        #expect(try workplace.bytes("a.wav").count == 44 + 6)
    }
}

@Suite("A Broadcast Wave file")
struct BroadcastTests {
    let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    private static var broadcast: Broadcast {
        var broadcast = Broadcast()
        broadcast.description = "A mix"
        broadcast.originator = "Ada"
        broadcast.reference = "DEADA0001"
        broadcast.date = "2026-11-25"
        broadcast.time = "13:45:00"
        return broadcast
    }

    private func file(_ loudness: Broadcast.Loudness, frames: Int = 200_000) throws -> [UInt8] {
        let path = workplace.path("a.wav")
        var writer = try SoundWriter(
            path: path, format: TagsTests.format(.bwf), frames: frames,
            header: SoundHeader(markers: TagsTests.markers, tags: TagsTests.tags, broadcast: Self.broadcast))
        let sound = samples(on: .pcm24, channels: 2, frames: frames)
        for block in blocks(of: sound, capacity: 8192) { try writer.write(block) }
        try writer.finish(loudness: loudness)
        return try workplace.bytes("a.wav")
    }

    @Test("has the fields at the offsets of Tech 3285")
    func fields() throws {
        let bytes = try file(
            Broadcast.Loudness(integrated: -23.004, range: 7.25, truePeak: -1.006, momentary: -18.5))
        let start = try #require(bytes.firstRange(of: Array("bext".utf8))).upperBound
        let size = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(size == 604, "602 bytes without a coding history, and two that fill up")
        let chunk = Array(bytes[(start + 4)..<(start + 4 + size)])
        func text(_ range: Range<Int>) -> String {
            String(decoding: chunk[range].prefix { $0 != 0 }, as: UTF8.self)
        }
        #expect(text(0..<256) == "A mix" && text(256..<288) == "Ada" && text(288..<320) == "DEADA0001")
        #expect(text(320..<330) == "2026-11-25" && text(330..<338) == "13:45:00")
        #expect(chunk[338..<346].allSatisfy { $0 == 0 } && chunk[346] == 2 && chunk[347] == 0)
        let fields = (0..<5).map { index in
            Int16(bitPattern: UInt16(chunk[412 + 2 * index]) | UInt16(chunk[413 + 2 * index]) << 8)
        }
        #expect(fields == [-2300, 725, -101, -1850, 0x7FFF])
    }

    @Test("keeps its samples, and is read by the library and by others")
    func read() throws {
        _ = try file(
            Broadcast.Loudness(integrated: -23, range: 7, truePeak: -1, momentary: -18, shortTerm: -20))
        let reader = try SoundReader(path: workplace.path("a.wav"))
        #expect(reader.markers() == TagsTests.markers)
        #expect(try drain(reader) == samples(on: .pcm24, channels: 2, frames: 200_000))
        let probe = ["-v", "error", "-show_entries", "format_tags", workplace.path("a.wav")]
        if let shown = try output(of: "ffprobe", probe) {
            for text in [
                "date=2026-11-25", "encoded_by=Ada", "originator_reference=DEADA0001",
                "creation_time=13:45:00", "coding_history=\n", "title=Größe",
            ] {
                #expect(shown.contains(text), "\(text) in \(shown)")
            }
        }
        if let shown = try output(of: "mediainfo", [workplace.path("a.wav")]), !shown.isEmpty {
            #expect(shown.contains("A mix"))
        }
    }

    @Test("beyond what RIFF holds is RF64, with the same extension")
    func long() throws {
        let path = workplace.path("long.wav")
        let sound = samples(on: .pcm24, channels: 2, frames: 5000)
        var writer = try SoundWriter(
            to: WritableFile(creating: path), format: TagsTests.format(.bwf), frames: 5000,
            header: SoundHeader(broadcast: Self.broadcast), riffLimit: 29_999)
        for block in blocks(of: sound, capacity: 4096) { try writer.write(block) }
        try writer.finish(loudness: Broadcast.Loudness(integrated: -23))
        let bytes = try workplace.bytes("long.wav")
        #expect(bytes.starts(with: Array("RF64".utf8)))
        let start = try #require(bytes.firstRange(of: Array("bext".utf8))).upperBound + 4
        #expect(Array(bytes[start + 412..<start + 414]) == [0x04, 0xF7])
        #expect(try drain(SoundReader(path: path)) == sound)
    }
}

extension SoundFormat {
    fileprivate var mono: SoundFormat {
        SoundFormat(container: container, encoding: encoding, sampleRate: sampleRate, channels: 1)
    }
}

import Foundation
import Testing

/// Where a program is; nil when it is not installed.
func find(_ program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
}

/// What others make of the outputs. A test without its program is skipped.
@Suite("The outputs")
struct OtherProgramsTests {
    private static let production = JSON.production(
        [
            .stem("bass", .tone(), more: ["channels": "stereo"]),
            .stem(
                "lead", .tone(440),
                more: ["channels": "stereo", "format": ["rule": "wav", "encoding": "pcm24"]]),
            .stem(
                "flute", .tone(880),
                more: ["channels": "stereo", "format": ["rule": "flac", "encoding": "pcm16"]]),
            .master("mix", of: ["bass", "lead"], more: ["channels": "stereo", "format": ["rule": "aiff"]]),
            .archive("fast", of: ["mix", "bass"]),
            .archive("small", of: ["mix"], more: ["compression": "small"]),
            .archive("stored", of: ["lead"], more: ["compression": "stored"]),
        ],
        [
            "sampleRate": 48_000, "duration": ["seconds": 1],
            "sections": [
                ["name": "intro", "length": ["beats": 1]],
                ["name": "Strophe größer", "length": ["beats": 0.5]],
            ],
        ])

    private func place() throws -> WorkSpace {
        let place = try WorkSpace(Self.production)
        #expect(try place.build().exit == 0)
        return place
    }

    private func run(_ program: String, _ arguments: String..., in place: WorkSpace) throws -> RunResult {
        try place.start(program: try #require(find(program)), arguments).wait()
    }

    @Test("archives satisfy unzip", .enabled(if: find("unzip") != nil))
    func unzip() throws {
        let place = try place()
        for name in ["fast", "small", "stored"] {
            let result = try run("unzip", "-t", "bounces/\(name).zip", in: place)
            #expect(result.exit == 0 && result.output.contains("No errors detected"), "\(result)")
        }
        #expect(try run("unzip", "-o", "bounces/fast.zip", "-d", "out", in: place).exit == 0)
        #expect(try place.bytes(of: "out/mix.aiff") == place.bytes(of: "bounces/mix.aiff"))
        #expect(try place.bytes(of: "out/bass.wav") == place.bytes(of: "bounces/bass.wav"))
    }

    @Test("archives satisfy Python's zipfile", .enabled(if: find("python3") != nil))
    func zipfile() throws {
        let place = try place()
        let script = """
            import sys, zipfile
            for path in sys.argv[1:]:
                archive = zipfile.ZipFile(path)
                assert archive.testzip() is None
                for name in archive.namelist():
                    if name in ('delivery.json', 'delivery.csv'): continue
                    assert archive.read(name) == open('bounces/' + name, 'rb').read(), name
            """
        let result = try run(
            "python3", "-c", script, "bounces/fast.zip", "bounces/small.zip", "bounces/stored.zip", in: place)
        #expect(result.exit == 0, "\(result)")
    }

    @Test(
        "files have the form and the length that was declared, says ffprobe, and chapters named as the sections",
        .enabled(if: find("ffprobe") != nil))
    func ffprobe() throws {
        let place = try place()
        let forms = [
            ("bass.wav", "pcm_f32le"), ("lead.wav", "pcm_s24le"), ("flute.flac", "flac"),
            ("mix.aiff", "pcm_s24be"),
        ]
        for (file, codec) in forms {
            let result = try run(
                "ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_chapters", "bounces/\(file)",
                in: place)
            let probe = try result.json()
            let stream = probe["streams"][0]
            #expect(stream["codec_name"].text == codec && stream["channels"] == 2, "\(result)")
            #expect(stream["sample_rate"] == "48000" && Double(stream["duration"].text) == 1, "\(result)")
            guard file.hasSuffix(".wav") else { continue }
            let chapters = probe["chapters"].elements
            #expect(chapters.map { $0["tags"]["title"].text } == ["intro", "Strophe größer"], "\(result)")
            #expect(chapters.compactMap { Double($0["start_time"].text) } == [0, 0.5])
        }
    }

    @Test(
        "files have the form and the length that was declared, says soxi", .enabled(if: find("soxi") != nil))
    func soxi() throws {
        let place = try place()
        for file in ["bass.wav", "lead.wav", "flute.flac", "mix.aiff"] {
            for (option, answer) in [("-r", "48000"), ("-c", "2"), ("-s", "48000")] {
                let result = try run("soxi", option, "bounces/\(file)", in: place)
                #expect(result.output == "\(answer)\n", "soxi \(option) \(file): \(result)")
            }
        }
    }
}

import Foundation
import Testing

/// Formats, tags, names and codecs, from the description to the files.
@Suite("A delivery")
struct DeliveryTests {
    private static func production(
        _ targets: [JSON], named: JSON = "{production}_{stem}_{bpm}bpm_{key}", title: String = "Piece"
    ) -> JSON {
        .production(
            targets,
            [
                "name": "demo", "sampleRate": 48_000, "duration": ["seconds": 4], "tempo": 120,
                "channels": "stereo", "named": named,
                "tags": ["title": .text(title), "artist": "Ada", "isrc": "DE-A12-26-00001", "key": "F#m"],
                "sections": [
                    ["name": "intro", "length": ["beats": 4]], ["name": "verse", "length": ["beats": 4]],
                ],
            ])
    }

    private static let formats: [(name: String, format: JSON, file: String)] = [
        ("wav", ["rule": "wav"], "wav"), ("rf64", ["rule": "rf64"], "wav"), ("w64", ["rule": "w64"], "w64"),
        ("bwf", ["rule": "bwf", "description": "mix"], "wav"), ("aiff", ["rule": "aiff"], "aiff"),
        ("caf", ["rule": "caf"], "caf"), ("flac", ["rule": "flac"], "flac"),
        ("vorbis", ["rule": "vorbis"], "ogg"), ("opus", ["rule": "opus"], "opus"),
        ("mp3", ["rule": "mp3"], "mp3"),
    ]

    @Test("in every format holds its gates, is named by its pattern, and is done when it is done")
    func everyFormat() throws {
        let gates: JSON = [
            ["rule": "peak", "atMost": -3], ["rule": "loudness", "target": -12, "tolerance": 6],
        ]
        let targets = Self.formats.map {
            JSON.stem($0.name, .tone(441, level: 0.5), more: ["format": $0.format, "gates": gates])
        }
        let place = try WorkSpace(Self.production(targets))
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        for format in Self.formats {
            #expect(try !place.bytes(of: "bounces/demo_\(format.name)_120bpm_F#m.\(format.file)").isEmpty)
        }
        #expect(try place.build().didNothing)
    }

    @Test("in Wave64 says what it leaves out, and refuses tags that are stated for it alone")
    func wave64() throws {
        let target = JSON.stem("a", .tone(), more: ["format": ["rule": "w64"]])
        let place = try WorkSpace(Self.production([target, .stem("b", .tone())]))
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        // Title, artist, ISRC, key, and the tempo that goes with them.
        let words = "w64 carries no markers and no tags: 2 markers and 5 tags left out"
        #expect(build["a"]["notes"].elements == [.text(words)], "\(build)")
        #expect(build["b"]["notes"].elements == [])
        #expect(try !place.bytes(of: "bounces/demo_a_120bpm_F#m.w64").contains(Data("Piece".utf8)))
        let own = target.with(["tags": ["title": "Alone"]])
        let refused = try place.build(Self.production([own]))
        #expect(refused.exit == 2 && refused.result.errors.contains("'a' is w64, which carries no tags"))
        #expect(refused.result.errors.contains("rf64"), "\(refused)")
    }

    @Test("under another name has the same bytes; the first name again costs nothing")
    func renamed() throws {
        let stem = JSON.stem("bass", .tone())
        let place = try WorkSpace(Self.production([stem]))
        #expect(try place.build().rendered == ["bass"])
        let bytes = try place.bytes(of: "bounces/demo_bass_120bpm_F#m.wav")
        try place.write(Self.production([stem], named: "{stem} {rate}"))
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        #expect(try place.bytes(of: "bounces/bass 48000.wav") == bytes)
        try place.write(Self.production([stem]))
        #expect(try place.build().rendered.isEmpty)
        try place.write(Self.production([stem], title: "Other"))
        #expect(try place.build().rendered == ["bass"])
    }

    @Test("that does not survive a codec says which, and by how much; the measurement is remembered")
    func survival() throws {
        func targets(_ ceiling: Double) -> [JSON] {
            [
                .stem(
                    "mix", .noise(level: 0.9),
                    more: [
                        "gates": [
                            [
                                "rule": "survives", "truePeak": .number(ceiling),
                                "codecs": [
                                    ["rule": "opus", "kbps": 96], ["rule": "mp3", "kbps": 128],
                                    ["rule": "vorbis"], ["rule": "flac"],
                                ],
                            ]
                        ]
                    ])
            ]
        }
        let place = try WorkSpace(Self.production(targets(-6)))
        let broken = try place.build()
        #expect(broken.exit == 3)
        #expect(broken.result.output.contains("survives opus-96, true-peak"), "\(broken)")
        #expect(broken.result.output.contains("dBTP"))
        try place.write(Self.production(targets(12)))
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        try place.write(Self.production(targets(11)))
        #expect(try place.build().judged == ["mix"])
        #expect(place.names(in: "cache/tmp").isEmpty)
    }
}

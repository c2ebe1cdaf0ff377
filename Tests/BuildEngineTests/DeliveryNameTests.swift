import TargetDescription
import Testing

@testable import BuildEngine

@Suite("Names of delivered files, and what files say of the music")
struct DeliveryNameTests {
    static let tone = Instrument.tone(.sine, frequency: 110, level: 0.5)
    static let tags = Tags.tags(
        title: "Piece", isrc: "DE-A12-26-00001", date: "2026-11-25", key: "F#m", version: "v2")

    static func resolve(
        _ targets: [Target], named: String? = nil, tags: Tags? = nil, sampleRate: Int = 48_000,
        format: Format = .wav(.pcm24)
    ) throws -> ResolvedProduction {
        let production = Production(
            "demo", tempo: 92.5, duration: .seconds(2), sampleRate: sampleRate, format: format, tags: tags,
            named: named, targets: targets)
        return try ResolvedProduction(DescriptionDecoder.decode(production.recipe.description()))
    }

    static func refusal(
        _ targets: [Target], named: String? = nil, tags: Tags? = nil, sampleRate: Int = 48_000,
        format: Format = .wav(.pcm24)
    ) -> String? {
        do {
            _ = try resolve(targets, named: named, tags: tags, sampleRate: sampleRate, format: format)
            return nil
        } catch {
            return (error as? Refusal)?.message ?? "\(error)"
        }
    }

    @Test(
        "a pattern is filled in",
        arguments: [
            ("{production}_{stem}_{bpm}bpm_{key}", "demo_bass_92.5bpm_F#m.wav"),
            ("{production}_{stem}_{bpm}bpm_{key}.wav", "demo_bass_92.5bpm_F#m.wav"),
            ("{target} {rate} {bits} {date} {version}", "bass 48000 24 2026-11-25 v2.wav"),
            ("take.one", "take.one.wav"),
        ])
    func filled(pattern: String, name: String) throws {
        let production = try Self.resolve([.stem("bass", Self.tone)], named: pattern, tags: Self.tags)
        #expect(production.targets[0].output == "bounces/\(name)")
        #expect(production.targets[0].name == "bass")
    }

    @Test("a target's own pattern comes first; an archive follows only its own")
    func own() throws {
        let production = try Self.resolve(
            [
                .stem("a", Self.tone), .stem("b", Self.tone, named: "B {bpm}"),
                .archive("all", of: ["a", "b"]), .archive("zip", of: ["a"], named: "{production}-{target}"),
            ], named: "{production} {stem}")
        #expect(
            production.targets.map(\.output) == [
                "bounces/demo a.wav", "bounces/B 92.5.wav", "bounces/all.zip", "bounces/demo-zip.zip",
            ])
    }

    @Test(
        "a pattern that gives no good name is refused, with what to do",
        arguments: [
            ("{stm}", "did you mean {stem}?"), ("{colour}", "there are {production}, {target}"),
            ("{stem", "a brace without its other one"), ("stem}", "a brace without its other one"),
            ("{stem}_{key}", "has none: give it tags: .tags(key: …)"),
            ("{stem}.flac", "ends in .flac, and the file is .wav"),
            ("a/{stem}", "has '/' in it"), ("con.{stem}", "a device on Windows"),
            (String(repeating: "x", count: 199), "at most 200"), ("same", "same"),
        ])
    func refused(pattern: String, words: String) throws {
        let targets = [Target.stem("bass", Self.tone), .stem("Bass 2", Self.tone)]
        let message = try #require(Self.refusal(targets, named: pattern))
        #expect(message.contains(words), "\(message)")
    }

    @Test("names that differ in case or in Unicode's spelling only are refused")
    func collisions() {
        let targets = [
            Target.stem("a", Self.tone, named: "caf\u{E9}"), .stem("b", Self.tone, named: "CAFE\u{301}"),
        ]
        #expect(Self.refusal(targets) != nil)
    }

    @Test("fields of a target's tags come before the production's, and the tempo is the timeline's")
    func tags() throws {
        let production = try Self.resolve(
            [
                .stem("a", Self.tone), .stem("b", Self.tone, tags: .tags(title: "Other", tempo: 185)),
            ], tags: Self.tags)
        let (a, b) = (production.targets[0].tags, production.targets[1].tags)
        #expect(a.title == "Piece" && a.tempo == "92.5" && a.isrc == "DEA122600001")
        #expect(b.title == "Other" && b.tempo == "185" && b.isrc == "DEA122600001" && b.key == "F#m")
        let bare = try Self.resolve([.stem("a", Self.tone)])
        #expect(bare.targets[0].tags.fields.isEmpty)
        let keys = production.graph.declarations[0].components.filter { $0.name.hasPrefix("tags.") }
        #expect(keys.map(\.name).contains("tags.tempo"))
    }

    @Test(
        "codes, dates and keys are held to their form",
        arguments: [
            Tags.tags(isrc: "DE-A12-26-0001"), .tags(isrc: "de-a12-26-00001"), .tags(date: "2026-02-30"),
            .tags(date: "26-01-01"), .tags(date: "2026-13"), .tags(key: "H"), .tags(key: "Cmaj"),
            .tags(title: "a\u{7}b"), .tags(key: "F##"),
        ])
    func notation(tags: Tags) {
        #expect(Self.refusal([.stem("a", Self.tone)], tags: tags) != nil)
    }

    @Test("dates that exist, codes and keys are accepted")
    func goodNotation() {
        for tags in [
            Tags.tags(isrc: "USRC17607839", date: "2024-02-29", key: "Bb"), .tags(date: "2026", key: "Ebm"),
            .tags(title: "What? A/B: \"C\"", date: "2026-02", key: ""),
        ] {
            #expect(Self.refusal([.stem("a", Self.tone)], tags: tags) == nil)
        }
    }

    @Test(
        "a format that does not exist at the production's rate is refused at its line",
        arguments: [
            (Format.opus(), 44_100, "it takes sample rates of 8, 12, 16, 24, 48 kHz"),
            (.mp3(), 96_000, "it takes sample rates"), (.mp3(kbps: 100), 48_000, "it takes 32, 40"),
            (.opus(kbps: 512), 44_100, "it takes sample rates"),
            (.wav(.pcm16, dither: .shaped), 96_000, "made for 44100 and 48000 Hz"),
            (.bwf(description: "größe"), 48_000, "ASCII"), (.bwf(date: "2026-02"), 48_000, "a day"),
            (.bwf(time: "24:00:00"), 48_000, "a time of day"),
        ])
    func formats(format: Format, rate: Int, words: String) throws {
        let message = try #require(
            Self.refusal([.stem("a", Self.tone)], sampleRate: rate, format: format))
        #expect(message.contains(words), "\(message)")
    }

    @Test("a gate names codecs only, at rates that they take")
    func survives() {
        func refusal(_ codecs: [Format], _ rate: Int = 48_000) -> String {
            Self.refusal([.stem("a", Self.tone, gates: [.survives(codecs)])], sampleRate: rate) ?? ""
        }
        #expect(refusal([.wav()]).contains("wav is no codec"))
        #expect(refusal([.opus()], 44_100).contains("opus cannot take 44100 Hz"))
        #expect(refusal([.opus(), .vorbis(), .mp3(), .flac()]).isEmpty)
    }
}

import Foundation
import Testing

/// What the last build proved need not be looked at again; and whatever becomes of that proof, the answer is right.
@Suite("What the ledger of the last build says")
struct LedgerTests {
    /// Twelve stems of a recording each, every one with a process of its own: many targets that have little to do
    /// with each other.
    static let wide = JSON.production(
        (0..<12).flatMap { number -> [JSON] in
            [
                .stem("voice \(number)", .recording("take\(number).wav")),
                .process("low \(number)", from: "voice \(number)", .lowpass()),
            ]
        })

    static func build() throws -> WorkSpace {
        let place = try WorkSpace(wide)
        for number in 0..<12 { try place.write(Sound.take(number % 4), as: "take\(number).wav") }
        try place.build()
        // The recordings are young: only the second build can take them as they are.
        usleep(50_000)
        try place.build()
        #expect(place.exists("cache/ledger"))
        return place
    }

    @Test("every target is reported, also those that nobody had to look at")
    func reports() throws {
        let place = try Self.build()
        let null = try place.build()
        #expect(null.didNothing, "\(null)")
        #expect(Set(null.outcomes.keys) == Set(Self.wide.targetNames))
        try place.write(Sound.take(3), as: "take4.wav")
        let edited = try place.build()
        #expect(edited.rendered == ["low 4", "voice 4"], "\(edited)")
        #expect(Set(edited.outcomes.keys) == Set(Self.wide.targetNames))
        #expect(edited.outcomes["low 5"] == "fresh")
    }

    @Test("status lists every target in one order, whatever is in question")
    func status() throws {
        let place = try Self.build()
        func names() throws -> [String] {
            try place.run("-f", "production.json", "status", "--json").json()["targets"].elements.map {
                $0["name"].text
            }
        }
        let whole = try names()
        #expect(Set(whole) == Set(Self.wide.targetNames))
        try place.write(Sound.take(3), as: "take4.wav")
        #expect(try names() == whole)
        #expect(
            try place.run("-f", "production.json", "status").output.contains(
                "of 24 targets are not up to date"))
        #expect(try place.run("-f", "production.json", "why", "low 4").output.contains("take4.wav"))
        #expect(try place.run("-f", "production.json", "why", "low 5").output.contains("is up to date"))
    }

    @Test("a target can be asked for by its name, and one that does not exist is refused")
    func names() throws {
        let place = try Self.build()
        try place.write(Sound.take(3), as: "take4.wav")
        let other = try place.build(nil, "low 5")
        #expect(other.didNothing, "\(other)")
        #expect(other.outcomes.keys.sorted() == ["low 5", "voice 5"])
        #expect(try place.build(nil, "low 4").rendered == ["low 4", "voice 4"])
        #expect(try place.run("-f", "production.json", "build", "low 44").exit == 2)
    }

    /// Where a library is, as the loader knows it; nil where it is not installed.
    private static func path(of library: String, _ place: WorkSpace) throws -> String? {
        let program = find("ldconfig") ?? "/sbin/ldconfig"
        let listed = try place.start(program: program, ["-p"]).wait()
        return listed.lines.first { $0.contains(library) }?.components(separatedBy: "=> ").last
    }

    /// A tar, with libarchive in a directory of its own.
    private static func withTar() throws -> (place: WorkSpace, library: URL) {
        let place = try WorkSpace(
            .production([
                .stem("voice", .tone()), .archive("all", of: ["voice"], more: ["compression": "zstd"]),
            ]))
        let library = place.url("libraries/libarchive.so.13")
        let path = try #require(try Self.path(of: "libarchive.so.13", place))
        try place.write(Data(contentsOf: URL(filePath: path)), as: "libraries/libarchive.so.13")
        return (place, library)
    }

    @Test(
        "covers a tar: nobody loads libarchive to find nothing to do, and another file of it is looked at",
        .enabled(if: FileManager.default.fileExists(atPath: "/etc/ld.so.cache")))
    func tar() throws {
        let (place, library) = try Self.withTar()
        let environment = ["LD_LIBRARY_PATH": library.deletingLastPathComponent().path]
        // The loader says which files it loads.
        let telling = environment.merging(["LD_DEBUG": "files"]) { first, _ in first }
        let build = try place.build(environment: telling)
        #expect(build.exit == 0 && build.result.errors.contains(library.path), "\(build)")
        usleep(50_000)
        try place.build(environment: environment)
        #expect(place.exists("cache/ledger"))
        let null = try place.build(environment: telling)
        #expect(null.didNothing && !null.result.errors.contains("libarchive"))

        let bytes = try place.bytes(of: "libraries/libarchive.so.13")
        try FileManager.default.removeItem(at: library)
        try bytes.write(to: library)
        let looked = try place.build(environment: telling)
        #expect(looked.didNothing && looked.result.errors.contains(library.path))
        // Another place to look for libraries is another matter.
        let elsewhere = try place.build(environment: ["LD_DEBUG": "files"])
        #expect(elsewhere.exit == 0 && elsewhere.result.errors.contains("libarchive"))
        try FileManager.default.removeItem(at: library)
        let gone = try place.build(environment: telling)
        #expect(gone.exit == 0 && gone.result.errors.contains("libarchive"))
    }

    private static let font = "/usr/share/sounds/sf2/TimGM6mb.sf2"

    @Test(
        "covers a SoundFont: another libfluidsynth is looked at",
        .enabled(if: FileManager.default.fileExists(atPath: font)))
    func soundFont() throws {
        let part: JSON = [
            "rule": "soundFont", "font": .text(Self.font), "phrases": [["rule": "phrase", "notes": "C4"]],
        ]
        let place = try WorkSpace(.production([.stem("voice", part)], ["sampleRate": 48_000]))
        guard let path = try Self.path(of: "libfluidsynth.so.3", place) else { return }
        try place.write(Data(contentsOf: URL(filePath: path)), as: "libraries/libfluidsynth.so.3")
        let environment = ["LD_LIBRARY_PATH": place.url("libraries").path, "LD_DEBUG": "files"]
        let build = try place.build(environment: environment)
        try #require(build.exit == 0, "\(build.result.output)")
        usleep(50_000)
        try place.build(environment: environment)
        let null = try place.build(environment: environment)
        #expect(null.didNothing && !null.result.errors.contains("libfluidsynth"))
        try place.remove("libraries/libfluidsynth.so.3")
        try place.write(Data(contentsOf: URL(filePath: path)), as: "libraries/libfluidsynth.so.3")
        let looked = try place.build(environment: environment)
        #expect(looked.didNothing && looked.result.errors.contains("libraries/libfluidsynth.so.3"))
    }

    @Test(
        "damaged anywhere, cut off, empty or of an earlier state: the builds are those without it",
        arguments: 0..<12)
    func damaged(round: Int) throws {
        let place = try Self.build()
        let ledger = try place.bytes(of: "cache/ledger")
        try place.write(Sound.take(3), as: "take4.wav")
        try place.build()
        let expected = try place.outputs()
        var bytes = ledger
        switch round {
        case 0: bytes = Data()
        case 1: bytes = bytes.prefix(bytes.count / 2)
        case 2: break
        default: bytes[bytes.count * round / 12 - 1] ^= 1 << (round % 8)
        }
        try place.write(bytes, as: "cache/ledger")
        #expect(try place.build().didNothing)
        #expect(try place.outputs() == expected)
        try place.write(bytes, as: "cache/ledger")
        try place.write(Data("not what it was".utf8), as: "bounces/low 7.wav")
        #expect(try place.build().rendered == ["low 7"])
        #expect(try place.outputs().filter { expected.keys.contains($0.key) } == expected)
    }

    @Test("with a gate that was made stricter and put back, what is judged is what the description says")
    func gates() throws {
        let place = try Self.build()
        var strict = Self.wide
        strict[target: "low 3"]["gates"] = [["rule": "peak", "atMost": -90]]
        #expect(try place.build(strict).exit == 3)
        #expect(try place.build(strict).exit == 3)
        #expect(try place.build(Self.wide).exit == 0)
        #expect(try place.build(strict).exit == 3)
    }
}

import Foundation
import Testing

/// A description that is not one.
struct BadDescription: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let words: [String]

    init(_ name: String, text: String, words: String...) {
        testDescription = name
        self.text = text
        self.words = words
    }

    init(_ name: String, _ production: JSON, words: String...) {
        testDescription = name
        text = (try? String(decoding: production.data(), as: UTF8.self)) ?? ""
        self.words = words
    }

    private static func naming(_ name: String) -> JSON { .production([.stem(name, .tone())]) }

    static let all = [
        BadDescription("an empty file", text: "", words: "this is not JSON"),
        BadDescription("half a file", text: "{\"schema\": 1, \"name\": ", words: "this is not JSON"),
        BadDescription("bytes that are no text", text: "{\"schema\": 1\u{0}}", words: "this is not JSON"),
        BadDescription("a list", text: "[]", words: "expected an object, found a list of 0"),
        BadDescription("another schema", JSON.song.with(["schema": 2]), words: "schema 2", "reads 1"),
        BadDescription("no schema", JSON.song.with(["schema": .null]), words: "\"schema\" is missing"),
        BadDescription(
            "an unknown key", JSON.song.with(["tempoo": 100]), words: "no parameter 'tempoo'",
            "did you mean 'tempo'?"),
        BadDescription(
            "an unknown key deep inside",
            .production([.stem("bass", JSON.tone().with(["line": 12, "pitch": 3]))]),
            words: "production.json:12: ", "targets[0].instruments[0]", "no parameter 'pitch'"),
        BadDescription(
            "an unknown rule", .production([["rule": "stemm", "name": "bass"]]), words: "targets[0]",
            "did you mean 'stem'?"),
        BadDescription(
            "a missing parameter", .production([.stem("bass", ["rule": "tone", "level": 1])]),
            words: "targets[0].instruments[0]", "tone needs 'frequency'"),
        BadDescription(
            "text in place of a number", .production([.stem("bass", JSON.tone().with(["level": "loud"]))]),
            words: "level: expected a number from 0 to 1", "found \"loud\""),
        BadDescription(
            "a time without a unit", JSON.song.with(["duration": 3]), words: "duration: expected", "found 3"),
        BadDescription(
            "a time before the start", JSON.song.with(["duration": ["seconds": -1]]), words: "duration",
            "not negative"),
        BadDescription(
            "no length", JSON.song.with(["duration": .null]), words: "the production has no length"),
        BadDescription(
            "more than a day", JSON.song.with(["duration": ["seconds": 1e9]]), words: "hours: at most 24"),
        BadDescription("a NUL in a name", naming("ba\u{0}ss"), words: "control character"),
        BadDescription("a line feed in a name", naming("ba\nss"), words: "control character"),
        BadDescription(
            "ten kilobytes of name", naming(String(repeating: "n", count: 10_240)),
            words: "has 10240 bytes: at most 200"),
        BadDescription("the directory above", naming(".."), words: "'..' means a directory"),
        BadDescription("a path", naming("../../bass"), words: "'/' in it"),
        BadDescription("a name like an option", naming("-f"), words: "begins with '-'"),
        BadDescription("no name", naming(""), words: "the name is empty"),
        BadDescription(
            "two names that differ in their Unicode form only",
            .production([.stem("caf\u{E9}", .tone()), .stem("cafe\u{301}", .tone())]),
            words: "two targets are called"),
        BadDescription(
            "a mix of an archive",
            .production([.stem("a", .tone()), .archive("z", of: ["a"]), .master("m", of: ["z"])]),
            words: "'m' is made from 'z', which is an archive"),
        BadDescription(
            "a mix of a reference", .production([.reference("r", file: "r.wav"), .master("m", of: ["r"])]),
            words: "only checks a file"),
        BadDescription(
            "a target of itself", .production([.process("a", from: "a")]), words: "a → a"),
        BadDescription(
            "a long cycle",
            .production((0..<50).map { .process("p\($0)", from: "p\(($0 + 1) % 50)") }), words: "p1 → p0"),
        BadDescription(
            "a hundred thousand brackets", text: String(repeating: "[", count: 100_000),
            words: "there are more than 500 lists and objects within each other"),
        BadDescription(
            "brackets inside of a description",
            text:
                "{\"schema\":1,\"name\":\"x\",\"targets\":\(String(repeating: "[", count: 400))\(String(repeating: "]", count: 400))}",
            words: "targets"),
    ]
}

@Suite("A description as JSON")
struct DescriptionTests {
    @Test("that cannot stand is refused with status 2 and the place", arguments: BadDescription.all)
    func refused(_ description: BadDescription) throws {
        let place = try WorkSpace()
        try place.write(description.text, as: "production.json")
        let result = try place.run("-f", "production.json")
        #expect(result.exit == 2, "\(result)")
        for word in ["production.json"] + description.words {
            #expect(result.errors.contains(word), "\(word) is missing: \(result.errors.prefix(2_000))")
        }
        #expect(place.names(in: ".") == ["production.json"])
    }

    @Test("that is not there is said to be missing")
    func missing() throws {
        let result = try WorkSpace().run("-f", "nowhere.json")
        #expect(result.exit == 2 && result.errors.contains("nowhere.json here"), "\(result)")
    }

    @Test("of two thousand targets is checked and built")
    func many() throws {
        let stems = (0..<2_000).map { JSON.stem("s\($0)", .tone(), more: ["duration": ["frames": 8]]) }
        let place = try WorkSpace(.production(stems))
        let build = try place.build()
        #expect(build.exit == 0 && build.rendered.count == 2_000)
        #expect(try place.build().didNothing)
    }
}

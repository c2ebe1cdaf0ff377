import Foundation
import Testing

@Suite("A name that Unicode can spell in two ways, or hide something in")
struct NameSpellingTests {
    @Test("names two recordings: refused, since one text would stand for two files")
    func twoSpellings() throws {
        let files = ["caf\u{E9}.wav", "cafe\u{301}.wav"]
        let place = try WorkSpace(
            .production([.stem("one", .recording(files[0])), .stem("two", .recording(files[1]))]))
        for (number, file) in files.enumerated() { try place.write(Sound.take(number), as: file) }
        let build = try place.build()
        #expect(build.exit == 2, "\(build)")
        #expect(build.result.errors.contains("other code points: rename one of the files"), "\(build)")
        // One spelling, twice, is one file.
        let same = JSON.production(["one", "two"].map { .stem($0, .recording(files[1])) })
        let good = try place.build(same)
        #expect(good.exit == 0, "\(good)")
        #expect(try place.outputs() == cleanOutputs(same, files: [files[1]: Sound.take(1)]))
    }

    @Test(
        "has a slash under its mark: refused, and nothing is written anywhere",
        arguments: ["../\u{301}", "..\u{301}/bass", "a/\u{338}b", "\u{301}/bass", "a\\\u{301}"])
    func hiddenSlash(name: String) throws {
        let place = try WorkSpace(.production([.stem(name, .tone())]))
        let build = try place.build()
        #expect(build.exit == 2, "\(build)")
        #expect(build.result.errors.contains("which file names cannot have everywhere"), "\(build)")
        #expect(place.names(in: ".") == ["production.json"])
        let above = try FileManager.default.contentsOfDirectory(atPath: place.beside("").path)
        // The events that were asked for say that it was refused.
        #expect(
            above.allSatisfy { $0 == "production" || $0 == "events.jsonl" || $0.hasPrefix("output-") },
            "\(above)")
    }

    @Test("has an ampersand under its mark: the JUnit file is well-formed all the same")
    func junit() throws {
        let name = "a&\u{301}b"
        var production = JSON.production([.stem(name, .tone()), .process("next", from: name)])
        let place = try WorkSpace(production)
        let file = place.beside("junit.xml")
        #expect(try place.build(nil, "--junit", file.path).exit == 0)
        #expect(try TestCases(readingFrom: file).all.contains("\(name) finite"))
        production[target: name]["gates"] = [["rule": "peak", "atMost": -60]]
        #expect(try place.build(production, "--junit", file.path).exit == 3)
        let cases = try TestCases(readingFrom: file)
        #expect(cases.failed == ["\(name) peak"] && cases.skipped == ["next build"])
    }
}

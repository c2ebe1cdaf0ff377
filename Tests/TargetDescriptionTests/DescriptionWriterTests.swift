import Foundation
import TargetDescription
import Testing

/// The JSON that a manifest emits, read by a parser that knows nothing of it.
@Suite struct DescriptionWriterTests {
    func parsed(_ production: Production) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(production.recipe.description()))
        return try #require(object as? [String: Any])
    }

    @Test(
        "any text comes back as it was",
        arguments: [
            "plain", "with \"quotes\"", "back\\slash", "a/b", "line\nfeed", "tab\tand\rreturn", "\u{0}NUL",
            "\u{1}\u{1F}\u{7F}",
            "größe 音 🎵", "e\u{301}", "\u{2028}\u{2029}", "\u{FFFF}", "\u{10FFFF}", "{\"key\": [1]}", "",
        ])
    func texts(text: String) throws {
        let production = Production(text, targets: [.reference("ref", file: text)])
        let description = try parsed(production)
        #expect((description["name"] as? String).map { Array($0.utf8) } == Array(text.utf8))
        let targets = try #require(description["targets"] as? [[String: Any]])
        #expect((targets.first?["file"] as? String).map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(
        "a number comes back to the last bit",
        arguments: [
            0, 1, -1, 0.1, 1.0 / 3, 1e-300, Double.leastNonzeroMagnitude, 1e15, 1e16, 1.7976931348623157e308,
            -123_456.789, 9_007_199_254_740_991,
        ])
    func numbers(number: Double) throws {
        let description = try parsed(Production("p", tempo: number, targets: []))
        #expect((description["tempo"] as? Double)?.bitPattern == number.bitPattern)
    }

    @Test(
        "what is not finite travels as text: JSON has no number for it",
        arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(number: Double) throws {
        let description = try parsed(Production("p", tempo: number, duration: .seconds(number), targets: []))
        #expect(description["tempo"] as? String == "\(number)")
        #expect((description["duration"] as? [String: Any])?["seconds"] as? String == "\(number)")
    }

    @Test("the schema comes first, the line with every recipe, and what was left out not at all")
    func form() throws {
        let production = Production(
            "p", sections: [.section("verse", bars: 2, line: 12)],
            targets: [.stem("bass", .tone(.saw, frequency: 55, level: 0.5, line: 31), line: 30)], line: 10)
        let text = String(decoding: production.recipe.description(), as: UTF8.self)
        #expect(text.hasPrefix("{\n  \"schema\": 1,\n"))
        #expect(text.hasSuffix("}\n"))
        let description = try parsed(production)
        #expect(description["line"] as? Int == 10)
        #expect(description["duration"] == nil)
        let stem = try #require((description["targets"] as? [[String: Any]])?.first)
        #expect(stem["rule"] as? String == "stem")
        #expect(stem["line"] as? Int == 30)
        #expect(stem["format"] == nil && stem["duration"] == nil && stem["channels"] == nil)
        #expect((stem["instruments"] as? [[String: Any]])?.first?["line"] as? Int == 31)
        #expect(
            (description["sections"] as? [[String: Any]])?.first?["length"] as? [String: Double] == [
                "bars": 2
            ])
    }

    @Test("one target or section takes one line, so that two descriptions can be compared by line")
    func layout() {
        let targets: [Target] = (0..<3).map { .stem("t\($0)", .tone(.sine, frequency: 100, level: 1)) }
        let text = String(decoding: Production("p", targets: targets).recipe.description(), as: UTF8.self)
        for index in 0..<3 {
            #expect(text.split(separator: "\n").count { $0.contains("\"t\(index)\"") } == 1)
        }
    }
}

import TargetDescription
import Testing

@testable import BuildEngine

/// What a description may not say, and how it is told: with the line, the place, what was expected and found.
@Suite struct DecoderStrictnessTests {
    func refusal(_ text: String) -> Refusal? {
        #expect(throws: Refusal.self) { try DescriptionDecoder.decode(Array(text.utf8)) }
    }

    /// A production around one target, which stands in line 7.
    static func production(_ target: String) -> String {
        #"{"schema": 1, "rule": "production", "line": 3, "name": "p", "targets": [{"line": 7, \#(target)}]}"#
    }

    static func stem(_ more: String) -> String {
        production(
            #""rule": "stem", "name": "s", "instruments": [{"rule": "noise", "level": 1, "line": 8}], \#(more)"#
        )
    }

    static func tone(_ members: String) -> String {
        production(#""rule": "stem", "name": "s", "instruments": [{"rule": "tone", \#(members)}]"#)
    }

    @Test(
        "a mistake is refused with its line, its place, what was expected and what was found",
        arguments: [
            // Unknown words.
            (
                tone(#""frequncy": 110, "level": 1"#), 7, "targets[0].instruments[0]",
                "tone has no parameter 'frequncy': did you mean 'frequency'?"
            ),
            (
                tone(#""frequency": 110, "level": 1, "colour": "x""#), 7, "targets[0].instruments[0]",
                "tone has no parameter 'colour': it has wave, frequency, level"
            ),
            (
                stem(#""schema": 1"#), 7, "targets[0]",
                "stem has no parameter 'schema': it has name, instruments, sections, duration, channels, effects, format, tags, named, gates"
            ),
            (
                production(#""rule": "stme", "name": "s""#), 7, "targets[0]",
                "'stme' is not a target: did you mean 'stem'?"
            ),
            (
                stem(#""effects": [{"rule": "shimmer"}]"#), 7, "targets[0].effects[0]",
                "'shimmer' is not an effect: \(Catalogue.names(in: .effect).joined(separator: ", "))"
            ),
            (
                stem(#""effects": [{"rule": "tone", "line": 9}]"#), 9, "targets[0].effects[0]",
                "'tone' is not an effect: \(Catalogue.names(in: .effect).joined(separator: ", "))"
            ),
            // Missing ones.
            (
                production(#""name": "s""#), 7, "targets[0]",
                "\"rule\" is missing: expected a target: reference, stem, process, bus, master, midi, archive"
            ),
            (
                production(#""rule": 4, "name": "s""#), 7, "targets[0]",
                "\"rule\" is missing: expected a target: reference, stem, process, bus, master, midi, archive"
            ),
            (
                tone(#""level": 1"#), 7, "targets[0].instruments[0]",
                "tone needs 'frequency': a number from 0.1 to 192000 Hz, or a curve of such"
            ),
            (
                tone(#""frequency": null, "level": 1"#), 7, "targets[0].instruments[0]",
                "tone needs 'frequency': a number from 0.1 to 192000 Hz, or a curve of such"
            ),
            (
                production(#""rule": "master", "name": "m""#), 7, "targets[0]",
                "master needs 'inputs': a list of at least 1 of an input"
            ),
            // Other shapes.
            (
                tone(#""frequency": "110", "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found \"110\""
            ),
            (
                tone(#""frequency": true, "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found true"
            ),
            (
                tone(#""frequency": [1, 2], "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found a list of 2"
            ),
            (
                tone(#""frequency": {"a": 1, "b": 2}, "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found an object with a, b"
            ),
            (
                tone(#""frequency": 1e999, "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found a number beyond all bounds"
            ),
            (
                stem(#""duration": 3"#), 7, "targets[0].duration",
                "expected a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative, found 3"
            ),
            (
                stem(#""sections": "verse""#), 7, "targets[0].sections",
                "expected a list of the name of a section, found \"verse\""
            ),
            (
                stem(#""sections": [1]"#), 7, "targets[0].sections[0]",
                "expected the name of a section, found 1"
            ),
            (stem(#""effects": [3]"#), 7, "targets[0].effects[0]", "expected an object, found 3"),
            (stem(#""effects": [null]"#), 7, "targets[0].effects[0]", "expected an object, found null"),
            (stem(#""format": "wav""#), 7, "targets[0].format", "expected an object, found \"wav\""),
            // Out of range.
            (
                tone(#""frequency": 0.05, "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found 0.05"
            ),
            (
                tone(#""frequency": 110, "level": 1.5"#), 7, "targets[0].instruments[0].level",
                "expected a number from 0 to 1 of full scale, or a curve of such, found 1.5"
            ),
            (
                tone(#""frequency": 110, "level": 1, "wave": "sinus""#), 7, "targets[0].instruments[0].wave",
                "expected one of sine, saw, square, triangle, found \"sinus\""
            ),
            (
                stem(#""effects": [{"rule": "lowpass", "frequency": 100, "order": 2.5}]"#), 7,
                "targets[0].effects[0].order",
                "expected a whole number from 1 to 16, found 2.5"
            ),
            (
                stem(#""effects": [{"rule": "lowpass", "frequency": 100, "order": 1e30}]"#), 7,
                "targets[0].effects[0].order",
                "expected a whole number from 1 to 16, found 1e+30"
            ),
            (
                stem(#""effects": [{"rule": "gain", "gain": {"decibels": 40}}]"#), 7,
                "targets[0].effects[0].gain",
                "expected a gain, such as {\"decibels\": -6} (-144 to 36) or {\"linear\": 0.5} (0 to 64), or a curve of decibels, found {\"decibels\": 40}"
            ),
            (
                stem(#""duration": {"seconds": -1}"#), 7, "targets[0].duration",
                "expected a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative, found {\"seconds\": -1}"
            ),
            (
                stem(#""duration": {"hours": 1}"#), 7, "targets[0].duration",
                "expected a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative, found {\"hours\": 1}"
            ),
            (
                stem(#""duration": {"seconds": 1, "beats": 2}"#), 7, "targets[0].duration",
                "expected a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative, found an object with beats, seconds"
            ),
            (
                production(#""rule": "stem", "name": "s", "instruments": []"#), 7, "targets[0].instruments",
                "expected a list of at least 1 of an instrument, found a list of 0"
            ),
            // Not finite: as the writer lets them travel.
            (
                tone(#""frequency": "nan", "level": 1"#), 7, "targets[0].instruments[0].frequency",
                "expected a number from 0.1 to 192000 Hz, or a curve of such, found \"nan\""
            ),
            (
                stem(#""duration": {"seconds": "inf"}"#), 7, "targets[0].duration",
                "expected a time, such as {\"seconds\": 1.5}, {\"beats\": 4}, {\"bars\": 2} or {\"frames\": 4800}, not negative, found {\"seconds\": \"inf\"}"
            ),
            // The document.
            (
                #"{"schema": 2, "name": "p", "targets": []}"#, 0, "",
                "the description is of schema 2, and this bounce reads 1"
            ),
            (
                #"{"name": "p", "targets": []}"#, 0, "",
                "\"schema\" is missing: this bounce reads \"schema\": 1"
            ),
            (
                #"{"schema": "1", "name": "p", "targets": []}"#, 0, "",
                "\"schema\" is missing: this bounce reads \"schema\": 1"
            ),
            (
                #"{"schema": 1, "line": 4, "name": "p"}"#, 4, "",
                "production needs 'targets': a list of a target"
            ),
            (
                #"{"schema": 1, "rule": "stem", "name": "p", "targets": []}"#, 0, "",
                "'stem' is not a production: production"
            ),
            ("[]", 0, "", "expected an object, found a list of 0"),
            ("3", 0, "", "expected an object, found 3"),
            ("null", 0, "", "expected an object, found null"),
        ] as [(String, Int, String, String)])
    func table(text: String, line: Int, path: String, message: String) {
        let found = refusal(text)
        #expect(found == Refusal(line: line, path: path, message))
    }

    @Test(
        "what is not JSON is called that",
        arguments: ["", " ", "{", "{'schema': 1}", "nope", "{\"schema\": 1} x", "\u{FEFF}\u{0}"])
    func notJSON(text: String) {
        let message = refusal(text)?.message ?? ""
        #expect(message.hasPrefix("this is not JSON: "))
        #expect(message.count > 20)
    }

    @Test("bytes that are no UTF-8 are not JSON")
    func notUTF8() {
        #expect(throws: Refusal.self) {
            try DescriptionDecoder.decode([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D])
        }
    }

    @Test("deep nesting is refused, wherever it is, and does not crash", arguments: [1_000, 100_000])
    func deep(depth: Int) {
        let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        _ = refusal(lists)
        _ = refusal(DecoderStrictnessTests.stem(#""effects": \#(lists)"#))
        let objects = String(repeating: "{\"a\":", count: depth) + "1" + String(repeating: "}", count: depth)
        _ = refusal(DecoderStrictnessTests.stem(#""duration": \#(objects)"#))
        _ = refusal(String(repeating: "[", count: depth))
    }

    @Test("an object of objects in the place of a number is told in one line")
    func nestedFinding() {
        let found = refusal(
            DecoderStrictnessTests.tone(#""frequency": {"a": {"b": {"c": [1]}}}, "level": 1"#))
        #expect(
            found?.message
                == "expected a number from 0.1 to 192000 Hz, or a curve of such, found {\"a\": {\"b\": {\"c\": a list of 1}}}"
        )
    }

    @Test("a list that is longer than any production needs is refused")
    func longList() {
        let inputs = Array(repeating: #"{"target": "a"}"#, count: 10_001).joined(separator: ",")
        let found = refusal(
            DecoderStrictnessTests.production(#""rule": "master", "name": "m", "inputs": [\#(inputs)]"#))
        #expect(found?.path == "targets[0].inputs")
        #expect(found?.message.hasSuffix("found a list of 10001") == true)
    }

    @Test("a curve where a number cannot move is refused, and says why", arguments: Catalogue.rules.indices)
    func still(index: Int) throws {
        let rule = Catalogue.rules[index]
        let curve = Automation.curve([.point(1), .point(2, at: .beats(4))], line: 1).value
        for parameter in rule.parameters {
            guard let stillness = rule.stillness(of: parameter) else { continue }
            let isList = if case .list = parameter.kind { true } else { false }
            let value = isList ? Value.list([curve]) : curve
            let production = Examples.wrapped(Examples.recipe(rule, parameter.name, value))
            let found = #expect(throws: Refusal.self) {
                try DescriptionDecoder.decode(production.description())
            }
            let message = "the \(rule.name)'s '\(parameter.name)' cannot follow a curve: \(stillness.reason)"
            #expect(found?.message.hasPrefix(message) == true, "\(found?.message ?? "accepted")")
            #expect(found?.path.hasSuffix(parameter.name) == true)
        }
    }

    @Test(
        "every number of the catalogue refuses what is not finite, with its place",
        arguments: Catalogue.rules.indices)
    func notFinite(index: Int) throws {
        let rule = Catalogue.rules[index]
        for parameter in rule.parameters {
            for bad in [Double.nan, .infinity, -.infinity] {
                let value: Value
                switch parameter.kind {
                case .number: value = .number(bad)
                case .time: value = .quantity(bad, .beats)
                case .gain: value = .quantity(bad, .decibels)
                case .size: value = .quantity(bad, .gibibytes)
                default: continue
                }
                let production = Examples.wrapped(Examples.recipe(rule, parameter.name, value))
                let found = #expect(throws: Refusal.self) {
                    try DescriptionDecoder.decode(production.description())
                }
                #expect(found?.path.hasSuffix(parameter.name) == true, "\(rule.name).\(parameter.name)")
                #expect(found?.message.contains("\(bad)") == true)
            }
        }
    }
}

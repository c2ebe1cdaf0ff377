import Foundation
import Testing

@Suite("A rendering that cannot be done")
struct RenderFailureTests {
    /// An input that is of no use, and what is said of it.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let file: Data?
        let words: [String]
    }

    static let cases = [
        Case(testDescription: "a missing file", file: nil, words: ["take.wav", "does not exist"]),
        Case(
            testDescription: "another sample rate", file: Sound.take(1, rate: 16_000),
            words: ["take.wav", "16000 Hz", "8000 Hz", "resample: true"]),
        Case(
            testDescription: "a file that was cut off", file: Sound.take(1).dropLast(100),
            words: ["take.wav"]),
        Case(testDescription: "a text", file: Data("This is not a sound.\n".utf8), words: ["take.wav"]),
        Case(testDescription: "an empty file", file: Data(), words: ["take.wav"]),
    ]

    @Test("ends with status 1 and names the file; the last good output stays", arguments: cases)
    func badInput(_ input: Case) throws {
        let production = JSON.production([
            .stem("voice", .recording("take.wav")), .process("low", from: "voice", .lowpass()),
        ])
        let place = try WorkSpace(production)
        try place.write(Sound.take(1), as: "take.wav")
        try place.build()
        let good = try place.outputs()
        try place.remove("take.wav")
        if let file = input.file { try place.write(file, as: "take.wav") }
        let build = try place.build()
        #expect(build.exit == 1, "\(build)")
        #expect(build.failed == ["voice"] && build.blocked == ["low"])
        for word in input.words { #expect(build["voice"]["problem"].text.contains(word), "\(build)") }
        #expect(build.result.lines.last?.contains("take.wav") == true, "\(build)")
        #expect(try place.outputs() == good)
        #expect(place.names(in: "cache/tmp") == [])
        try place.write(Sound.take(1), as: "take.wav")
        #expect(try place.build().didNothing)
    }

    @Test("a stereo recording in a mono stem names the ways out")
    func channels() throws {
        let place = try WorkSpace(.production([.stem("voice", .recording("take.wav"))]))
        try place.write(Sound.wav([0, 0.1, 0.2, 0.3], channels: 2), as: "take.wav")
        let build = try place.build()
        #expect(build.exit == 1)
        #expect(build["voice"]["problem"].text.contains(".mix"), "\(build)")
    }

    @Test("fades that are longer than the stem are refused")
    func fades() throws {
        let effects: JSON = ["effects": [["rule": "fade", "in": ["seconds": 0.2], "out": ["seconds": 0.2]]]]
        let build = try WorkSpace(.production([.stem("voice", .tone(), more: effects)])).build()
        #expect(build.exit == 1 || build.exit == 2, "\(build)")
        #expect(build.result.text.contains("fade"))
    }

    @Test(
        "an input that is a directory is said to be one",
        arguments: [JSON.stem("voice", .recording("take.wav")), .reference("voice", file: "take.wav")])
    func directory(_ target: JSON) throws {
        let place = try WorkSpace(.production([target]))
        try place.write("", as: "take.wav/file")
        let result = try place.build().result
        #expect([1, 7].contains(result.exit), "\(result)")
        #expect(result.text.contains("take.wav is a directory, and not a regular file"), "\(result)")
    }
}

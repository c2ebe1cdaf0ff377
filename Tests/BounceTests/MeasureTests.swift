import Foundation
import Testing

/// `bounce measure` and `bounce presets`, on files from anywhere.
@Suite("bounce measure")
struct MeasureTests {
    private func place(_ files: [String: Data]) throws -> WorkSpace {
        let place = try WorkSpace()
        for (name, data) in files { try place.write(data, as: name) }
        return place
    }

    /// Half a second of a tone at 8 kHz.
    private static let tone = Sound.wav(
        (0..<4_000).map { Float(0.5 * sin(2 * Double.pi * 250 * (Double($0) + 0.5) / 8_000)) })

    @Test("every measurement of a file is printed, with its unit, and nothing is left behind")
    func everything() throws {
        let place = try place(["tone.wav": MeasureTests.tone])
        let result = try place.run("measure", "tone.wav", "--json")
        #expect(result.exit == 0, "\(result)")
        let file = try result.json()["files"][0]
        #expect(file["passed"].flag == true && file["frames"] == 4_000 && file["seconds"] == 0.5)
        let names = file["measurements"].elements.map { $0["name"].text }
        for name in ["peak", "true-peak", "loudness", "rms", "crest", "correlation", "band.16000"] {
            #expect(names.contains(name))
        }
        #expect(!names.contains("onset-distance"))
        let peak = file["measurements"].elements.first { $0["name"] == "peak" } ?? .null
        #expect(peak["unit"] == "dBFS")
        #expect(abs((peak["value"].number ?? 0) + 6.02) < 0.05)
        let correlation = file["measurements"].elements.first { $0["name"] == "correlation" } ?? .null
        #expect(correlation["value"] == .null && !correlation["reason"].text.isEmpty)
        #expect(place.names(in: "") == ["tone.wav"])
        let text = try place.run("measure", "tone.wav").output
        #expect(text.contains("tone.wav: 0.500 s, 8000 Hz, 1 ch, float32 WAV"))
    }

    @Test("a grid measures onsets, and what is none is refused")
    func grid() throws {
        let place = try place(["tone.wav": MeasureTests.tone])
        let file = try place.run("measure", "tone.wav", "--grid", "120/4", "--json").json()["files"][0]
        #expect(file["measurements"].elements.contains { $0["name"] == "onset-distance@120/4" })
        #expect(try place.run("measure", "tone.wav", "--grid", "12").exit == 2)
    }

    @Test("a preset judges, and its verdicts go by its name")
    func preset() throws {
        let place = try place(["tone.wav": MeasureTests.tone])
        let result = try place.run("measure", "tone.wav", "--preset", "podcast", "--json")
        #expect(result.exit == 3)
        let gates = try result.json()["files"][0]["gates"].elements
        #expect(gates.map { $0["gate"].text } == ["podcast: loudness", "podcast: true-peak"])
        #expect(gates[0]["holds"] == false && gates[0]["expected"] == "-20 to -18 LUFS")
        #expect(!gates[0]["advice"].text.isEmpty)
        let wrong = try place.run("measure", "tone.wav", "--preset", "podcats")
        #expect(wrong.exit == 2 && wrong.errors.contains("did you mean 'podcast'?"))
        #expect(try place.run("measure").exit == 2)
    }

    @Test(
        "what cannot be read is named with its reason, and the others are measured",
        arguments: [
            ("empty.wav", Data(), 1, "found 0 bytes"),
            ("text.wav", Data("this is no audio".utf8), 1, "found none of the formats"),
            ("cut.wav", tone.prefix(8_000), 1, "it is truncated"),
            ("missing.wav", nil, 2, "there is no such file"),
        ] as [(String, Data?, Int32, String)])
    func unreadable(name: String, data: Data?, exit: Int32, words: String) throws {
        let place = try place(["tone.wav": MeasureTests.tone])
        if let data { try place.write(data, as: name) }
        let result = try place.run("measure", name, "tone.wav")
        #expect(result.exit == exit, "\(result)")
        #expect(result.errors.contains(name) && result.errors.contains(words), "\(result)")
        #expect(result.output.contains("tone.wav: 0.500 s"))
        let files = try place.run("measure", name, "tone.wav", "--json").json()["files"]
        #expect(files[0]["passed"] == false && files[0]["problem"].text.contains(words))
        #expect(files[1]["passed"] == true)
    }

    @Test("samples that are not finite are counted, and nothing is measured on them")
    func notFinite() throws {
        let place = try place([
            "nan.wav": Sound.wav(Array(repeating: .nan, count: 8_000)), "none.wav": Sound.wav([]),
        ])
        let file = try place.run("measure", "nan.wav", "--json").json()["files"][0]
        func found(_ name: String) -> JSON {
            file["measurements"].elements.first { $0["name"].text == name } ?? .null
        }
        #expect(found("finite")["value"] == 8_000)
        for name in ["peak", "true-peak", "loudness", "rms", "band.1000"] {
            #expect(found(name)["value"] == .null && found(name)["reason"].text.contains("finite"), "\(name)")
        }
        #expect(try place.run("measure", "nan.wav", "--preset", "streaming").exit == 3)
        let none = try place.run("measure", "none.wav", "--preset", "streaming")
        #expect(none.exit == 3 && none.output.contains("found nothing: "), "\(none)")
    }

    @Test("the presets are listed, each with its gates and its source")
    func presets() throws {
        let place = try WorkSpace()
        let presets = try place.run("presets", "--json").json()["presets"].elements
        #expect(presets.count == 13)
        for preset in presets {
            #expect(!preset["gates"].elements.isEmpty && !preset["source"].text.isEmpty)
            #expect(!preset["mono"].text.isEmpty && preset["version"].number != nil)
        }
        let text = try place.run("presets").output
        #expect(text.contains("ebu-r128") && text.contains("(secondary source)"))
    }
}

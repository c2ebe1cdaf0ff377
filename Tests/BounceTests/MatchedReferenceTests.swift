import Foundation
import Testing

/// A matching equaliser, a reference, and a build.
@Suite("What is matched to a reference")
struct MatchedReferenceTests {
    private static let production = JSON.production([
        .reference("model", file: "take0.wav"),
        .stem(
            "noise", .noise(level: 0.3),
            more: ["effects": [["rule": "match-eq", "reference": "model", "maximum": 6]]]),
    ])

    private func place() throws -> WorkSpace {
        let place = try WorkSpace(Self.production)
        try place.write(Sound.take(0, frames: 8_000), as: "take0.wav")
        return place
    }

    @Test("is made from the reference's file: another one gives another sound, and the first again the first")
    func edited() throws {
        let place = try place()
        #expect(try place.build().rendered == ["noise"])
        let first = try place.bytes(of: "bounces/noise.wav")
        #expect(try place.build().didNothing)
        try place.write(Sound.take(5, frames: 4_000), as: "take0.wav")
        #expect(try place.build().rendered == ["noise"])
        #expect(try place.bytes(of: "bounces/noise.wav") != first)
        try place.write(Sound.take(0, frames: 8_000), as: "take0.wav")
        #expect(try place.build().restored == ["noise"])
        #expect(try place.bytes(of: "bounces/noise.wav") == first)
    }

    @Test("waits for the gates of the reference")
    func gates() throws {
        var production = Self.production
        production[target: "model"]["gates"] = [["rule": "peak", "atMost": -60]]
        let place = try place()
        let build = try place.build(production)
        #expect(build.exit == 3 && build.blocked == ["noise"], "\(build)")
    }

    @Test("needs its file, also where the reference need not be there")
    func missing() throws {
        var production = Self.production
        production[target: "model"]["optional"] = true
        let place = try place()
        try place.remove("take0.wav")
        let build = try place.build(production)
        #expect(build.exit == 1 && build.result.output.contains("take0.wav"), "\(build)")
    }

    @Test("cannot be matched to samples that are no numbers, and says whose they are")
    func notFinite() throws {
        let place = try place()
        try place.write(Sound.wav([Float](repeating: .nan, count: 8_000)), as: "take0.wav")
        let build = try place.build()
        #expect(
            build.exit == 1 && build.result.output.contains("'model' has samples that are not finite"),
            "\(build)")
    }

    @Test("may not be made from it in another way as well")
    func otherwise() throws {
        var production = Self.production
        production["targets"] = .list(
            production["targets"].elements + [
                .process("same", from: "model", ["rule": "match-eq", "reference": "model"])
            ])
        let build = try place().build(production)
        #expect(build.exit == 2 && build.result.errors.contains("has no output"), "\(build)")
    }
}

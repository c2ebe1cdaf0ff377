import Foundation
import Testing

/// Effects that need more than their own sound, through the command.
@Suite("Effects")
struct EffectTests {
    private static let manifest = """
        import TargetDescription

        let production = Production(
            "effects", tempo: 60, sampleRate: 8_000, channels: .mono, format: .wav(.float32),
            sections: [.section("a", beats: 1), .section("b", beats: 1)],
            targets: [
                .stem("flat", .noise(.white, level: 0.5)),
                .stem("key", .tone(.sine, frequency: 1_000, level: 0.9), in: ["b"]),
                .process("ducked", from: "flat", through: [
                    .compressor(threshold: -30, ratio: 100, knee: 0, attack: 0, release: 1, sidechain: "key")]),
                .process("peak", from: "flat", through: [.gain(.decibels(-20)), .normalise(.peak, to: -3)]),
                .process("loud", from: "flat", through: [.normalise(.loudness, to: -30)],
                    gates: [.loudness(-30, tolerance: 0.02)]),
                .process("centred", from: "flat", through: [.dcRemoval()], gates: [.dcOffset(atMost: 1e-7)]),
                .process("part", from: "flat", through: [.trim(from: .beats(0.5), to: .beats(1.5))]),
            ])
        """

    private static let outputs = Result { () throws -> [String: [Float]] in
        let place = try WorkSpace()
        try place.write(manifest, as: "Targets.swift")
        let run = try place.run()
        try #require(run.exit == 0, "\(run)")
        return try Dictionary(
            uniqueKeysWithValues: ["flat", "ducked", "peak", "part"].map {
                ($0, Sound.samples(of: try place.bytes(of: "bounces/\($0).wav")))
            })
    }

    @Test("a compressor turns down by what it listens to, and not by what it is applied to")
    func sidechain() throws {
        let outputs = try Self.outputs.get()
        let (flat, ducked) = (try #require(outputs["flat"]), try #require(outputs["ducked"]))
        #expect(Array(ducked[..<8_000]) == Array(flat[..<8_000]))
        // The key is 29 dB above the threshold, less a hundredth of that; it is at zero every fourth frame.
        let loss = zip(flat[9_000..<15_000], ducked[9_000..<15_000]).map { 20 * log10(abs($1 / $0)) }
        #expect(loss.allSatisfy { $0 < -24 && $0 > -29.5 || $0.isNaN })
    }

    @Test("a peak is normalised to the level asked for, within a step of the file")
    func peak() throws {
        let peak = try #require(try Self.outputs.get()["peak"]).reduce(0) { max($0, abs($1)) }
        #expect(abs(Double(peak) - pow(10, -3 / 20)) < 1e-7)
    }

    @Test("what is trimmed is silent outside, and untouched within its edges")
    func trim() throws {
        let outputs = try Self.outputs.get()
        let (flat, part) = (try #require(outputs["flat"]), try #require(outputs["part"]))
        #expect(part[..<4_000].allSatisfy { $0 == 0 } && part[12_000...].allSatisfy { $0 == 0 })
        #expect(Array(part[4_040..<11_960]) == Array(flat[4_040..<11_960]))
    }
}

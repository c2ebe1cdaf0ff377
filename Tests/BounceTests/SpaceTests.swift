import Foundation
import Testing

/// Effects that make space, through the command.
@Suite("Space")
struct SpaceTests {
    /// 120 beats per minute for two beats, 60 from there: the beats fall at 0, 0.5, 1, 2 and 3 s.
    private static let manifest = """
        import TargetDescription

        let production = Production(
            "space", tempo: 120, tempoChanges: [.tempo(60, at: .beats(2))], duration: .seconds(4),
            sampleRate: 8_000, channels: .mono, format: .wav(.float32),
            targets: [
                .stem("click", .recording("click.wav")),
                .bus("repeats", of: [.input("click")], through: [.delay(.beats(1), feedback: 0.5, mix: 1)]),
            ])
        """

    @Test("repeats fall on the beats of a tempo that changes, and what is cut at the end is told")
    func repeats() throws {
        let place = try WorkSpace()
        try place.write(Self.manifest, as: "Targets.swift")
        try place.write(Sound.wav([1] + Array(repeating: 0, count: 99)), as: "click.wav")
        let run = try place.run()
        try #require(run.exit == 0, "\(run)")
        let output = Sound.samples(of: try place.bytes(of: "bounces/repeats.wav"))
        for (frame, level) in [(4_000, 1), (8_000, 0.5), (16_000, 0.25), (24_000, 0.125)] as [(Int, Float)] {
            #expect(output[frame] == level, "frame \(frame)")
        }
        // What is under way while the tempo changes is played slower: a click gets a little wider.
        let beats = [4_000, 8_000, 16_000, 24_000, 32_000]
        let sounding = output.indices.filter { output[$0] != 0 }
        #expect(sounding.allSatisfy { frame in beats.contains { abs(frame - $0) <= 24 } })
        #expect(run.text.contains("were still to come at the end"), "\(run)")
    }

    @Test(
        "a delay from side to side asks for two channels before anything is rendered, within a mid-side as well",
        arguments: ["mono", "stereo"])
    func mono(channels: String) throws {
        let delay: JSON = ["rule": "delay", "time": ["seconds": 0.1], "pingPong": true]
        let effect: JSON = channels == "mono" ? delay : ["rule": "mid-side", "mid": [delay]]
        let place = try WorkSpace(
            .production(
                [.stem("a", .tone(100)), .process("b", from: "a", effect)], ["channels": .text(channels)]))
        let run = try place.run("-f", "production.json")
        #expect(run.exit == 2 && run.text.contains("goes from side to side"), "\(run)")
        #expect(!place.exists("bounces/a.wav"))
    }

    private static func convolved(_ response: Data, _ more: JSON = [:]) throws -> (WorkSpace, RunResult) {
        let effect: JSON = ["rule": "convolution", "file": "response.wav", "normalise": false]
        let place = try WorkSpace(
            .production([
                .stem("click", .recording("click.wav")),
                .process("room", from: "click", effect.with(more)),
            ]))
        try place.write(Sound.wav([1] + Array(repeating: 0, count: 99)), as: "click.wav")
        try place.write(response, as: "response.wav")
        return (place, try place.run("-f", "production.json"))
    }

    @Test("a click convolved is the response, and another response is rendered again")
    func convolution() throws {
        let (place, run) = try Self.convolved(Sound.wav([0.5, 0.25, -0.125]), ["predelay": ["frames": 10]])
        try #require(run.exit == 0, "\(run)")
        func start() throws -> [Float] {
            Array(Sound.samples(of: try place.bytes(of: "bounces/room.wav"))[9..<14])
        }
        #expect(zip(try start(), [0, 0.5, 0.25, -0.125, 0]).allSatisfy { abs($0 - $1) < 1e-7 })
        try place.write(Sound.wav([0.125, 0.25, -0.125]), as: "response.wav")
        let again = try place.run("-f", "production.json")
        try #require(again.exit == 0, "\(again)")
        #expect(zip(try start(), [0, 0.125, 0.25, -0.125, 0]).allSatisfy { abs($0 - $1) < 1e-7 })
        let dry = try place.run("-f", "production.json", "--dry-run")
        #expect(dry.text.contains("nothing to do"), "\(dry)")
    }

    @Test("a response of another rate is refused, and converted where that is asked for")
    func anotherRate() throws {
        let response = Sound.wav((0..<200).map { $0 == 100 ? 1 : 0 }, rate: 16_000)
        let (_, refused) = try Self.convolved(response)
        #expect(refused.exit != 0)
        #expect(
            refused.text.contains("response.wav is at 16000 Hz, and the production at 8000 Hz"), "\(refused)")
        let (place, run) = try Self.convolved(response, ["resample": true])
        try #require(run.exit == 0, "\(run)")
        let output = Sound.samples(of: try place.bytes(of: "bounces/room.wav"))
        #expect(output.indices.max { abs(output[$0]) < abs(output[$1]) } == 50)
    }

    @Test("a stereo response in a mono target is refused, as is a silent one that is to be normalised")
    func unusable() throws {
        let (_, wide) = try Self.convolved(Sound.wav([1, 0, 0.5, 0], channels: 2))
        #expect(wide.text.contains("response.wav has 2 channels, and 'room' has 1"), "\(wide)")
        let (_, silent) = try Self.convolved(Sound.wav([0, 0, 0]), ["normalise": true])
        #expect(silent.text.contains("response.wav is silent, and cannot be normalised"), "\(silent)")
    }
}

import Foundation
import Testing

/// What needs to look ahead looks ahead: stems stay aligned to the frame, whatever they go through.
@Suite("No effect moves the sound in time")
struct LatencyTests {
    /// Where single samples stand out of silence.
    private static let clicks = [2_001, 5_000]

    /// Set so that a click is the loudest moment of what comes out.
    static let effects: [(name: String, effect: JSON)] = [
        ("linear phase", ["rule": "linear-phase", "band": "lowpass", "frequency": 8_000, "transition": 500]),
        ("zero phase", .lowpass(8_000, phase: "zero")),
        ("limiter", ["rule": "limiter", "ceiling": -9, "lookahead": 20]),
        ("true peak", ["rule": "true-peak-limiter", "ceiling": -9, "lookahead": 20]),
        ("compressor", ["rule": "compressor", "threshold": -20, "attack": 0]),
        ("de-esser", ["rule": "de-esser", "frequency": 6_000, "threshold": -30]),
        ("transients", ["rule": "transient-shaper", "attack": 0.5, "sustain": -0.5]),
        ("normalise", ["rule": "normalise", "measure": "peak", "level": -6]),
        ("saturation", ["rule": "saturation", "drive": 6]),
        ("saturation 8", ["rule": "saturation", "drive": 6, "oversampling": "8"]),
        ("bit crush", ["rule": "bit-crush", "bits": 8, "hold": 1]),
        ("mono below", ["rule": "mono-below", "frequency": 300]),
        (
            "mid side",
            [
                "rule": "mid-side",
                "side": [["rule": "linear-phase", "band": "highpass", "frequency": 500, "transition": 200]],
            ]
        ),
        ("match", ["rule": "match-eq", "reference": "other", "maximum": 3]),
        ("convolution", ["rule": "convolution", "file": "response.wav"]),
        ("delay", ["rule": "delay", "time": ["seconds": 0.1]]),
        ("reverb", ["rule": "reverb", "decay": 1, "mix": 0.1]),
        ("chorus", ["rule": "chorus", "mix": 0.3]), ("flanger", ["rule": "flanger", "mix": 0.3]),
        ("phaser", ["rule": "phaser", "mix": 0.2]), ("tremolo", ["rule": "tremolo", "depth": 0.2]),
        ("width", ["rule": "width", "width": 1.5]),
        ("gate", ["rule": "noise-gate", "threshold": -30, "attack": 0]),
    ]

    private static func click(_ frames: [Int], of length: Int) -> Data {
        var samples = [Float](repeating: 0, count: 2 * length)
        // On both sides, and not the same.
        for frame in frames { (samples[2 * frame], samples[2 * frame + 1]) = (0.5, 0.4) }
        return Sound.wav(samples, rate: 48_000, channels: 2)
    }

    private static let outputs = Result {
        let click = JSON.stem("click", .recording("click.wav"))
        let processed = effects.map { JSON.process($0.name, from: "click", $0.effect) }
        let place = try WorkSpace(
            .production(
                [click, .stem("other", .noise(level: 0.3))] + processed + [
                    .master("mix", of: effects.map(\.name))
                ],
                ["sampleRate": 48_000, "channels": "stereo", "duration": ["seconds": 0.25]]))
        try place.write(Self.click(Self.clicks, of: 12_000), as: "click.wav")
        try place.write(Self.click([0], of: 100), as: "response.wav")
        let build = try place.build()
        // The mix holds the gate `aligned`.
        try #require(build.exit == 0, "\(build)")
        return try place.outputs()
    }

    @Test("a click comes out in its frame", arguments: effects.map(\.name))
    func click(effect: String) throws {
        let file = try #require(try Self.outputs.get()["\(effect).wav"])
        let left = Sound.samples(of: file).enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        #expect(left.count == 12_000)
        for click in Self.clicks {
            let around = click - 1_000..<click + 1_000
            #expect(around.max { abs(left[$0]) < abs(left[$1]) } == click)
        }
    }
}

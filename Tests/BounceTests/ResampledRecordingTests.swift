import Foundation
import Testing

@Suite("A recording at another sample rate")
struct ResampledRecordingTests {
    private static let frequency = 440.0

    /// Half a second of a tone, at a rate.
    private static func tone(rate: UInt32) -> Data {
        let samples = (0..<Int(rate) / 2).map {
            Float(0.5 * sin(2 * .pi * frequency * Double($0) / Double(rate)))
        }
        return Sound.wav(samples, rate: rate)
    }

    @Test(
        "is on request the same sound at the production's rate, as long and in its place",
        arguments: [11_025, 16_000, 44_100] as [UInt32])
    func resampled(rate: UInt32) throws {
        let recording = JSON.recording("take.wav", more: ["resample": true, "at": ["seconds": 0.25]])
        let place = try WorkSpace(.production([.stem("voice", recording)], ["duration": ["seconds": 1]]))
        try place.write(Self.tone(rate: rate), as: "take.wav")
        #expect(try place.build().exit == 0)
        let samples = Sound.samples(of: try place.bytes(of: "bounces/voice.wav")).map(Double.init)
        #expect(samples.count == 8_000)
        // A sudden beginning rings before itself, as every steep filter does; nothing comes long before or after.
        #expect(
            samples[..<1_900].allSatisfy { abs($0) < 1e-3 } && samples[6_100...].allSatisfy { abs($0) < 1e-3 }
        )
        // The file holds 24 bits of it or the float's: well within, it is the tone itself.
        let worst = (2_400..<5_600).map { frame in
            abs(samples[frame] - 0.5 * sin(2 * .pi * Self.frequency * Double(frame - 2_000) / 8_000))
        }.max()
        #expect(try #require(worst) < 1e-6)
    }

    @Test("follows its file: the same tone recorded at another rate is rendered anew")
    func edited() throws {
        let recording = JSON.recording("take.wav", more: ["resample": true])
        let place = try WorkSpace(.production([.stem("voice", recording)], ["duration": ["seconds": 1]]))
        try place.write(Self.tone(rate: 16_000), as: "take.wav")
        #expect(try place.build().rendered == ["voice"])
        #expect(try place.build().didNothing)
        try place.write(Self.tone(rate: 44_100), as: "take.wav")
        #expect(try place.build().rendered == ["voice"])
    }
}

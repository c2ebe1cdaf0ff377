import Foundation
import Testing

/// Onsets held against beats that are not evenly spaced.
@Suite("Onsets under a tempo that changes")
struct OnsetGridTests {
    private static let rate = 8_000

    /// 120 beats a minute, from beat 4 on slower over 8 beats, then 60; from beat 16 on 90 at once.
    private static func tempo(_ beat: Double) -> Double {
        switch beat {
        case ..<4: 120
        case ..<12: 120 - 60 * (beat - 4) / 8
        case ..<16: 60
        default: 90
        }
    }

    /// When a beat comes, in seconds: the sum of ten thousand thin slices, each at the tempo of its middle.
    private static func time(of beat: Double) -> Double {
        let slices = 10_000
        return (0..<slices).reduce(0) { time, slice in
            let middle = (Double(slice) + 0.5) / Double(slices) * beat
            return time + beat / Double(slices) * 60 / tempo(middle)
        }
    }

    private static func production(_ gate: JSON) -> JSON {
        .production(
            [.stem("clicks", .recording("clicks.wav"), more: ["gates": [gate]])],
            [
                "duration": ["seconds": 18], "tempo": 120,
                "tempoChanges": [
                    ["rule": "tempo", "tempo": 60, "at": ["beats": 4], "over": ["beats": 8]],
                    ["rule": "tempo", "tempo": 90, "at": ["beats": 16]],
                ],
            ])
    }

    /// A click at each of these times, so many milliseconds late.
    private static func clicks(_ times: [Double], late: Double = 0) -> Data {
        var samples = [Float](repeating: 0, count: 18 * rate)
        for time in times {
            let start = Int(((time + late / 1_000) * Double(rate)).rounded())
            for index in 0..<20 where start + index < samples.count { samples[start + index] = 0.5 }
        }
        return Sound.wav(samples)
    }

    /// Two on each beat, on the eighths.
    private static let eighths = (1..<40).map { time(of: Double($0) / 2) }

    @Test("are on the grid where they follow it, and off by what they are late", arguments: [0, 12.5, 30])
    func late(by milliseconds: Double) throws {
        let place = try WorkSpace(Self.production(["rule": "onsets", "atMost": 1, "divisions": 2]))
        try place.write(Self.clicks(Self.eighths, late: milliseconds), as: "clicks.wav")
        let build = try place.build()
        let verdict = build["clicks"]["gates"].elements.first { $0["gate"] == "onsets" } ?? .null
        let number = try #require(verdict["found"].text.firstMatch(of: /^([0-9.]+) ms$/), "\(build)")
        // To the frame that the click is rounded to, the bin of the histogram and the two digits that are shown.
        #expect(abs((Double(number.1) ?? -1) - milliseconds) < 0.2, "\(verdict)")
        #expect(build.exit == (milliseconds == 0 ? 0 : 3))
    }

    @Test("even clicks are not on it, and the clicks of a grid of three are not on one of two")
    func elsewhere() throws {
        let place = try WorkSpace(Self.production(["rule": "onsets", "divisions": 2]))
        try place.write(Self.clicks((1..<36).map { Double($0) * 0.5 }), as: "clicks.wav")
        #expect(try place.build().exit == 3)
        try place.write(Self.clicks((1..<60).map { Self.time(of: Double($0) / 3) }), as: "clicks.wav")
        #expect(try place.build().exit == 3)
        let thirds = Self.production(["rule": "onsets", "divisions": 3])
        #expect(try place.build(thirds).exit == 0)
    }

    @Test("another ramp is another grid: measured again, and not rendered")
    func anotherRamp() throws {
        var production = Self.production(["rule": "onsets", "divisions": 2])
        let place = try WorkSpace(production)
        try place.write(Self.clicks(Self.eighths), as: "clicks.wav")
        #expect(try place.build(production).exit == 0)
        #expect(try place.build().didNothing)
        production["tempoChanges"][0]["over"] = ["beats": 3]
        let build = try place.build(production)
        #expect(build.exit == 3 && build.failed == ["clicks"], "\(build)")
        #expect(build.events.contains { $0["event"] == "target-finished" }, "\(build)")
    }
}

import Foundation
import Testing

@Suite("A build that is stopped")
struct InterruptionTests {
    @Test(
        "by Ctrl-C, TERM or a closed terminal ends with status 130 and leaves nothing half-written; the next one is right",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func signal(_ number: Int32) throws {
        for seconds in slowLengths {
            let production = JSON.production([
                .stem("bass", .tone()), .slow("voice", seconds: seconds),
                .process("low", from: "voice", .lowpass()),
            ])
            let place = try WorkSpace(production)
            let running = try place.startBuild()
            try place.waitUntilStarted("voice")
            running.signal(number)
            let result = try running.wait(atMost: 30)
            if result.exit == 0 { continue }
            #expect(result.exit == 130, "\(result)")
            #expect(result.text.contains("interrupted"), "\(result)")
            #expect(place.events.last?["event"] == "run-finished" && place.events.last?["exit"] == 130)
            #expect(!place.exists("bounces/voice.wav") && !place.exists("bounces/low.wav"))
            #expect(place.names(in: "cache/tmp") == [])
            let next = try place.build()
            #expect(next.exit == 0, "\(next)")
            #expect(next.reasons("voice").contains("interrupted voice"), "\(next.reasons("voice"))")
            #expect(try place.build().didNothing)
            return
        }
        Issue.record("no build was slow enough to be caught")
    }

    @Test("before it has begun ends with status 130, too", arguments: [SIGINT, SIGTERM, SIGHUP])
    func early(_ number: Int32) throws {
        let place = try WorkSpace(.song)
        let running = try Running(
            Bounce.path, ["build", "-f", "production.json"], in: place.directory,
            output: place.beside("output"), heldBack: number)
        running.signal(number)
        let result = try running.wait()
        #expect(result.exit == 130, "\(result)")
        #expect(try place.build().exit == 0)
    }

    @Test("by kill -9, at any moment, is followed by one that equals a clean build", arguments: 1...12)
    func kill(round: Int) throws {
        var random = SeededRandom(seed: UInt64(round))
        var production = JSON.song
        let place = try WorkSpace(production)
        if round.isMultiple(of: 2) { try place.build() }
        for turn in 0..<4 {
            production[target: "bass"]["instruments"][0]["frequency"] = .number(Double(100 + turn))
            production[target: "lead"]["instruments"][0]["level"] = .number(Double(turn) / 10)
            try place.write(production)
            let running = try place.startBuild()
            usleep(UInt32.random(in: 2_000...40_000, using: &random))
            running.signal(SIGKILL)
            _ = try running.wait()
        }
        let build = try place.build()
        #expect(build.exit == 0, "\(build)")
        #expect(try place.outputs() == cleanOutputs(production))
        #expect(!place.names(in: "bounces").contains { $0.contains(".edited-") })
        #expect(place.names(in: "cache/tmp") == [])
        #expect(try place.build().didNothing)
    }
}

/// Random numbers that a seed repeats (SplitMix64: G. Steele, D. Lea, C. Flood, 2014).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

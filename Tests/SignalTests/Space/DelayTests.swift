import Testing

@testable import Signal

@Suite("Delay")
struct DelayTests {
    private static let moving = DelayLength(longest: 301) { frame in
        300 - 179.75 / 720 * Double(min(max(frame - 400, 0), 720))
    }

    static func settings(_ length: DelayLength, _ set: (inout Delay.Settings) -> Void = { _ in })
        -> Delay.Settings
    {
        var settings = Delay.Settings(length)
        set(&settings)
        return settings
    }

    /// A line from one value to another over 1,008 frames.
    private static func line(_ low: Double, _ high: Double) -> Control {
        Control(through: [.init(frame: 0, value: low), .init(frame: 1_008, value: high)])
    }

    private static var filters: [Biquad] {
        Butterworth.sections(.lowpass(5_000), order: 2, sampleRate: 48_000)
            + Butterworth.sections(.highpass(300), order: 2, sampleRate: 48_000)
    }

    /// The cases of `Expected/space.py`, by the names of their files.
    static let cases: [(name: String, settings: Delay.Settings)] = [
        (
            "delay",
            settings(DelayLength(frames: 97)) {
                ($0.feedback, $0.mix) = (line(0.2, 0.8), line(1, 0.25))
                $0.filters = filters
            }
        ),
        (
            "delay-ping-pong",
            settings(DelayLength(frames: 61)) {
                ($0.feedback, $0.mix) = (Control(0.7), Control(0.4))
                ($0.filters, $0.isPingPong) = (filters, true)
            }
        ),
        ("delay-moving", settings(moving) { ($0.feedback, $0.mix) = (Control(0.6), Control(0.5)) }),
    ]

    @Test("how the stream is cut makes no difference to any bit", arguments: cases.map(\.settings))
    func blockCut(_ settings: Delay.Settings) throws {
        func output(_ capacities: [Int]) throws -> [[Double]] {
            var delay = Delay(settings, channels: 2)
            return try delay.processed(programmeSignal(), blockCapacities: capacities)
        }
        #expect(bits(try output([8_192])) == bits(try output([1, 7, 300])))
    }

    @Test(
        "an impulse comes back at each multiple of the time, quieter by the feedback, and nothing else does")
    func repeats() throws {
        var delay = Delay(
            Self.settings(DelayLength(frames: 100)) { $0.feedback = Control(0.5) }, channels: 1)
        let output = try delay.processed([[1] + Array(repeating: 0, count: 450)])[0]
        for (frame, sample) in output.enumerated() {
            let expected = frame % 100 == 0 && frame > 0 ? Mathematics.power(0.5, Double(frame / 100 - 1)) : 0
            #expect(abs(sample - expected) < 1e-15, "frame \(frame)")
        }
    }

    @Test("from side to side the first repeat is on the left, the second on the right")
    func sides() throws {
        var delay = Delay(
            Self.settings(DelayLength(frames: 10)) {
                $0.feedback = Control(0.5)
                $0.isPingPong = true
            }, channels: 2)
        let impulse = [1] + Array(repeating: 0.0, count: 35)
        let output = try delay.processed([impulse, impulse])
        #expect([10, 20, 30].map { output[0][$0] } == [1, 0, 0.25])
        #expect([10, 20, 30].map { output[1][$0] } == [0, 0.5, 0])
    }

    @Test("with no mix the sound goes through untouched")
    func dry() throws {
        var delay = Delay(Self.settings(DelayLength(frames: 100)) { $0.mix = Control(0) }, channels: 2)
        #expect(try delay.processed(programmeSignal()) == programmeSignal())
    }

    @Test("a sine has no step where mix and feedback move: its second difference stays, within a tenth")
    func noZipper() throws {
        func edge(_ mix: Control, _ feedback: Control) throws -> Double {
            let sine = try Played.mono(
                Tone(wave: .sine, frequency: 200, level: 0.5, sampleRate: 48_000, frames: 12_000))
            var delay = Delay(
                Self.settings(DelayLength(frames: 240)) { ($0.mix, $0.feedback) = (mix, feedback) },
                channels: 1)
            let output = try delay.processed([sine])[0]
            return (1_000..<11_000).reduce(0.0) { largest, frame in
                let bend: Double = output[frame + 1] - 2 * output[frame] + output[frame - 1]
                return max(largest, abs(bend))
            }
        }
        func sweep(_ low: Double, _ high: Double) -> Control {
            Control(through: [.init(frame: 2_000, value: low), .init(frame: 9_000, value: high)])
        }
        let still = try edge(Control(0.5), Control(0.5))
        #expect(try edge(sweep(0.1, 0.5), sweep(0, 0.5)) < 1.1 * still)
    }

    @Test("between frames a sine of 5 kHz is what it would be there, within 0.0004")
    func between() throws {
        let sine = try Played.mono(
            Tone(wave: .sine, frequency: 5_000, level: 1, sampleRate: 48_000, frames: 400))
        var line = DelayLine(longest: 100)
        for (frame, sample) in sine.enumerated() { line.put(sample, at: frame) }
        for tenth in 0...10 {
            let distance = 50 + Double(tenth) / 10
            let expected = Mathematics.sine(turns: 5_000 / 48_000 * (399 - distance))
            #expect(abs(line.value(distance, before: 399) - expected) < 4e-4, "\(distance)")
        }
    }

    @Test("what rings down ends in silence, and not among the subnormal numbers")
    func silence() throws {
        var delay = Delay(
            Self.settings(DelayLength(frames: 4)) {
                $0.feedback = Control(0.5)
                $0.filters = Self.filters
            }, channels: 1)
        let output = try delay.processed([[1] + Array(repeating: 0, count: 100_000)])[0]
        #expect(output.allSatisfy { $0 == 0 || abs($0) > 1e-200 })
        #expect(output.suffix(1_000).allSatisfy { $0 == 0 })
        #expect(delay.remainder == 0)
    }
}

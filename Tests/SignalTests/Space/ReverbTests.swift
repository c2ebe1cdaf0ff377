import Testing

@testable import Signal

@Suite("Reverb")
struct ReverbTests {
    typealias Case = (name: String, unit: String, settings: Reverb.Settings, channels: Int)

    static func settings(_ set: (inout Reverb.Settings) -> Void) -> Reverb.Settings {
        var settings = Reverb.Settings()
        set(&settings)
        return settings
    }

    /// The cases of `Expected/space.py`.
    static let cases: [Case] = [
        (
            "reverb", "`reverb`, its mix moving",
            settings {
                ($0.decay, $0.size, $0.predelay) = (1.2, 4, 30)
                ($0.highDecay, $0.crossover, $0.width) = (0.3, 3_000, 0.8)
                $0.mix = Control(
                    through: [.init(frame: 0, value: 1), .init(frame: 1_008, value: 0.25)])
            }, 2
        ),
        (
            "reverb-mono", "`reverb`, mono, without diffusion",
            settings { ($0.decay, $0.size, $0.diffusion) = (0.5, 8, 0) }, 1
        ),
    ]

    /// What a click on both sides leaves behind, left and right.
    static func response(
        seconds: Double? = nil, _ input: (Double, Double) = (1, 1), _ set: (inout Reverb.Settings) -> Void
    ) throws -> [[Double]] {
        let settings = settings(set)
        let frames = Int(48_000 * (seconds ?? 1.2 * settings.decay.exact(at: 0)))
        var reverb = Reverb(settings, channels: 2, sampleRate: 48_000)
        func click(_ level: Double) -> [Double] { [level] + Array(repeating: 0, count: frames - 1) }
        return try reverb.processed([click(input.0), click(input.1)])
    }

    /// What clicks on the left and on the right leave behind on either side: four paths through the room.
    static func responses(_ set: (inout Reverb.Settings) -> Void) throws -> [[Double]] {
        try response((1, 0), set) + response((0, 1), set)
    }

    /// Seconds to −60 dB in the octave about a frequency: the slope of Schroeder's backward integral from −5 dB to −35 dB,
    /// by least squares, of the energies over all paths, as a room is measured in several places (ISO 3382).
    static func decay(of responses: [[Double]], about frequency: Double) throws -> Double {
        let root2 = 2.0.squareRoot()
        let band = Butterworth.sections(
            .bandpass(frequency / root2, min(frequency * root2, 23_000)), order: 3, sampleRate: 48_000)
        var filter = CausalFilter(band, channels: responses.count)
        let samples = try filter.processed(responses)
        var energy = 0.0
        let curve = samples[0].indices.reversed().map { frame in
            for path in samples { energy += path[frame] * path[frame] }
            return energy
        }
        let levels = curve.reversed().map {
            10 * Mathematics.logarithm($0 / energy) / Mathematics.logarithm(10)
        }
        let used = levels.indices.filter { levels[$0] <= -5 && levels[$0] >= -35 }
        let count = Double(used.count)
        let middle = used.reduce(0.0) { $0 + Double($1) } / count
        let mean = used.reduce(0.0) { $0 + levels[$1] } / count
        let (product, square) = used.reduce((0.0, 0.0)) { sums, frame in
            let distance = Double(frame) - middle
            return (sums.0 + distance * (levels[frame] - mean), sums.1 + distance * distance)
        }
        return -60 / (product / square) / 48_000
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: cases.indices)
    func blockCut(index: Int) throws {
        let entry = Self.cases[index]
        let input = Array(programmeSignal(6_000).prefix(entry.channels))
        func output(_ capacities: [Int]) throws -> [[Double]] {
            var reverb = Reverb(entry.settings, channels: entry.channels, sampleRate: 48_000)
            return try reverb.processed(input, blockCapacities: capacities)
        }
        #expect(bits(try output([8_192])) == bits(try output([1, 7, 300])))
    }

    @Test("noise comes out as loud as it goes in, within 1 dB", arguments: [0.3, 2, 10], [0.2, 1])
    func energy(decay: Double, highDecay: Double) throws {
        let (left, right) = try (
            Self.response((1, 0)) { ($0.decay, $0.highDecay) = (Control(decay), Control(highDecay)) },
            Self.response((0, 1)) { ($0.decay, $0.highDecay) = (Control(decay), Control(highDecay)) }
        )
        for side in 0..<2 {
            let energy = (left[side] + right[side]).reduce(0) { $0 + $1 * $1 }
            #expect(abs(10 * Mathematics.logarithm(energy) / Mathematics.logarithm(10)) < 1, "side \(side)")
        }
    }

    @Test("left and right have nothing in common: a correlation below 0.1, of a click in the middle")
    func decorrelation() throws {
        let response = try Self.response { $0.decay = 2 }
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let (left, right) = (response[0], response[1])
        let correlation = product(left, right) / (product(left, left) * product(right, right)).squareRoot()
        #expect(abs(correlation) < 0.1)
        let narrow = try Self.response { ($0.decay, $0.width) = (2, 0) }
        #expect(narrow[0] == narrow[1])
    }

    /// J. S. Abel and P. Huang, "A simple, robust measure of reverberation echo density" (2006): the share of 20 ms that lies
    /// beyond a standard deviation, beside that of Gaussian noise.
    private static func density(_ response: [Double], at seconds: Double) -> Double {
        let centre = Int(seconds * 48_000)
        let window = response[centre - 480..<centre + 480]
        let deviation = (window.reduce(0) { $0 + $1 * $1 } / 960).squareRoot()
        return Double(window.count { abs($0) > deviation }) / 960 / 0.3173
    }

    @Test("from a tenth of a second on it is as dense as noise, within a fifth")
    func density() throws {
        let response = try Self.response { $0.decay = 2 }[0]
        for seconds in stride(from: 0.1, to: 1, by: 0.05) {
            let density = Self.density(response, at: seconds)
            #expect(abs(density - 1) < 0.2, "\(seconds) s: \(density)")
        }
    }

    @Test("no frequency stands out of its third of an octave by more than noise's would: 13 dB")
    func coloration() throws {
        let response = try Self.response(seconds: 131_072 / 48_000) { $0.decay = 2 }[0]
        var (real, imaginary) = (response, Array(repeating: 0.0, count: response.count))
        FourierTransform(length: response.count).synthesise(real: &real, imaginary: &imaginary)
        let power = (0..<response.count / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
        var centre = 200.0
        while centre < 10_000 {
            let bin = centre * Double(response.count) / 48_000
            let band = power[Int(bin * 0.8909)..<Int(bin * 1.1225)]
            let mean = band.reduce(0, +) / Double(band.count)
            #expect((band.max() ?? 0) < 20 * mean, "\(centre) Hz")
            centre *= 1.26
        }
    }

    /// A curve that is at a value for as long as a response lasts, and moves later.
    private static func later(_ value: Double) -> Control {
        let frame = 48_000 * 1_000
        return Control(
            through: [.init(frame: frame, value: value), .init(frame: frame + 1, value: value / 2)])
    }

    @Test(
        "a room whose size may move rings as long and as loud as one of that size, within 1 dB",
        arguments: [3.0, 12, 40])
    func movingSize(size: Double) throws {
        func energy(_ size: Control, _ from: Double, _ to: Double) throws -> Double {
            let response = try Self.response { ($0.decay, $0.highDecay, $0.size) = (1, 0.6, size) }
            return response.reduce(0) { sum, side in
                sum + side[Int(48_000 * from)..<Int(48_000 * to)].reduce(0) { $0 + $1 * $1 }
            }
        }
        for (from, to) in [(0.0, 1.2), (0.3, 0.6), (0.6, 1.2)] {
            let moving = try energy(Self.later(size), from, to)
            let still = try energy(Control(size), from, to)
            #expect((0.8...1.25).contains(moving / still), "\(from) s: \(moving / still)")
        }
    }

    @Test("while its size falls by half in a second a room's echo of a tone is heard higher")
    func shrinking() throws {
        var settings = Self.settings { ($0.decay, $0.mix, $0.diffusion) = (3, 1, 0) }
        settings.size = Control(
            through: [.init(frame: 0, value: 24), .init(frame: 48_000, value: 12)])
        var reverb = Reverb(settings, channels: 1, sampleRate: 48_000)
        let tone = (0..<48_000).map { Mathematics.sine(turns: 1_000 * Double($0) / 48_000) }
        let output = try reverb.processed([tone])[0]
        // The first echo alone would be at 1,000·(1 + (24 − 12)/343) Hz on the line of mean length; all are above 1 kHz.
        func level(_ hertz: Double) -> Double {
            let part = output[24_000..<48_000].enumerated()
            let (real, imaginary) = part.reduce((0.0, 0.0)) { sum, sample in
                let turns = hertz * Double(sample.offset) / 48_000
                return (
                    sum.0 + sample.element * Mathematics.cosine(turns: turns),
                    sum.1 + sample.element * Mathematics.sine(turns: turns)
                )
            }
            return real * real + imaginary * imaginary
        }
        let above = stride(from: 1_004.0, to: 1_200, by: 2).reduce(0) { $0 + level($1) }
        let below = stride(from: 996.0, to: 800, by: -2).reduce(0) { $0 + level($1) }
        #expect(above > 30 * below)
    }

    @Test("a room answers after the time to its nearest wall and the predelay, and not before")
    func predelay() throws {
        func first(_ frames: Int) throws -> Int? {
            try Self.response { ($0.decay, $0.predelay, $0.diffusion) = (1, Control(Double(frames)), 0) }[0]
                .firstIndex { $0 != 0 }
        }
        let room = ReverbRoom(Self.settings { ($0.decay, $0.diffusion) = (1, 0) }, sampleRate: 48_000)
        #expect(try first(0) == room.lengths[0])
        #expect(try first(4_800) == room.lengths[0] + 4_800)
    }

    @Test("what rings down ends in silence, and not among the subnormal numbers")
    func silence() throws {
        let response = try Self.response(seconds: 12) {
            ($0.decay, $0.size, $0.highDecay) = (0.1, 2, 0.5)
        }
        #expect(response[0].allSatisfy { $0 == 0 || abs($0) > 1e-200 })
        #expect(response[0].suffix(1_000).allSatisfy { $0 == 0 })
    }

    @Test(
        "lengths have no common factor, in the smallest room at the lowest rate as well",
        arguments: [2.0, 12, 60])
    func lengths(size: Double) {
        let lengths = ReverbRoom(Self.settings { $0.size = Control(size) }, sampleRate: 8_000).lengths
        #expect(Set(lengths).count == 16 && lengths == lengths.sorted())
        #expect(lengths.allSatisfy { length in (2..<length).allSatisfy { length % $0 != 0 } })
    }
}

import LoudnessOracle
import Signal
import Testing

@Suite("Every measurement agrees with its reference")
struct ReferenceAgreementTests {
    /// How far ours may lie from numpy's and scipy's, in the metric's unit. The same sums in another order; only the
    /// loudness range and a loudness near its gate are as coarse as a bin of their histograms.
    static func tolerance(_ name: String) -> Double {
        switch name {
        case "loudness-range", "loudness": 0.0043
        case "onset-distance@120/4": 0.5 * 125 / 8192
        // numpy's running sums lose a few digits.
        case "noise-floor", "momentary-max", "short-term-max": 1e-6
        default: 1e-9
        }
    }

    @Test("there are a hundred random programmes")
    func count() {
        #expect(RandomProgramme.all.count == 100)
    }

    @Test(
        "numpy and scipy measure the same on a random programme, or it says why not",
        arguments: RandomProgramme.all)
    func numpy(_ programme: RandomProgramme) throws {
        let found = Metered.all(programme.samples(), Metric.all, rate: programme.rate)
        #expect(found.map(\.metric) == Metric.all.map(\.name))
        for measurement in found where !["finite", "denormal"].contains(measurement.metric) {
            switch (measurement.value, programme.values[measurement.metric]) {
            case (.number(let number), .number(let expected)):
                let isClose = abs(number - expected) <= Self.tolerance(measurement.metric)
                #expect(
                    isClose || number == expected, "\(measurement.metric): \(number), expected \(expected)")
            case (.unmeasurable(let reason), nil): #expect(!reason.isEmpty)
            case (let value, let expected):
                Issue.record("\(measurement.metric): \(value), expected \(String(describing: expected))")
            }
        }
    }

    @Test(
        "pyloudnorm reads the same loudness within 0.0043 LU",
        arguments: RandomProgramme.all.filter { $0.pyloudnorm != nil })
    func pyloudnorm(_ programme: RandomProgramme) throws {
        let expected = try #require(programme.pyloudnorm)
        let found = try #require(
            Metered.number(.loudness, of: programme.samples(), rate: programme.rate))
        #expect(abs(found - expected) <= 0.0043)
    }

    /// Where 10 ms are not a whole number of frames, its windows and blocks are a little longer than ours.
    @Test("libebur128 reads the same", arguments: RandomProgramme.all.filter { $0.frames >= $0.rate / 2 })
    func libebur128(_ programme: RandomProgramme) throws {
        let samples = programme.samples()
        let oracle = try #require(Oracle.measure(samples, rate: programme.rate))
        let found = Dictionary(
            uniqueKeysWithValues: Metered.all(samples, Metric.all, rate: programme.rate).map {
                ($0.metric, $0.value)
            })
        func number(_ kind: Metric.Kind) -> Double? {
            guard case .number(let number) = found[kind.rawValue] else { return nil }
            return number
        }
        let isWhole = programme.rate % 100 == 0
        if let loudness = number(.loudness) {
            #expect(abs(loudness - oracle.loudness) <= (isWhole ? 0.0043 : 0.05))
        } else {
            #expect(oracle.loudness == -.infinity)
        }
        if let range = number(.loudnessRange) { #expect(abs(range - (oracle.range ?? 0)) <= 0.0086) }
        if let momentary = number(.momentaryMax) {
            #expect(abs(momentary - oracle.momentary) <= (isWhole ? 1e-6 : 0.2))
        }
        if let shortTerm = number(.shortTermMax) {
            #expect(abs(shortTerm - oracle.shortTerm) <= (isWhole ? 1e-6 : 0.05))
        }
        // Ours oversamples more: it reads higher, and where the library's 49 taps ring longer, hardly lower.
        let peak = try #require(number(.truePeak))
        #expect(peak >= Mathematics.decibels(fromAmplitude: oracle.truePeak) - 0.2)
    }
}

import Testing

@testable import Signal

enum MatchingConformance {
    private static let rate = 48_000.0

    /// A noise through a filter, two channels of it.
    static func noise(_ seed: UInt64, _ response: FilterResponse? = nil, frames: Int = 96_000) throws
        -> [[Double]]
    {
        let channels = try (0..<2).map { channel in
            try Noise(colour: .pink, level: 0.2, seed: seed + channel, frames: frames).allSamples()[0]
        }
        guard let response else { return channels }
        var filter = CausalFilter(
            Butterworth.sections(response, order: 1, sampleRate: rate), channels: 2)
        return try filter.processed(channels)
    }

    static func filter(
        _ sound: [[Double]], to reference: [[Double]], maximum: Double = 24, smoothing: Double = 0,
        amount: Double = 1
    ) throws -> MatchingFilter {
        try #require(
            MatchingFilter(
                from: LongTermSpectrum(of: StoredStream(sound), sampleRate: rate),
                to: LongTermSpectrum(of: StoredStream(reference), sampleRate: rate), maximum: maximum,
                amount: amount, smoothing: smoothing, sampleRate: rate))
    }

    static func matched(_ sound: [[Double]], _ filter: MatchingFilter) throws -> [[Double]] {
        try LinearPhaseFilter(StoredStream(sound), taps: filter.taps, frames: sound[0].count).allSamples()
    }

    /// The levels of the thirds of an octave, less their mean.
    static func tone(_ sound: [[Double]]) throws -> [Double] {
        let spectrum = try LongTermSpectrum(of: StoredStream(sound), sampleRate: rate)
        let levels = ThirdOctave.all.map { $0.level(of: spectrum) }
        let mean = levels.reduce(0, +) / Double(levels.count)
        return levels.map { $0 - mean }
    }

    static let rows: [ReferenceCheck] = [
        ReferenceCheck(
            unit: "`match-eq`, the levels it measures", reference: "numpy, `rfft`", tolerance: 1e-9,
            measure: " dB"
        ) {
            let spectrum = try LongTermSpectrum(
                of: StoredStream([referenceSignal(40_000), referenceSignal(40_000, state: 3)]),
                sampleRate: rate)
            return largestDifference(
                ThirdOctave.all.map { $0.level(of: spectrum) }, try expectedUnitValues("third-octaves"))
        },
        ReferenceCheck(
            unit: "`match-eq`, pink noise to darker and to brighter noise",
            reference: "the other's third octaves, up to a factor", tolerance: 0.1, measure: " dB"
        ) {
            try [FilterResponse.lowpass(2_000), .highpass(300)].reduce(0) { worst, response in
                let (sound, reference) = (try noise(1), try noise(7, response))
                let output = try matched(sound, try filter(sound, to: reference))
                return max(worst, largestDifference(try tone(output), try tone(reference)))
            }
        },
    ]

    static let pinned: [PinnedUnit] = [
        PinnedUnit(name: "match-eq") { signal in
            let filter = try filter(signal, to: try noise(3, .lowpass(1_000), frames: 24_000), smoothing: 1)
            return try matched(signal, filter)
        }
    ]
}

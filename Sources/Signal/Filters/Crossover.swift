/// Splits a signal into bands that add up to it: all frequencies at their level, each with the delay of an all-pass filter.
///
/// At each crossover frequency there are a low-pass and a high-pass of S. H. Linkwitz and R. Riley ("Active Crossover
/// Networks for Noncoincident Drivers", JAES 24, 1976): two Butterworth filters of the second order in a row, 24 dB per octave,
/// −6 dB at the crossover and in phase, so that their sum is an all-pass of the second order. The bands below go through
/// the all-passes of the crossovers above them, and are then in phase with the others everywhere.
struct Crossover {
    // For each crossover, lowest first.
    private var lowpasses: [ControlledFilter]
    private var highpasses: [ControlledFilter]
    // Of band b, the all-passes of the crossovers b + 1 and up.
    private var allpasses: [ControlledFilter]

    /// - Parameters:
    ///   - frequencies: in hertz, rising. They may move.
    ///   - sampleRate: in hertz.
    init(_ frequencies: [Control], channels: Int, sampleRate: Double) {
        func twice(_ frequency: Control, _ response: @escaping @Sendable (Double) -> FilterResponse)
            -> ControlledFilter
        {
            ControlledFilter([frequency], channels: channels) {
                let section = Butterworth.sections(response($0[0]), order: 2, sampleRate: sampleRate)
                return section + section
            }
        }
        lowpasses = frequencies.map { twice($0) { .lowpass($0) } }
        highpasses = frequencies.map { twice($0) { .highpass($0) } }
        allpasses = frequencies.indices.map { band in
            ControlledFilter(Array(frequencies[(band + 1)...]), channels: channels) { above in
                above.flatMap { Butterworth.sections(.lowpass($0), order: 2, sampleRate: sampleRate) }
                    .map(\.allpass)
            }
        }
    }

    /// Fills `bands`, one more than there are crossovers, lowest first, from the valid frames of `block`.
    mutating func split(_ block: Block, into bands: inout [Block]) {
        let top = bands.count - 1
        bands[top].resize(to: block.frames)
        bands[top].copy(block.frames, from: block)
        for band in 0..<top {
            bands[band].resize(to: block.frames)
            bands[band].copy(block.frames, from: bands[top])
            lowpasses[band].process(&bands[band])
            highpasses[band].process(&bands[top])
            allpasses[band].process(&bands[band])
        }
    }
}

extension Biquad {
    /// The all-pass with the same poles.
    fileprivate var allpass: Biquad { Biquad(b0: a2, b1: a1, b2: 1, a1: a1, a2: a2) }
}

/// A filter of linear phase that gives a sound the spectrum of another one, in third-octave bands from 50 Hz to 16 kHz
/// (IEC 61260-1, base ten), as far as it may.
///
/// In each band the correction wanted is the difference of the two levels, less the mean of these differences, so that tone
/// is matched and loudness is not; it is averaged over the neighbours (`smoothing`), taken in part (`amount`) and kept within
/// ±`maximum`. Between the centres of the bands the gain runs in straight lines over the octaves, in decibels; its response
/// is cut to a finite length by a Kaiser window. What that and the slopes within a band do to a band's level follows from
/// the sound's spectrum, so the gains are mended, round by round, until each band's level is what was wanted.
package struct MatchingFilter: Sendable {
    /// What is corrected of a band.
    package struct Band: Sendable {
        /// Hertz.
        package let centre: Double
        /// dB, as it was wanted, before it was kept within the maximum.
        package let wanted: Double
        /// dB, what its level changes by.
        package let given: Double
        /// Whether it is not what was wanted: the maximum held it back.
        package let isLimited: Bool
    }

    package let bands: [Band]
    /// An odd number of them, for `LinearPhaseFilter`.
    package let taps: [Double]

    private static let rounds = 12
    private static let attenuation = 60.0
    /// dB beyond the maximum to which a point of the curve may go, to bring its band to the maximum.
    private static let slack = 6.0
    /// dB within which a band counts as brought to where it was wanted.
    private static let tolerance = 0.1
    /// Bands so far below the strongest one hold nothing that could be matched, dB.
    private static let floor = -90.0

    /// A filter; nil where one of both is silent, or they have no band in common.
    ///
    /// - Parameters:
    ///   - maximum: dB up and down.
    ///   - amount: 0 … 1 of what is wanted.
    ///   - smoothing: octaves, up to which neighbours count, less and less.
    ///   - sampleRate: of the sound, in hertz.
    package init?(
        from sound: LongTermSpectrum, to reference: LongTermSpectrum, maximum: Double, amount: Double,
        smoothing: Double, sampleRate: Double
    ) {
        let common = ThirdOctave.all.filter { $0.fits(sound) && $0.fits(reference) }
        let levels = common.map { (sound: $0.level(of: sound), reference: $0.level(of: reference)) }
        let loudest = (
            sound: levels.map(\.sound).max() ?? -.infinity,
            reference: levels.map(\.reference).max() ?? -.infinity
        )
        guard loudest.sound.isFinite, loudest.reference.isFinite else { return nil }
        let heard = zip(common, levels).filter {
            $1.sound > loudest.sound + MatchingFilter.floor
                && $1.reference > loudest.reference + MatchingFilter.floor
        }
        guard !heard.isEmpty else { return nil }
        let differences = heard.map { $0.1.reference - $0.1.sound }
        let mean = differences.reduce(0, +) / Double(differences.count)
        let third = heard.map(\.0)
        let wanted = MatchingFilter.smoothed(differences.map { ($0 - mean) * amount }, third, smoothing)
        let targets = wanted.map { max(-maximum, min(maximum, $0)) }

        let design = CurveDesign(third.map(\.centre), like: sound, sampleRate: sampleRate)
        let bound = maximum + MatchingFilter.slack
        var gains = targets
        var taps = design.taps(gains, attenuation: MatchingFilter.attenuation)
        var given = design.changes(by: taps, in: third, of: sound)
        for _ in 0..<MatchingFilter.rounds {
            // Where one strong tone lies at the edge of two bands, their gains would run apart without end.
            gains = gains.indices.map { max(-bound, min(bound, gains[$0] + targets[$0] - given[$0])) }
            taps = design.taps(gains, attenuation: MatchingFilter.attenuation)
            given = design.changes(by: taps, in: third, of: sound)
        }
        self.taps = taps
        bands = third.indices.map {
            Band(
                centre: third[$0].centre, wanted: wanted[$0], given: given[$0],
                isLimited: abs(wanted[$0] - given[$0]) > MatchingFilter.tolerance)
        }
    }

    /// Means of neighbours, whose weight falls in a straight line to 0 at a distance of `octaves`.
    private static func smoothed(_ values: [Double], _ bands: [ThirdOctave], _ octaves: Double) -> [Double] {
        values.indices.map { here in
            var (sum, weights) = (0.0, 0.0)
            for there in values.indices {
                let distance = Double(abs(bands[there].number - bands[here].number)) / 3
                let weight = there == here ? 1 : max(0, 1 - distance / max(octaves, 1e-9))
                sum += weight * values[there]
                weights += weight
            }
            return sum / weights
        }
    }
}

/// A third of an octave of IEC 61260-1, base ten.
struct ThirdOctave: Sendable {
    /// 0 is 1 kHz.
    let number: Int
    /// Hertz.
    let centre: Double
    let band: Range<Double>

    /// From 50 Hz to 16 kHz.
    static let all: [ThirdOctave] = (-13...12).map { number in
        let exponent = Double(number) / 10
        let edges = [-0.05, 0.05].map { 1_000 * Mathematics.power(10, exponent + $0) }
        return ThirdOctave(
            number: number, centre: 1_000 * Mathematics.power(10, exponent), band: edges[0]..<edges[1])
    }

    /// Whether a spectrum reaches as far.
    func fits(_ spectrum: LongTermSpectrum) -> Bool {
        band.upperBound <= spectrum.binWidth * Double(spectrum.powers.count - 1)
    }

    /// Its power in a spectrum, in dB of any reference.
    func level(of spectrum: LongTermSpectrum) -> Double {
        Mathematics.decibels(fromAmplitude: spectrum.power(band).squareRoot())
    }
}

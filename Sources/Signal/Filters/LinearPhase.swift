/// Designs filters of linear phase: an ideal response cut to a finite length by a Kaiser window. All that they pass is
/// delayed alike, by half their length, and `LinearPhaseFilter` takes that back.
///
/// Agrees with `scipy.signal.firwin`, which scales the middle of the pass band to unit gain.
package struct LinearPhase: Sendable {
    /// The window from its middle to its end.
    private let window: [Double]
    private let sampleRate: Double

    /// - Parameters:
    ///   - transition: hertz from the pass band to the stop band, with the cut-off (−6 dB) in the middle.
    ///   - attenuation: of the stop band in dB, above 21.
    ///   - sampleRate: in hertz.
    package init(transition: Double, attenuation: Double, sampleRate: Double) {
        let kaiser = KaiserWindow(
            attenuation: attenuation, transition: Mathematics.fullTurn * transition / sampleRate)
        let middle = kaiser.length / 2
        window = (0...middle).map { kaiser.value(at: Double($0) / Double(max(middle, 1))) }
        self.sampleRate = sampleRate
    }

    /// How many taps a filter has, whatever its response.
    var length: Int { 2 * window.count - 1 }

    /// An odd number of taps, the same from either end.
    ///
    /// - Parameters:
    ///   - transition: hertz from the pass band to the stop band, with the cut-off (−6 dB) in the middle.
    ///   - attenuation: of the stop band in dB, above 21.
    ///   - sampleRate: in hertz.
    package static func taps(
        _ response: FilterResponse, transition: Double, attenuation: Double, sampleRate: Double
    ) -> [Double] {
        LinearPhase(transition: transition, attenuation: attenuation, sampleRate: sampleRate).taps(response)
    }

    /// The same number of taps for any response.
    package func taps(_ response: FilterResponse) -> [Double] {
        let (low, high, centre) = LinearPhase.band(response, sampleRate)
        let half = window.indices.map { distance in
            let ideal = LinearPhase.lowpass(high, distance) - LinearPhase.lowpass(low, distance)
            return ideal * window[distance]
        }
        let gain = half.indices.reduce(0) { sum, distance in
            let turns = centre * Double(distance)
            return sum + (distance == 0 ? 1 : 2) * half[distance] * Mathematics.cosine(turns: turns)
        }
        let middle = window.count - 1
        return (0..<length).map { half[abs($0 - middle)] / gain }
    }

    /// The edges of the pass band, and where its gain is to be 1, in turns per sample.
    private static func band(
        _ response: FilterResponse, _ sampleRate: Double
    ) -> (low: Double, high: Double, centre: Double) {
        switch response {
        case .lowpass(let cutoff): (0, cutoff / sampleRate, 0)
        case .highpass(let cutoff): (cutoff / sampleRate, 0.5, 0.5)
        case .bandpass(let low, let high):
            (low / sampleRate, high / sampleRate, (low + high) / 2 / sampleRate)
        }
    }

    /// The ideal low-pass, `distance` taps from its middle.
    private static func lowpass(_ cutoff: Double, _ distance: Int) -> Double {
        guard distance > 0 else { return 2 * cutoff }
        return Mathematics.sine(turns: cutoff * Double(distance)) / (Mathematics.pi * Double(distance))
    }
}

/// Filters of linear phase whose gain runs through points, in straight lines over the octaves, in decibels.
struct CurveDesign: Sendable {
    private let transform: FourierTransform
    /// Of each bin up to half the rate: the point below it, and how far it is on the way to the next.
    private let places: [(point: Int, share: Double)]

    /// - Parameters:
    ///   - frequencies: of the points, rising, in hertz.
    ///   - spectrum: the one whose bins the gain is worked out at.
    ///   - sampleRate: in hertz.
    init(_ frequencies: [Double], like spectrum: LongTermSpectrum, sampleRate: Double) {
        let half = spectrum.powers.count - 1
        transform = FourierTransform(length: 2 * half)
        let octaves = frequencies.map(Mathematics.logarithm)
        places = (0...half).map { bin in
            let frequency = max(frequencies[0], spectrum.binWidth * Double(bin))
            let octave = Mathematics.logarithm(frequency)
            guard let above = octaves.firstIndex(where: { $0 > octave }), above > 0 else {
                return (octaves.count - 1, 0)
            }
            return (above - 1, (octave - octaves[above - 1]) / (octaves[above] - octaves[above - 1]))
        }
    }

    /// As many taps as half a transform has, and one.
    func taps(_ gains: [Double], attenuation: Double) -> [Double] {
        let length = transform.length
        var real = Array(repeating: 0.0, count: length)
        var imaginary = real
        for (bin, place) in places.enumerated() {
            let next = gains[min(place.point + 1, gains.count - 1)]
            let gain = gains[place.point] + place.share * (next - gains[place.point])
            let factor = Mathematics.amplitude(fromDecibels: gain) / Double(length)
            real[bin] = factor
            real[(length - bin) % length] = factor
        }
        transform.synthesise(real: &real, imaginary: &imaginary)
        let reach = length / 4
        let window = KaiserWindow(length: 2 * reach + 1, attenuation: attenuation)
        return (-reach...reach).map {
            real[($0 + length) % length] * window.value(at: Double($0) / Double(reach))
        }
    }

    /// By how many dB the level of each band of a sound changes.
    func changes(by taps: [Double], in bands: [ThirdOctave], of sound: LongTermSpectrum) -> [Double] {
        let length = transform.length
        var real = Array(repeating: 0.0, count: length)
        var imaginary = real
        let reach = taps.count / 2
        for (index, tap) in taps.enumerated() { real[(index - reach + length) % length] = tap }
        transform.synthesise(real: &real, imaginary: &imaginary)
        return bands.map { band in
            let before = sound.power(band.band)
            let after = sound.power(band.band) { real[$0] * real[$0] }
            return Mathematics.decibels(fromAmplitude: (after / before).squareRoot())
        }
    }
}

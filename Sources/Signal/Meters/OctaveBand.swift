/// The octave bands of IEC 61260-1, base ten.
struct OctaveBand {
    let kind: Metric.Kind
    /// Hertz; the band's nominal frequency is in its metric's name.
    let lower: Double
    let upper: Double

    private static let kinds: [Metric.Kind] = [
        .band31, .band63, .band125, .band250, .band500, .band1000, .band2000, .band4000, .band8000,
        .band16000,
    ]

    static let all: [OctaveBand] = kinds.enumerated().map { index, kind in
        // 1 kHz is the sixth.
        let exponent = 0.3 * Double(index - 5)
        return OctaveBand(
            kind: kind, lower: 1000 * Mathematics.power(10, exponent - 0.15),
            upper: 1000 * Mathematics.power(10, exponent + 0.15))
    }

    /// The frequency in the band's name, hertz.
    var nominal: Double { Double(kind.rawValue.dropFirst("band.".count)) ?? 0 }

    /// Whether programmes of this rate hold the band, up to a twentieth below its upper edge: 44.1 kHz holds all.
    func fits(sampleRate: Int) -> Bool { 0.95 * upper <= Double(sampleRate) / 2 }
}

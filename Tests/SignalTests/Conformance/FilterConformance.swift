import Testing

@testable import Signal

enum FilterConformance {
    static let rows = cookbook + moving + families + linearPhase

    private static let rate = 48_000.0

    private static func filtered(_ sections: [Biquad]) throws -> [Double] {
        var filter = CausalFilter(sections, channels: 1)
        return try filter.processed([referenceSignal(300)])[0]
    }

    private static let shapes: [(name: String, shape: Cookbook, f: Double, gain: Double, q: Double)] = [
        ("lowpass", .lowpass, 1_000, 0, 2), ("highpass", .highpass, 300, 0, 0.7071),
        ("bandpass", .bandpass, 2_000, 0, 3), ("notch", .notch, 50, 0, 10), ("bell", .bell, 3_000, -7.5, 1.5),
        ("low-shelf", .lowShelf, 200, 6, 0.7071), ("high-shelf", .highShelf, 8_000, -4, 0.9),
        ("tilt", .tilt, 800, 3, 1),
    ]

    private static let words = [
        "lowpass": "resonant-lowpass", "highpass": "resonant-highpass", "bandpass": "resonant-bandpass",
    ]

    private static var cookbook: [ReferenceCheck] {
        shapes.flatMap { shape -> [ReferenceCheck] in
            func row(_ reference: String, _ file: String, _ tolerance: Double) -> ReferenceCheck {
                let unit = "`\(words[shape.name] ?? shape.name)`"
                return ReferenceCheck(unit: unit, reference: reference, tolerance: tolerance) {
                    let section = shape.shape.section(
                        frequency: shape.f, gain: shape.gain, q: shape.q, sampleRate: rate)
                    return largestDifference(
                        try filtered([section]), try expectedUnitValues("\(file)-\(shape.name)"))
                }
            }
            let formula = row("the formula in numpy", "cookbook", 1e-12)
            return shape.name == "tilt" ? [formula] : [formula, row("ffmpeg, 64 bit", "ffmpeg", 1e-12)]
        }
    }

    private static var moving: [ReferenceCheck] {
        let unit = "`bell`, all parameters moving"
        return [
            ReferenceCheck(unit: unit, reference: "the recurrence in numpy", tolerance: 1e-12) {
                func line(_ low: Double, _ high: Double) -> Control {
                    Control(through: [.init(frame: 0, value: low), .init(frame: 250, value: high)])
                }
                var filter = MovingFilter([line(200, 5_000), line(-6, 12)], channels: 1) {
                    [Cookbook.bell.section(frequency: $0[0], gain: $0[1], q: 2, sampleRate: rate)]
                }
                let output = try filter.processed([referenceSignal(300)], blockCapacities: [37])[0]
                return largestDifference(output, try expectedUnitValues("moving-bell"))
            }
        ]
    }

    private static let families: [ReferenceCheck] = {
        let responses: [FilterResponse] = [.lowpass(3_000), .highpass(1_500), .bandpass(500, 5_000)]
        func row(
            _ name: String, _ design: @escaping @Sendable (FilterResponse, Int) -> [Biquad]
        ) -> ReferenceCheck {
            let unit = "`\(name)`, orders 1 … 16, low, high and band"
            return ReferenceCheck(unit: unit, reference: "scipy, `sosfilt`", tolerance: 1e-12) {
                try (1...16).reduce(0) { largest, order in
                    let output = try responses.flatMap { try filtered(design($0, order))[200...] }
                    return max(
                        largest, largestDifference(output, try expectedUnitValues("\(name)-\(order)")))
                }
            }
        }
        return [
            row("chebyshev") { Chebyshev.sections($0, order: $1, ripple: 0.5, sampleRate: rate) },
            row("inverse-chebyshev") {
                Chebyshev.inverseSections($0, order: $1, attenuation: 60, sampleRate: rate)
            },
            row("bessel") { Bessel.sections($0, order: $1, sampleRate: rate) },
        ]
    }()

    private static var linearPhase: [ReferenceCheck] {
        let responses: [(String, FilterResponse)] = [
            ("lowpass", .lowpass(4_000)), ("highpass", .highpass(1_000)),
            ("bandpass", .bandpass(1_000, 6_000)),
        ]
        @Sendable func taps(_ response: FilterResponse) -> [Double] {
            LinearPhase.taps(response, transition: 1_000, attenuation: 80, sampleRate: rate)
        }
        return [
            ReferenceCheck(unit: "`linear-phase`, its taps", reference: "scipy, `firwin`", tolerance: 1e-12) {
                try responses.reduce(0) {
                    max(
                        $0, largestDifference(taps($1.1), try expectedUnitValues("linear-phase-\($1.0)-taps"))
                    )
                }
            },
            ReferenceCheck(unit: "`linear-phase`", reference: "scipy, `fftconvolve`", tolerance: 1e-12) {
                try responses.reduce(0) {
                    let filter = LinearPhaseFilter(
                        StoredStream([referenceSignal(300)]), taps: taps($1.1), frames: 300)
                    let output = try filter.allSamples(blockCapacities: [7, 100])[0]
                    return max($0, largestDifference(output, try expectedUnitValues("linear-phase-\($1.0)")))
                }
            },
        ]
    }
}

import Testing

@testable import Signal

enum ColourConformance {
    static let rows: [ReferenceCheck] = saturations + aliasing + crushed

    static func saturation(
        _ curve: SaturationCurve, _ signal: [[Double]] = programmeSignal(), capacities: [Int] = [64, 500]
    ) throws -> [[Double]] {
        var settings = Saturation.Settings()
        settings.drive = Control(Mathematics.amplitude(fromDecibels: 18))
        settings.curve = curve
        settings.output = Control(Mathematics.amplitude(fromDecibels: -3))
        settings.mix = Control(0.75)
        return try Saturation(StoredStream(signal), settings, frames: signal[0].count)
            .allSamples(blockCapacities: capacities)
    }

    /// Drive and output moving, eight times the rate.
    static func moving(
        _ signal: [[Double]] = programmeSignal(), capacities: [Int] = [64, 500]
    ) throws -> [[Double]] {
        func line(_ low: Double, _ high: Double) -> Control {
            Control(
                through: [.init(frame: 0, value: low), .init(frame: 1_000, value: high)], scale: .decibels)
        }
        var settings = Saturation.Settings()
        settings.drive = line(0, 30)
        settings.output = line(0, -6)
        settings.oversampling = 8
        return try Saturation(StoredStream(signal), settings, frames: signal[0].count)
            .allSamples(blockCapacities: capacities)
    }

    private static let saturations: [ReferenceCheck] =
        [("tanh", .tanh), ("soft", .soft), ("tube", .tube)].map { (name: String, curve: SaturationCurve) in
            ReferenceCheck(
                unit: "`saturation`, \(name)", reference: "scipy, `convolve`, and numpy", tolerance: 1e-12
            ) {
                largestDifference(
                    Array(try saturation(curve).joined()), try expectedUnitValues("saturation-\(name)"))
            }
        } + [
            ReferenceCheck(
                unit: "`saturation`, moving, 8 times the rate", reference: "scipy, `convolve`, and numpy",
                tolerance: 1e-12
            ) {
                largestDifference(Array(try moving().joined()), try expectedUnitValues("saturation-moving"))
            }
        ]

    private static let aliasing: [ReferenceCheck] = [
        alias(.tanh, drive: 12, 4, below: -115), alias(.tube, drive: 12, 4, below: -115),
        alias(.soft, drive: 12, 8, below: -80), alias(.tanh, drive: 18, 8, below: -125),
    ]

    private static func alias(
        _ curve: SaturationCurve, drive: Double, _ factor: Int, below tolerance: Double
    ) -> ReferenceCheck {
        ReferenceCheck(
            unit: "`saturation`, \(curve.rawValue), \(Int(drive)) dB, \(factor) times the rate",
            reference: "nothing to 20 kHz but the harmonics of 5 kHz at full scale", tolerance: tolerance,
            measure: " dB"
        ) { try SaturationTests.alias(curve, drive: drive, factor: factor) }
    }

    private static let crushed: [ReferenceCheck] = [
        ReferenceCheck(unit: "`bit-crush`", reference: "the formula in numpy", tolerance: 0) {
            let loud = programmeSignal().map { $0.map { $0 * 4 } }
            let output = try [(1, 1), (4, 3), (8, 7), (24, 256)].flatMap { (bits: Control, hold: Control) in
                var effect = BitCrush(bits: bits, hold: hold, channels: 2)
                return try effect.processed(loud, blockCapacities: [64, 500])
            }
            return largestDifference(Array(output.joined()), try expectedUnitValues("bit-crush"))
        }
    ]

    static let pinned: [PinnedUnit] = [
        PinnedUnit(name: "saturation tanh") { try saturation(.tanh, $0) },
        PinnedUnit(name: "saturation soft") { try saturation(.soft, $0) },
        PinnedUnit(name: "saturation tube") { try saturation(.tube, $0) },
        PinnedUnit(name: "saturation moving") { try moving($0) },
        PinnedUnit(name: "bit-crush") {
            var effect = BitCrush(bits: 5, hold: 6, channels: 2)
            return try effect.processed($0)
        },
    ]
}

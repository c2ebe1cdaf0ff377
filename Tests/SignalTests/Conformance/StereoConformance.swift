import Testing

@testable import Signal

enum StereoConformance {
    static let rows: [ReferenceCheck] = [
        ReferenceCheck(unit: "`width`", reference: "the formula in numpy", tolerance: 1e-15) {
            let output = try [0, 0.3, 1.6, 2].flatMap { try widened(Control($0)) }
            return largestDifference(Array(output.joined()), try expectedUnitValues("width"))
        },
        ReferenceCheck(unit: "`width`, moving", reference: "the formula in numpy", tolerance: 1e-15) {
            let curve = Control(through: [.init(frame: 0, value: 0), .init(frame: 1_000, value: 2)])
            return largestDifference(
                Array(try widened(curve).joined()), try expectedUnitValues("width-moving"))
        },
        ReferenceCheck(
            unit: "`mid-side`, nothing on either part", reference: "what goes in", tolerance: 1e-15
        ) {
            let split = MidSideSplit(StoredStream(programmeSignal()))
            let output = try MidSideJoin(mid: split.mid, side: split.side).allSamples(
                blockCapacities: [64, 500])
            return largestDifference(Array(output.joined()), Array(programmeSignal().joined()))
        },
        ReferenceCheck(unit: "`mono-below`", reference: "scipy, `firwin` on the sides", tolerance: 1e-12) {
            largestDifference(
                Array(try monoBelow([64, 500]).joined()), try expectedUnitValues("mono-below"))
        },
        ReferenceCheck(unit: "`input`, all pan laws", reference: "the formulae in numpy", tolerance: 1e-15) {
            let laws: [PanLaw] = [.constantPower, .linear, .compromise, .balance]
            let gains = laws.flatMap { law in
                (0..<2).flatMap { channel in
                    (0..<9).map { law.gain(of: channel, from: 1, to: 2, pan: Double($0) / 4 - 1) }
                }
            }
            return largestDifference(gains, try expectedUnitValues("pan-laws"))
        },
    ]

    static let pinned: [PinnedUnit] = [
        PinnedUnit(name: "width") { signal in
            var effect = Width(Control(through: [.init(frame: 0, value: 0), .init(frame: 9_000, value: 2)]))
            return try effect.processed(signal)
        },
        PinnedUnit(name: "mid-side") { signal in
            let split = MidSideSplit(StoredStream(signal))
            let side = LinearPhaseFilter(
                split.side,
                taps: LinearPhase.taps(
                    .lowpass(3_000), transition: 500, attenuation: 80, sampleRate: 48_000),
                frames: signal[0].count)
            return try MidSideJoin(mid: split.mid, side: side).allSamples()
        },
        PinnedUnit(name: "mono-below") { signal in
            try MonoBelow.stream(
                StoredStream(signal), frequency: 120, sampleRate: 48_000, frames: signal[0].count
            ).allSamples()
        },
    ]

    static func monoBelow(_ capacities: [Int]) throws -> [[Double]] {
        try MonoBelow.stream(
            StoredStream(programmeSignal()), frequency: 400, sampleRate: 48_000, frames: 1_200
        ).allSamples(blockCapacities: capacities)
    }

    private static func widened(_ width: Control) throws -> [[Double]] {
        var effect = Width(width)
        return try effect.processed(programmeSignal(), blockCapacities: [64, 500])
    }
}

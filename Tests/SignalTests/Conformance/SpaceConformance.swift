import Testing

@testable import Signal

enum SpaceConformance {
    static let rows = delays + convolutions + reverbs + rooms

    private static let delays = [
        ("delay", "`delay`, feedback and mix moving"), ("delay-ping-pong", "`delay`, from side to side"),
        ("delay-moving", "`delay`, its time moving"),
    ].map { name, unit in
        ReferenceCheck(unit: unit, reference: "the recurrence in numpy", tolerance: 1e-12) {
            let settings = try #require(DelayTests.cases.first { $0.name == name }).settings
            var delay = Delay(settings, channels: 2)
            let output = try delay.processed(programmeSignal(), blockCapacities: [37, 400])
            return largestDifference(Array(output.joined()), try expectedUnitValues(name))
        }
    }

    private static let convolutions = [
        ReferenceCheck(
            unit: "`convolution`, 7 to 40,000 taps", reference: "scipy, `fftconvolve`", tolerance: 1e-12
        ) {
            try [7, 5_000, 40_000].reduce(0) { largest, taps in
                let input = (0..<8).flatMap { _ in referenceSignal(3_000) }
                let path = Convolution.Path(from: 0, to: 0, ConvolutionTests.decaying(taps, state: 7))
                let output = try Convolution(
                    StoredStream([input]), [path], mix: Control(1), frames: input.count
                ).allSamples(blockCapacities: [1_000, 37])[0]
                let expected = try expectedUnitValues("convolution-\(taps)")
                return max(largest, largestDifference(output.suffix(3_000), expected))
            }
        },
        ReferenceCheck(
            unit: "`convolution`, four channels, its mix moving", reference: "scipy, `fftconvolve`",
            tolerance: 1e-12
        ) {
            let output = try ConvolutionTests.trueStereo().allSamples(blockCapacities: [37, 400])
            return largestDifference(
                Array(output.joined()), try expectedUnitValues("convolution-true-stereo"))
        },
    ]

    private static let reverbs = ReverbTests.cases.map { entry in
        ReferenceCheck(unit: entry.unit, reference: "the recurrence in numpy", tolerance: 1e-9) {
            var reverb = Reverb(entry.settings, channels: entry.channels, sampleRate: 48_000)
            let input = programmeSignal().prefix(entry.channels).map { signal in
                (0..<4).flatMap { _ in signal }
            }
            let output = try reverb.processed(Array(input), blockCapacities: [37, 400])
            let last = output.flatMap { $0.suffix(2_400) }
            return largestDifference(last, try expectedUnitValues(entry.name))
        }
    }

    private static let rooms = [
        ReferenceCheck(
            unit: "`reverb`, 1 to 6 s", reference: "the decay asked for, octaves from 63 Hz to 8 kHz",
            tolerance: 5, measure: " %"
        ) {
            try [(1.0, 4.0), (2, 12), (6, 30)].reduce(0) { largest, room in
                let response = try ReverbTests.responses {
                    ($0.decay, $0.size) = (Control(room.0), Control(room.1))
                }
                return try [63.0, 125, 250, 500, 1_000, 2_000, 4_000, 8_000].reduce(largest) {
                    let found = try ReverbTests.decay(of: response, about: $1)
                    return max($0, abs(found / room.0 - 1) * 100)
                }
            }
        },
        ReferenceCheck(
            unit: "`reverb`, high decay 0.25",
            reference: "the decays asked for, octaves at 125 Hz and 12 kHz",
            tolerance: 10, measure: " %"
        ) {
            let response = try ReverbTests.responses {
                ($0.decay, $0.highDecay, $0.crossover) = (4, 0.25, 1_500)
            }
            let low = try ReverbTests.decay(of: response, about: 125)
            let high = try ReverbTests.decay(of: response, about: 12_000)
            return max(abs(low / 4 - 1), abs(high - 1)) * 100
        },
    ]
}

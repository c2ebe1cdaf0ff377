/// The minimum requirements of EBU Tech 3341 (version 4) and EBU Tech 3342 that can be synthesised, by their numbers.
/// Cases 7 and 8 of the former, and 5 and 6 of the latter, are recordings.
package enum Conformance {
    package static let cases = integrated + windows + truePeak + range

    private static func loudness(_ number: Int, _ what: String, _ procedure: ConformanceCase.Procedure)
        -> ConformanceCase
    {
        ConformanceCase(
            standard: "EBU Tech 3341", number: number, what: what, unit: "LUFS", tolerance: -0.1...0.1,
            procedure: procedure)
    }

    private static let integrated = [
        loudness(
            1, "M, S and I of 20 s at -23",
            .atEnd(.stereo((20, -23)), [.momentaryMax, .shortTermMax, .loudness], expected: -23)),
        loudness(
            2, "M, S and I of 20 s at -33",
            .atEnd(.stereo((20, -33)), [.momentaryMax, .shortTermMax, .loudness], expected: -33)),
        loudness(
            3, "I of 10 s at -36, 60 s at -23, 10 s at -36",
            .atEnd(.stereo((10, -36), (60, -23), (10, -36)), [.loudness], expected: -23)),
        loudness(
            4, "I of case 3 between two times 10 s at -72",
            .atEnd(
                .stereo((10, -72), (10, -36), (60, -23), (10, -36), (10, -72)), [.loudness], expected: -23)),
        loudness(
            5, "I of 20 s at -26, 20.1 s at -20, 20 s at -26",
            .atEnd(.stereo((20, -26), (20.1, -20), (20, -26)), [.loudness], expected: -23)),
        loudness(
            6, "I of 20 s on five channels, -28 -28 -24 -30 -30",
            .atEnd(.tones([(20, [-28, -28, -24, -30, -30])]), [.loudness], expected: -23)),
    ]

    private static let windows = [
        loudness(
            9, "S from 3 s on, of five times 1.34 s at -20 and 1.66 s at -30",
            .steadily(alternating(5, (1.34, -20), (1.66, -30)), .shortTermMax, expected: -23, from: 3)),
        loudness(
            10, "maximum S of 20 files: up to 2.85 s of silence, 3 s at -23, 1 s of silence",
            .each(
                (0..<20).map { .stereo((0.15 * Double($0), silence), (3, -23), (1, silence)) }, .shortTermMax,
                expected: -23)),
        loudness(
            11, "maximum S after each of 20 tones of 3 s, from -38 up to -19",
            .rising(steps(lasting: 3, delay: 0.15), .shortTermMax, expected: (0..<20).map { Double($0 - 38) })
        ),
        loudness(
            12, "M from 1 s on, of 25 times 0.18 s at -20 and 0.22 s at -30",
            .steadily(alternating(25, (0.18, -20), (0.22, -30)), .momentaryMax, expected: -23, from: 1)),
        loudness(
            13, "maximum M of 20 files: up to 0.38 s of silence, 0.4 s at -23, 1 s of silence",
            .each(
                (0..<20).map { .stereo((0.02 * Double($0), silence), (0.4, -23), (1, silence)) },
                .momentaryMax, expected: -23)),
        loudness(
            14, "maximum M after each of 20 tones of 0.4 s, from -38 up to -19",
            .rising(
                steps(lasting: 0.4, delay: 0.02), .momentaryMax, expected: (0..<20).map { Double($0 - 38) })),
    ]

    private static let silence = -Double.infinity

    private static func alternating(_ times: Int, _ stretches: (seconds: Double, level: Double)...)
        -> TestSignal
    {
        .tones(
            (0..<times).flatMap { _ in
                stretches.map { (seconds: $0.seconds, levels: [$0.level, $0.level]) }
            })
    }

    /// Tones that get louder by 1 dB each, every one a little later in its part.
    private static func steps(lasting seconds: Double, delay: Double) -> [TestSignal] {
        (0..<20).map { number in
            let before = delay * Double(number)
            return .stereo((before, silence), (seconds, Double(number - 38)), (seconds - before, silence))
        }
    }

    private static func peak(_ number: Int, _ what: String, _ signal: TestSignal, _ expected: Double)
        -> ConformanceCase
    {
        ConformanceCase(
            standard: "EBU Tech 3341", number: number, what: what, unit: "dBTP", tolerance: -0.4...0.2,
            procedure: .atEnd(signal, [.truePeak], expected: expected))
    }

    private static let truePeak = [
        peak(15, "fs/4, amplitude 0.50, 0 degrees", .sine(cycles: 1 / 4, amplitude: 0.5, phase: 0), -6),
        peak(16, "fs/4, amplitude 0.50, 45 degrees", .sine(cycles: 1 / 4, amplitude: 0.5, phase: 1 / 8), -6),
        peak(17, "fs/6, amplitude 0.50, 60 degrees", .sine(cycles: 1 / 6, amplitude: 0.5, phase: 1 / 6), -6),
        peak(
            18, "fs/8, amplitude 0.50, 67.5 degrees", .sine(cycles: 1 / 8, amplitude: 0.5, phase: 3 / 16), -6),
        peak(19, "fs/4, amplitude 1.41, 45 degrees", .sine(cycles: 1 / 4, amplitude: 1.41, phase: 1 / 8), 3),
        peak(20, "a period of fs/4 in fs/6, decimated from 0", .burst(offset: 0), 0),
        peak(21, "a period of fs/4 in fs/6, decimated from 1", .burst(offset: 1), 0),
        peak(22, "a period of fs/4 in fs/6, decimated from 2", .burst(offset: 2), 0),
        peak(23, "a period of fs/4 in fs/6, decimated from 3", .burst(offset: 3), 0),
    ]

    private static let range = [
        range(1, [-20, -30], 10), range(2, [-20, -15], 5), range(3, [-40, -20], 20),
        range(4, [-50, -35, -20, -35, -50], 15),
    ]

    private static func range(_ number: Int, _ levels: [Double], _ expected: Double) -> ConformanceCase {
        let words = levels.map { "\(Int($0))" }.joined(separator: " ")
        return ConformanceCase(
            standard: "EBU Tech 3342", number: number, what: "loudness range of 20 s each at \(words)",
            unit: "LU", tolerance: -1...1,
            procedure: .atEnd(
                .tones(levels.map { (seconds: 20, levels: [$0, $0]) }), [.loudnessRange], expected: expected))
    }
}

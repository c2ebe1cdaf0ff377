/// Bends samples at four or eight times the rate, so that the harmonics that this makes do not come back as other tones:
/// up by half-band filters, through the curve, and down by the same.
///
/// Each filter passes what is below 0.45 of the rate that is heard, and takes off 110 dB of what would fold below it; as they
/// have linear phase and every frame's neighbours are at hand, nothing is delayed.
struct Oversampler {
    private let curve: SaturationCurve
    private let stages: [Halfband]
    // For each stage: what it has raised, what came back of that, and room for its sums.
    private var raised: [[Double]] = []
    private var shaped: [[Double]] = []
    private var sums: [[Double]] = []
    private var odds: [[Double]] = []

    /// Frames that are heard before and behind the ones that come out.
    let reach: Int
    private let reaches: [Int]

    /// - Parameters:
    ///   - factor: 4 or 8.
    ///   - count: the frames that come out at a time.
    init(_ curve: SaturationCurve, factor: Int, count: Int) {
        self.curve = curve
        // The first has the narrow band between what is heard and its images; the others have an octave and more.
        let all = [(36, 110.0), (8, 110.0), (6, 110.0)].map { Halfband(reach: $0.0, attenuation: $0.1) }
        stages = Array(all.prefix(factor == 8 ? 3 : 2))
        var reaches = [0]
        for stage in stages.reversed() { reaches.insert(2 * stage.reach + (reaches[0] + 1) / 2, at: 0) }
        self.reaches = reaches
        reach = reaches[0]
        var count = count
        for (stage, deeper) in zip(stages, reaches.dropFirst()) {
            let low = count + 2 * (stage.reach + (deeper + 1) / 2)
            raised.append(Array(repeating: 0, count: 2 * low))
            count = 2 * count + 4 * stage.reach
            shaped.append(Array(repeating: 0, count: count))
            sums.append(Array(repeating: 0, count: low))
            odds.append(Array(repeating: 0, count: low + 2 * stage.reach))
        }
    }

    /// Fills `output` with `count` frames; `input` is where the first of them lies, with ``reach`` frames before and behind.
    mutating func run(
        _ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>
    ) {
        bend(stage: 0, input, count, output)
    }

    private mutating func bend(
        stage: Int, _ input: UnsafePointer<Double>, _ count: Int, _ output: UnsafeMutablePointer<Double>
    ) {
        guard stage < stages.count else { return curve.apply(input, count: count, into: output) }
        let filter = stages[stage]
        let before = filter.reach + (reaches[stage + 1] + 1) / 2
        // Taken out while they are in use, so that nothing is copied.
        var (raised, shaped) = (self.raised[stage], self.shaped[stage])
        var (sums, odds) = (self.sums[stage], self.odds[stage])
        (self.raised[stage], self.shaped[stage], self.sums[stage], self.odds[stage]) = ([], [], [], [])
        raised.withUnsafeMutableBufferPointer { raised in
            shaped.withUnsafeMutableBufferPointer { shaped in
                sums.withUnsafeMutableBufferPointer { sums in
                    odds.withUnsafeMutableBufferPointer { odds in
                        guard let high = raised.baseAddress, let back = shaped.baseAddress,
                            let sums = sums.baseAddress, let odds = odds.baseAddress
                        else { return }
                        filter.raise(input - before, count: count + 2 * before, into: high, sums)
                        let start = UnsafePointer(high + 2 * (before - filter.reach))
                        bend(stage: stage + 1, start, 2 * count + 4 * filter.reach, back)
                        filter.lower(back + 2 * filter.reach, count: count, into: output, sums, odds)
                    }
                }
            }
        }
        (self.raised[stage], self.shaped[stage]) = (raised, shaped)
        (self.sums[stage], self.odds[stage]) = (sums, odds)
    }
}

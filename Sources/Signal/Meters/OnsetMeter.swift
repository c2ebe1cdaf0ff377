/// Measures `onset-distance`: how far onsets lie from the lines of a grid.
///
/// An onset is where the high frequencies rise (P. Masri, "Computer modelling of sound for transformation and synthesis
/// of musical signals", 1996, weighs them for the same reason). Of the sum of all channels, the difference from sample
/// to sample is taken, and its energy summed over hops of 5 ms. A hop begins an onset when its mean energy is at least
/// four times (6 dB) that of each of the six hops before and above −90 dBFS, and no onset began in the 50 ms before. It
/// is at the first sample of the hop whose difference is half of the hop's largest, or more. A last hop that is cut short
/// is left out.
package struct OnsetMeter: Meter {
    /// What it is reported as.
    private let name: String
    private let sampleRate: Int
    private var detector: OnsetDetector
    /// Nil without a grid.
    private var distances: OnsetDistances?

    /// - Parameter grid: what onsets are held against; without one, there is no distance.
    package init(grid: BeatGrid?, sampleRate: Int, channels: Int) {
        self.init(
            name: Metric(kind: .onsetDistance, grid: grid).name, lines: grid.map(GridLines.init),
            sampleRate: sampleRate, channels: channels)
    }

    /// - Parameters:
    ///   - name: What the measurement is called.
    ///   - lines: What onsets are held against.
    package init(name: String, lines: GridLines?, sampleRate: Int, channels: Int) {
        self.name = name
        self.sampleRate = sampleRate
        detector = OnsetDetector(sampleRate: sampleRate, channels: channels)
        distances = lines.map { OnsetDistances($0, sampleRate: sampleRate) }
    }

    package mutating func measure(_ block: borrowing Block) {
        guard distances != nil, sampleRate >= OnsetDetector.lowestRate else { return }
        detector.measure(block) { distances?.add($0) }
    }

    package mutating func finish() -> [Measurement] {
        guard let distances else {
            return [
                Measurement(
                    metric: name,
                    value: .unmeasurable("no grid is given: \(name)@120/4 has four lines a beat at 120 BPM"))
            ]
        }
        if sampleRate < OnsetDetector.lowestRate {
            let need = "onsets need a rate of \(OnsetDetector.lowestRate) Hz, the audio has \(sampleRate) Hz"
            return [Measurement(metric: name, value: .unmeasurable(need))]
        }
        guard let median = distances.median else {
            return [Measurement(metric: name, value: .unmeasurable("there is no onset in it"))]
        }
        return [Measurement(metric: name, value: .number(median * 1000), place: distances.farthest)]
    }
}

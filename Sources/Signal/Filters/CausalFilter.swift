/// A filter that hears only what came before: each sample in turn through every section, from silence.
///
/// Agrees with `scipy.signal.sosfilt`. It delays what it passes, more near the cut-off than elsewhere; where
/// that matters and the whole signal is at hand, `ZeroPhaseFilter` does not.
package struct CausalFilter: Processor {
    private let cascade: Cascade
    private let channels: Int
    // The state of pair p in channel c is states[c * pairs + p].
    private var states: [SectionPair.State]
    private var position = 0

    package init(_ sections: [Biquad], channels: Int) {
        cascade = Cascade(sections)
        self.channels = channels
        states = (0..<channels).flatMap { [cascade] _ in cascade.resting }
    }

    package mutating func process(_ block: inout Block) {
        precondition(block.channels == channels, "BUG: \(block.channels) channels for \(channels) filters")
        for channel in 0..<channels {
            block.withChannel(channel) { samples in
                guard let start = samples.baseAddress else { return }
                for (index, pair) in cascade.pairs.enumerated() {
                    pair.run(
                        start, step: 1, count: samples.count, age: position,
                        state: &states[channel * cascade.pairs.count + index])
                }
            }
        }
        position += block.frames
    }
}

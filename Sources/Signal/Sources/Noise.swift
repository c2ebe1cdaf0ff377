/// Noise that is the same on every run: its samples are a function of the seed and the frame's number. Mono.
package final class Noise: SampleStream {
    package enum Colour: String, CaseIterable, Sendable {
        /// Equal power in every hertz; uniformly distributed between −level and level.
        case white
        /// Equal power in every octave: −3 dB per octave, within 0.1 dB from 20 Hz to 20 kHz at sample rates
        /// from 44.1 to 192 kHz. It has the RMS of white noise of the same level, level/√3, but is nearly
        /// normally distributed: its peaks reach 4 to 5 times the RMS, so beyond full scale from a level of
        /// about 0.35 on. It starts from rest.
        case pink
    }

    package let channels = 1
    private let colour: Colour
    private let level: Double
    private let random: CounterRandom
    private var filter = PinkingFilter()
    private var playhead: Playhead

    /// - Parameters:
    ///   - level: peak amplitude of the white noise, full scale 1.
    ///   - seed: noises of different seeds are uncorrelated.
    ///   - frames: the length.
    package init(colour: Colour, level: Double, seed: UInt64, frames: Int) {
        self.colour = colour
        self.level = level
        random = CounterRandom(seed: seed)
        playhead = Playhead(frames: frames)
    }

    package func read(into block: inout Block) {
        let first = UInt64(playhead.next(in: &block).lowerBound)
        block.withChannel(0) { output in
            for index in 0..<output.count {
                output[index] = level * random.uniform(first &+ UInt64(truncatingIfNeeded: index))
            }
            if colour == .pink { filter.process(output) }
        }
    }
}

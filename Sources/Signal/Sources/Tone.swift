/// A steady tone of one of the four classic waves, mono, free of aliasing.
///
/// All waves begin where a sine does: at their upward zero crossing, moved by `phase`. The saw rises. A tone
/// whose frequency is at or above half the sample rate has nothing that could sound: it is silent.
package final class Tone: SampleStream {
    package enum Wave: String, CaseIterable, Sendable {
        case sine, saw, square, triangle
    }

    package let channels = 1
    private let phasor: Phasor
    private let sine: SineWave
    private let table: Wavetable?
    private var playhead: Playhead

    /// - Parameters:
    ///   - frequency: Hz, 0 or more.
    ///   - level: peak amplitude of the ideal wave, full scale 1. The band-limited saw and square overshoot it
    ///     near their edges by up to 18 % (Gibbs).
    ///   - phase: turns; 0.25 starts a sine at its peak.
    ///   - sampleRate: Hz.
    ///   - frames: the length.
    package init(
        wave: Wave, frequency: Double, level: Double, phase: Double = 0, sampleRate: Double, frames: Int
    ) {
        precondition(
            frequency.isFinite && frequency >= 0 && sampleRate.isFinite && sampleRate > 0 && phase.isFinite,
            "BUG: a tone of \(frequency) Hz from phase \(phase) at \(sampleRate) Hz")
        phasor = Phasor(frequency: frequency, sampleRate: sampleRate, offset: phase)
        sine = SineWave(phasor, level: frequency < sampleRate / 2 ? level : 0)
        table =
            wave == .sine
            ? nil : Wavetable(wave: wave, level: level, frequency: frequency, sampleRate: sampleRate)
        playhead = Playhead(frames: frames)
    }

    package func read(into block: inout Block) {
        let frames = playhead.next(in: &block)
        block.withChannel(0) { output in
            if let table {
                table.read { sample in phasor.fill(output, frames: frames) { sample($0) } }
            } else {
                sine.fill(output, frames: frames)
            }
        }
    }
}

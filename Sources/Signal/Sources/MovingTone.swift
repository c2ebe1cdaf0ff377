/// A tone whose frequency moves, mono, at a peak of 1: the oscillator of a ``Synth``, free of aliasing too. It is made in
/// runs of ``NoteRun/length`` frames, at whose two ends the frequency is worked out, and its phase goes on from each to the
/// next, so that it glides without a step.
package final class MovingTone: SampleStream {
    package let channels = 1
    private let frequency: Control
    private var oscillator: OscillatorBank
    private var run = NoteRun()
    private var playhead: Playhead

    /// - Parameters:
    ///   - frequency: in hertz, below half the sample rate.
    ///   - sampleRate: in hertz.
    ///   - frames: the length.
    package init(wave: Tone.Wave, frequency: Control, sampleRate: Double, frames: Int) {
        self.frequency = frequency
        let synth = Synth(
            oscillator: Synth.Oscillator(wave: wave),
            envelope: Envelope(attack: 0.001, decay: 0.001, sustain: 1, release: 0.005),
            sampleRate: sampleRate)
        oscillator = OscillatorBank(
            synth, note: Note(frame: 0, frames: frames, pitch: 69, velocity: 1, seed: 0))
        playhead = Playhead(frames: frames)
    }

    package func read(into block: inout Block) {
        let window = playhead.next(in: &block)
        block.withChannel(0) { output in
            for frame in window {
                let offset = frame % NoteRun.length
                if offset == 0 { turn(at: frame) }
                output[frame - window.lowerBound] = run.left[offset]
            }
        }
    }

    private func turn(at frame: Int) {
        let end = frame + NoteRun.length
        oscillator.next(
            into: &run, frequency: RunLine(frequency.exact(at: frame), frequency.exact(at: end)),
            width: RunLine(0.5, 0.5), frame: frame)
    }
}

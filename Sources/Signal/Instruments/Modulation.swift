/// A low-frequency oscillator: a sine that begins with each note, and what it moves. All of it may move in turn; the delay is
/// that of the moment at which the note begins.
package struct Modulation: Equatable, Sendable {
    /// Hz.
    package let rate: Control
    /// Semitones up and down.
    package let pitch: Control
    /// Octaves by which the filter's corner goes up and down.
    package let filter: Control
    /// How far the level falls: 0 … 1, 1 to silence.
    package let amplitude: Control
    /// Seconds in which it fades in after the note's start.
    package let delay: Control
    /// What a rate that moves sums up to.
    private let turns: ControlIntegral?

    package static let none = Modulation(rate: 0, pitch: 0, filter: 0, amplitude: 0, delay: 0)

    package init(rate: Control, pitch: Control, filter: Control, amplitude: Control, delay: Control) {
        self.rate = rate
        self.pitch = pitch
        self.filter = filter
        self.amplitude = amplitude
        self.delay = delay
        turns = rate.constant == nil ? ControlIntegral(rate) : nil
    }

    /// Its value so many frames into a note that begins at a frame of the production, −1 … 1.
    func value(_ position: Int, from start: Int, sampleRate: Double) -> Double {
        let (seconds, delay) = (Double(position) / sampleRate, delay.exact(at: start))
        let fadeIn = seconds < delay ? Envelope.rise(seconds / delay) : 1
        guard let turns else { return fadeIn * Mathematics.sine(turns: seconds * rate.exact(at: start)) }
        let turned = turns.value(at: start + position) - turns.value(at: start)
        return fadeIn * Mathematics.sine(turns: turned / sampleRate)
    }

    /// The factor on the level for a value at a frame of the production: 1 − amplitude … 1.
    func level(_ value: Double, at frame: Int) -> Double {
        1 - amplitude.exact(at: frame) * (0.5 - 0.5 * value)
    }
}

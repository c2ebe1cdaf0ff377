/// One stroke in a drum track.
package struct Hit: Sendable, Equatable {
    /// When it sounds.
    package var frame: Int
    /// Which of the track's voices, by index.
    package var voice: Int
    /// 0 … 1.
    package var velocity: Double
    /// Picks the voice's noise.
    package var seed: UInt64

    package init(frame: Int, voice: Int, velocity: Double, seed: UInt64) {
        self.frame = frame
        self.voice = voice
        self.velocity = velocity
        self.seed = seed
    }
}

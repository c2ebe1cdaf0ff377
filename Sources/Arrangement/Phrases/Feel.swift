internal import Signal

/// How a phrase departs from the grid: swing, and the small irregularities of a player.
package struct Feel: Equatable, Sendable {
    /// Where the second of two steps lies between the first and the next pair, as a share: 0.5 is straight, 2/3 is
    /// triplets.
    package let swing: Double
    /// The length of the steps that swing, in beats: 0.5 for eighths.
    package let swingStep: Double
    /// The largest displacement, seconds.
    package let timing: Double
    /// The largest change of a velocity.
    package let dynamics: Double

    package static let none = Feel(swing: 0.5, swingStep: 0.5, timing: 0, dynamics: 0)

    package init(swing: Double, swingStep: Double, timing: Double, dynamics: Double) {
        self.swing = swing
        self.swingStep = swingStep
        self.timing = timing
        self.dynamics = dynamics
    }

    /// Where a beat comes to lie: each pair of steps is stretched before its middle and shortened behind it, so that
    /// what lies between the steps moves along.
    package func swung(_ beat: Double) -> Double {
        guard swing != 0.5 else { return beat }
        let pair = 2 * swingStep
        let start = (beat / pair).rounded(.down) * pair
        let share = (beat - start) / pair
        let moved = share < 0.5 ? share * 2 * swing : swing + (share - 0.5) * 2 * (1 - swing)
        return start + moved * pair
    }

    /// The displacement of a note, in frames, at random within the largest one.
    package func displacement(seed: UInt64, sampleRate: Int) -> Int {
        guard timing > 0 else { return 0 }
        let share = CounterRandom(seed: seed).uniform(0)
        return Int((share * timing * Double(sampleRate)).rounded())
    }

    /// A velocity, changed at random within the largest change, 0 … 1.
    package func velocity(_ velocity: Double, seed: UInt64) -> Double {
        guard dynamics > 0 else { return velocity }
        return min(1, max(0, velocity + dynamics * CounterRandom(seed: seed).uniform(1)))
    }

    /// Whether something of that chance happens.
    package static func happens(chance: Double, seed: UInt64) -> Bool {
        guard chance < 1 else { return true }
        return (CounterRandom(seed: seed).uniform(2) + 1) / 2 < chance
    }
}

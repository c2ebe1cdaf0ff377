/// Levels in decibels relative to full scale, as meters report and compare them.
enum Level {
    /// The level of a magnitude, dBFS; −∞ for 0, not-a-number for what is none.
    static func decibels(_ magnitude: Double) -> Double {
        Mathematics.decibels(fromAmplitude: magnitude)
    }

    /// The magnitude of a level in dBFS.
    static func magnitude(_ decibels: Double) -> Double {
        Mathematics.amplitude(fromDecibels: decibels)
    }
}

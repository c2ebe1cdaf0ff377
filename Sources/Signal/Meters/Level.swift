/// Levels in decibels relative to full scale, as meters report and compare them.
enum Level {
    /// The level of a magnitude, dBFS; −∞ for 0.
    static func decibels(_ magnitude: Double) -> Double {
        magnitude > 0 ? Mathematics.decibels(fromAmplitude: magnitude) : -.infinity
    }

    /// The magnitude of a level in dBFS.
    static func magnitude(_ decibels: Double) -> Double {
        Mathematics.amplitude(fromDecibels: decibels)
    }
}

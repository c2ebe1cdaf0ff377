/// How a sample is stored.
public enum Encoding: String, CaseIterable, Sendable {
    /// 16-bit integers.
    case pcm16
    /// 24-bit integers.
    case pcm24
    /// 32-bit integers.
    case pcm32
    /// 32-bit floating point.
    case float32
    /// 64-bit floating point.
    case float64
}

/// The noise that is added before rounding to integers, so that the rounding error does not follow the music.
public enum Dither: String, CaseIterable, Sendable {
    /// Triangular noise of ±1 step, seeded by the target.
    case tpdf
    /// The same noise, and the error moved to where the ear hears least of it: quieter below 8 kHz, by 27 dB at 4 kHz,
    /// and louder above 14 kHz. At 44,100 and 48,000 Hz, for a file that is the last in its chain.
    case shaped
    /// Plain rounding.
    case none
}

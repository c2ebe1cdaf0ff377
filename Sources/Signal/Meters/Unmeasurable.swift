extension Measurement.Value {
    /// A number, unless it came out beyond what doubles hold: samples of 10²⁰⁰ are finite, their squares are not.
    static func finite(_ number: Double) -> Measurement.Value {
        number.isFinite ? .number(number) : .unmeasurable("the samples are too large to compute with")
    }

    /// A level that may be −∞, for digital silence.
    static func level(_ decibels: Double) -> Measurement.Value {
        decibels == -.infinity ? .number(decibels) : .finite(decibels)
    }

    static let noAudio = Measurement.Value.unmeasurable("there is no audio: 0 frames")
}

/// How long a programme lasts, in a user's words.
enum Duration {
    /// `399 ms` or `12.3 s`, rounded down.
    static func words(_ frames: Int, _ sampleRate: Int) -> String {
        let milliseconds = Int((Double(frames) * 1000 / Double(sampleRate)).rounded(.down))
        if milliseconds < 10_000 { return "\(milliseconds) ms" }
        return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    }
}

/// How quickly a gain or a level follows what drives it.
enum Ballistics {
    /// The part of the way that is made in one frame, for 63 % of it to be made in `seconds`: 1 − exp(−1/(seconds·fs)); all
    /// of it for 0 seconds.
    static func coefficient(seconds: Double, sampleRate: Double) -> Double {
        precondition(seconds >= 0 && sampleRate > 0, "BUG: \(seconds) s at \(sampleRate) Hz")
        return seconds > 0 ? 1 - Mathematics.exponential(-1 / (seconds * sampleRate)) : 1
    }
}

/// A change of the sound, applied in the order in which it is listed. No effect moves the sound in time:
/// what an effect needs to look ahead, it looks ahead.
public struct Effect: Sendable {
    package let recipe: Recipe
}

extension Effect {
    /// Louder or quieter.
    ///
    /// - Parameter gain: A factor, decibels, or a curve of decibels.
    public static func gain(_ gain: Gain, line: Int = #line) -> Effect {
        Effect(recipe: Recipe(.gain, [gain.value], line: line))
    }
}

extension Rule {
    package static let gain = Rule("gain", .effect, [Parameter("gain", .automatableGain)])
}

@testable import Signal

/// Forward-backward filtering as the textbook has it, over the whole signal at once: what `ZeroPhaseFilter`
/// is compared with.
func wholeSignalZeroPhase(_ signal: [Double], sections: [Biquad]) -> [Double] {
    guard let first = signal.first, let last = signal.last else { return [] }
    let coefficients = 2 * sections.count + 1
    let unused = min(sections.count { $0.b2 == 0 }, sections.count { $0.a2 == 0 })
    let length = min(3 * (coefficients - unused), signal.count - 1)
    let before = (1..<length + 1).reversed().map { 2 * first - signal[$0] }
    let after = (1..<length + 1).map { 2 * last - signal[signal.count - 1 - $0] }

    let forwards = settledFilter(before + signal + after, sections: sections)
    let both = settledFilter(forwards.reversed(), sections: sections)
    return Array(both.reversed()[length..<length + signal.count])
}

/// One pass from the state that the first sample would have left, had it been there for ever.
private func settledFilter(_ signal: [Double], sections: [Biquad]) -> [Double] {
    var samples = signal
    var level = signal[0]
    for section in sections {
        let (b0, b1, b2, a1, a2) = (section.b0, section.b1, section.b2, section.a1, section.a2)
        let settled = level * (b0 + b1 + b2) / (1 + a1 + a2)
        var s1 = settled - b0 * level
        var s2 = b2 * level - a2 * settled
        level = settled
        samples.withUnsafeMutableBufferPointer { samples in
            for index in 0..<samples.count {
                let input = samples[index]
                let output = b0 * input + s1
                s1 = b1 * input - a1 * output + s2
                s2 = b2 * input - a2 * output
                samples[index] = output
            }
        }
    }
    return samples
}

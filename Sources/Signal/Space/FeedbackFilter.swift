/// Second-order sections, sample by sample, for what is heard again and again: the transposed direct form II. Or
/// sections that move.
struct FeedbackFilter: Sendable {
    private let sections: [Biquad]
    // s1 and s2 of each section.
    private var first: [Double]
    private var second: [Double]
    private var moving: MovingSections?

    init(_ sections: [Biquad]) {
        self.sections = sections
        first = sections.map { _ in 0 }
        second = first
    }

    /// - Parameter design: of sections that move; nil for the other ones.
    init(_ sections: [Biquad], _ design: MovingSections.Design?) {
        self.init(sections)
        moving = design.map(MovingSections.init)
    }

    /// - Parameter frame: which decides when states too small to matter are let go of.
    @inline(__always)
    mutating func filtered(_ sample: Double, at frame: Int) -> Double {
        if let moved = moving?.filtered(sample, at: frame) { return moved }
        var sample = sample
        for index in sections.indices {
            let section = sections[index]
            let output = section.b0 * sample + first[index]
            first[index] = section.b1 * sample + second[index] - section.a1 * output
            second[index] = section.b2 * sample - section.a2 * output
            sample = output
        }
        if frame % SectionPair.flushInterval == 0 { settle() }
        return sample
    }

    /// Several frames in place, from a frame on.
    mutating func filter(_ samples: UnsafeMutableBufferPointer<Double>, at frame: Int) {
        guard !sections.isEmpty || moving != nil else { return }
        for index in samples.indices { samples[index] = filtered(samples[index], at: frame + index) }
    }

    private mutating func settle() {
        for index in sections.indices {
            if abs(first[index]) < SectionPair.silence { first[index] = 0 }
            if abs(second[index]) < SectionPair.silence { second[index] = 0 }
        }
    }
}

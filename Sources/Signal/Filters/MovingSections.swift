/// Second-order sections that move, sample by sample, for what is heard again and again: ``MovingFilter``'s, of one channel.
package struct MovingSections: Sendable {
    /// The parameters, and the sections of their values at a moment: always as many, all stable.
    package struct Design: Sendable {
        package let controls: [Control]
        package let sections: @Sendable ([Double]) -> [Biquad]

        package init(_ controls: [Control], _ sections: @escaping @Sendable ([Double]) -> [Biquad]) {
            self.controls = controls
            self.sections = sections
        }
    }

    /// A section on its way from one design to the next, and the last two samples that went in and came out.
    fileprivate struct Section {
        var start: Biquad
        var next: Biquad
        var input1 = 0.0
        var input2 = 0.0
        var output1 = 0.0
        var output2 = 0.0
    }

    private let design: Design
    private var sections: [Section]

    init(_ design: Design) {
        self.design = design
        sections = design.sections(design.controls.map { $0.exact(at: 0) })
            .map { Section(start: $0, next: $0) }
    }

    /// - Parameter frame: of the production; one after the other.
    @inline(__always)
    mutating func filtered(_ sample: Double, at frame: Int) -> Double {
        let offset = frame % Control.period
        if offset == 0 { turn(at: frame) }
        let share = Double(offset) / Double(Control.period)
        var sample = sample
        for index in sections.indices {
            sample = sections[index].output(of: sample, share)
        }
        return sample
    }

    /// Takes up the next design, and lets go of states too small to matter (see `SectionPair.silence`).
    private mutating func turn(at frame: Int) {
        let designed = design.sections(design.controls.map { $0.exact(at: frame + Control.period) })
        for index in sections.indices {
            sections[index].start = sections[index].next
            sections[index].next = designed[index]
            if abs(sections[index].output1) < SectionPair.silence { sections[index].output1 = 0 }
            if abs(sections[index].output2) < SectionPair.silence { sections[index].output2 = 0 }
        }
    }
}

extension MovingSections.Section {
    /// - Parameter share: of the way from one design to the next.
    @inline(__always)
    fileprivate mutating func output(of input: Double, _ share: Double) -> Double {
        let (a, b) = (start, next)
        let forward =
            (a.b0 + (b.b0 - a.b0) * share) * input + (a.b1 + (b.b1 - a.b1) * share) * input1
            + (a.b2 + (b.b2 - a.b2) * share) * input2
        let output =
            forward - (a.a1 + (b.a1 - a.a1) * share) * output1 - (a.a2 + (b.a2 - a.a2) * share) * output2
        (input2, input1) = (input1, input)
        (output2, output1) = (output1, output)
        return output
    }
}

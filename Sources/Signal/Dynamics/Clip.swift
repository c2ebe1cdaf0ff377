/// Cuts off what is above a ceiling, and counts what it cut.
package struct Clip: Processor, Sendable {
    /// Samples, over all channels, that were above the ceiling.
    package private(set) var limitedSamples = 0
    private var ceiling: ControlRun

    /// - Parameters:
    ///   - ceiling: the largest magnitude that passes, linear: 1 is full scale. It may move.
    ///   - reachable: what it stops at, of a ceiling: ``Quantiser/Grid/reachable(_:dither:)`` of a file.
    package init(ceiling: Control, reachable: @escaping @Sendable (Double) -> Double = { $0 }) {
        precondition(ceiling.range.lowerBound > 0, "BUG: a ceiling of \(ceiling.range.lowerBound)")
        self.ceiling = ControlRun(ceiling, reachable)
    }

    /// A sample that is not a number stays one, for a gate to find.
    package mutating func process(_ block: inout Block) {
        if let ceiling = ceiling.constant {
            clip(&block, 0..<block.frames) { _ in ceiling }
            return
        }
        for start in stride(from: 0, to: block.frames, by: ControlRun.length) {
            let run = start..<min(start + ControlRun.length, block.frames)
            ceiling.advance(by: run.count)
            let ceilings = ceiling.values
            clip(&block, run) { ceilings[$0] }
        }
    }

    @inline(__always)
    private mutating func clip(_ block: inout Block, _ run: Range<Int>, _ ceiling: (Int) -> Double) {
        for channel in 0..<block.channels {
            limitedSamples += block.withChannel(channel) { samples in
                var clipped = 0
                for index in run where abs(samples[index]) > ceiling(index - run.lowerBound) {
                    let limit = ceiling(index - run.lowerBound)
                    samples[index] = samples[index] < 0 ? -limit : limit
                    clipped += 1
                }
                return clipped
            }
        }
    }
}

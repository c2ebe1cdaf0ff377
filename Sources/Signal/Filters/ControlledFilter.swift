/// A causal filter whose parameters stand still, all of them, or move.
package struct ControlledFilter: Processor {
    private var still: CausalFilter?
    private var moving: MovingFilter?

    /// - Parameters:
    ///   - controls: the parameters.
    ///   - design: from their values at a moment to as many sections at all times, all stable.
    package init(
        _ controls: [Control], channels: Int, design: @escaping @Sendable ([Double]) -> [Biquad]
    ) {
        let constants = controls.compactMap(\.constant)
        if constants.count == controls.count {
            still = CausalFilter(design(constants), channels: channels)
        } else {
            moving = MovingFilter(controls, channels: channels, design: design)
        }
    }

    package mutating func process(_ block: inout Block) {
        still?.process(&block)
        moving?.process(&block)
    }
}

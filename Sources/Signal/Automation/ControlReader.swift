/// Hands out the values of a ``Control``, frame after frame.
package struct ControlReader: Sendable {
    /// The value, where it is the same all the time: what follows it need not be asked frame by frame.
    package let constant: Double?

    private let control: Control
    private var position = 0
    // The straight line that the frame at hand lies on, from a multiple of the period to the next.
    private var value = 0.0
    private var step = 0.0

    package init(_ control: Control) {
        self.control = control
        constant = control.constant
    }

    /// The values of the frames that come next, as many as fit.
    package mutating func read(into values: UnsafeMutableBufferPointer<Double>) {
        if let constant {
            values.update(repeating: constant)
            position += values.count
            return
        }
        for index in values.indices { values[index] = next() }
    }

    /// The value of the next frame.
    package mutating func next() -> Double {
        if let constant {
            position += 1
            return constant
        }
        let offset = position % Control.period
        if offset == 0 { turn() }
        position += 1
        return value + step * Double(offset)
    }

    /// Passes over frames.
    package mutating func skip(_ count: Int) {
        position += count
        guard constant == nil else { return }
        let offset = position % Control.period
        guard offset > 0 else { return }
        position -= offset
        turn()
        position += offset
    }

    private mutating func turn() {
        value = control.exact(at: position)
        step = (control.exact(at: position + Control.period) - value) / Double(Control.period)
    }
}

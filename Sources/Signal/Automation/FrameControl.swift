/// A control, block by block: the value of each frame at hand, or the one of all of them.
struct FrameControl: Sendable {
    /// What every frame has, where it does not move.
    let constant: Double?
    private var reader: ControlReader
    private var values: [Double] = []

    init(_ control: Control) {
        reader = ControlReader(control)
        constant = reader.constant
    }

    /// Goes on to the frames that come next.
    mutating func advance(by count: Int) {
        guard constant == nil else { return }
        if values.count < count { values = Array(repeating: 0, count: count) }
        values.withUnsafeMutableBufferPointer {
            reader.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<count]))
        }
    }

    /// The value of a frame at hand.
    @inline(__always)
    subscript(index: Int) -> Double { constant ?? values[index] }

    /// Lends the value of each frame at hand, so that which of the two it is, is asked once.
    @inline(__always)
    func read<Result>(_ body: ((Int) -> Double) -> Result) -> Result {
        if let constant { return body { _ in constant } }
        return values.withUnsafeBufferPointer { values in body { values[$0] } }
    }
}

/// A control, some frames at a time.
struct ControlRun: Sendable {
    /// Frames at a time: as many as stay in the first-level cache.
    static let length = 256

    /// Of the frames that came last.
    private(set) var values: [Double]
    private var reader: ControlReader
    private let change: @Sendable (Double) -> Double

    /// What every frame has, where it does not move.
    let constant: Double?

    /// - Parameter change: what is wanted in place of each value.
    init(_ control: Control, _ change: @escaping @Sendable (Double) -> Double = { $0 }) {
        reader = ControlReader(control)
        self.change = change
        constant = reader.constant.map(change)
        values = Array(repeating: constant ?? 0, count: ControlRun.length)
    }

    mutating func advance(by count: Int) {
        guard constant == nil else { return }
        for index in 0..<count { values[index] = change(reader.next()) }
    }
}

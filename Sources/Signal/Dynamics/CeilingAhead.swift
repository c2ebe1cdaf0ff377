/// The ceiling of the frames that a limiter has at hand, where it moves.
struct CeilingAhead: Sendable {
    /// Of every frame, where it stands still.
    let constant: Double?
    private var reader: ControlReader
    private let reachable: @Sendable (Double) -> Double
    private var values: [Double]
    private var count = 0

    /// - Parameters:
    ///   - ceiling: linear: 1 is full scale.
    ///   - reachable: what is stopped at, of a ceiling.
    ///   - capacity: frames at hand at most.
    init(_ ceiling: Control, capacity: Int, reachable: @escaping @Sendable (Double) -> Double) {
        precondition(ceiling.range.lowerBound > 0, "BUG: a ceiling of \(ceiling.range.lowerBound)")
        reader = ControlReader(ceiling)
        constant = reader.constant.map(reachable)
        self.reachable = reachable
        values = Array(repeating: 0, count: constant == nil ? capacity : 0)
    }

    /// Works out those of further frames, until there are `frames`.
    mutating func extend(to frames: Int) {
        guard constant == nil else { return }
        while count < frames {
            values[count] = reachable(reader.next())
            count += 1
        }
    }

    mutating func discard(_ frames: Int) {
        guard constant == nil else { return }
        for index in frames..<count { values[index - frames] = values[index] }
        count -= frames
    }

    /// Lends the ceiling of each frame at hand.
    @inline(__always)
    func read<Result>(_ body: ((Int) -> Double) -> Result) -> Result {
        if let constant { return body { _ in constant } }
        return values.withUnsafeBufferPointer { values in body { values[$0] } }
    }
}

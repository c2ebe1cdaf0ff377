/// How much room on a disk: 0 … 1 EiB.
public enum Size: Sendable, Equatable {
    /// 1,048,576 bytes each.
    case mebibytes(Double)
    /// 1,073,741,824 bytes each.
    case gibibytes(Double)

    package var value: Value {
        switch self {
        case .mebibytes(let amount): .quantity(amount, .mebibytes)
        case .gibibytes(let amount): .quantity(amount, .gibibytes)
        }
    }
}

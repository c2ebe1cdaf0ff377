/// In which order a file stores the bytes of its numbers.
enum ByteOrder {
    case little, big

    /// Up to eight bytes as an unsigned number; of eight, the highest bit gives a negative one.
    func integer(_ bytes: ArraySlice<UInt8>) -> Int {
        switch self {
        case .big: bytes.reduce(0) { $0 << 8 | Int($1) }
        case .little: bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        }
    }
}

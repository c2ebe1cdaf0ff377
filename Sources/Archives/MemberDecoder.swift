/// Unpacks by either method.
enum MemberDecoder: ~Copyable {
    case stored
    case deflate(Inflater)

    init(method: UInt16) {
        self = method == MemberSummary.deflateMethod ? .deflate(Inflater()) : .stored
    }

    /// Whether packed bytes say themselves where they end.
    var hasEndMark: Bool {
        switch self {
        case .stored: false
        case .deflate: true
        }
    }

    func decode(
        _ packed: UnsafeMutableRawBufferPointer,
        emit: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) -> Inflater.Outcome {
        switch self {
        case .stored:
            try emit(UnsafeRawBufferPointer(packed))
            return .wantsMore
        case .deflate(let inflater):
            return try inflater.inflate(packed, emit: emit)
        }
    }
}

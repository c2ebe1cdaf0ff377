#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A file as libsndfile sees it: a length, and a position that it moves at will.
protocol PositionedFile: AnyObject {
    var length: Int { get }
    var position: Int { get set }
}

extension PositionedFile {
    /// Moves the position, as `lseek` does; −1 where that is before the start.
    func seek(_ offset: Int, _ whence: Int32) -> Int {
        let target: Int? =
            switch whence {
            case SEEK_SET: offset
            case SEEK_CUR: position + offset
            case SEEK_END: length + offset
            default: nil
            }
        guard let target, target >= 0 else { return -1 }
        position = target
        return position
    }

    /// The object behind the pointer that libsndfile hands back.
    static func of(_ pointer: UnsafeMutableRawPointer?) -> Self? {
        pointer.map { Unmanaged<Self>.fromOpaque($0).takeUnretainedValue() }
    }
}

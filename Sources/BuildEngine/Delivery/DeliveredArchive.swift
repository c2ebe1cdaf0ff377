internal import Archives
internal import BuildStore

/// An archive that came from somewhere: its members one after the other, whatever kind it is.
enum DeliveredArchive {
    case zip(ZipReader)
    /// Read from its beginning each time.
    case tar(path: String)

    /// Hands over the bytes of the member that is being visited, as many as were said, which are checked on the
    /// way.
    typealias Read = (_ receive: (UnsafeRawBufferPointer) -> Void) throws(ArchiveError) -> Void

    init(_ path: String) throws {
        // RFC 8878, 3.1.1: the magic number of a frame.
        if try firstBytes(of: path, 4) == [0x28, 0xB5, 0x2F, 0xFD] {
            self = .tar(path: path)
        } else {
            self = .zip(try ZipReader(path: path))
        }
    }

    /// Visits all members in the order of the archive, until a visit answers false. Names are safe, and none comes
    /// twice.
    func members(
        _ isCancelled: @escaping () -> Bool,
        _ visit: (_ name: String, _ size: UInt64, _ read: Read) throws -> Bool
    ) throws {
        switch self {
        case .zip(let reader):
            for entry in reader.entries {
                let goesOn = try visit(entry.name, entry.summary.size) { (receive) throws(ArchiveError) in
                    try reader.read(entry, isCancelled: isCancelled) { receive($0) }
                }
                guard goesOn else { return }
            }
        case .tar(let path):
            var reader = try TarReader(path: path)
            while let entry = try reader.next() {
                if isCancelled() { throw ArchiveError.cancelled(path: path) }
                let goesOn = try Self.visit(reader, entry, isCancelled, visit)
                guard goesOn else { return }
            }
        }
    }

    private static func visit(
        _ reader: borrowing TarReader, _ entry: TarEntry, _ isCancelled: @escaping () -> Bool,
        _ visit: (_ name: String, _ size: UInt64, _ read: Read) throws -> Bool
    ) throws -> Bool {
        try visit(entry.name, entry.size) { (receive) throws(ArchiveError) in
            try reader.read(entry, isCancelled: isCancelled) { receive($0) }
        }
    }

    /// The files of the delivery sheet, by their names. The search ends when both are found.
    func sheets(_ isCancelled: @escaping () -> Bool) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        try members(isCancelled) { name, size, read in
            guard name == DeliverySheet.jsonName || name == DeliverySheet.tableName else { return true }
            guard size <= DeliverySheet.largest else { throw SheetFault.tooLarge(bytes: size) }
            var bytes: [UInt8] = []
            try read { bytes.append(contentsOf: $0) }
            found[name] = bytes
            return found.count < 2
        }
        return found
    }
}

/// A file that a member is copied to, to be measured, and that goes with it.
final class ScratchFile {
    let path: String
    private let file: Descriptor
    /// What kept it from being written.
    private(set) var failure: StoreError?

    /// - Parameter size: The bytes to come: where there is no room for them, nothing is begun.
    init(_ path: String, size: UInt64) throws {
        let room = try freeSpace(at: path)
        guard size <= room else {
            throw RenderError(
                "measuring a file of \(size) bytes takes as much room in \(path), and there are \(room): "
                    + "set TMPDIR to a directory with more")
        }
        self.path = path
        file = try Descriptor(creating: path)
    }

    deinit { try? removeFile(path) }

    func write(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        do throws(StoreError) {
            try file.write(raw: bytes)
        } catch {
            failure = error
        }
    }
}

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Looks at many files, one after the other: those of one directory are looked up from that directory, to which the
/// system then does not have to find the way each time (a seventh of what a look costs).
struct FileLookups: ~Copyable {
    private struct Directory {
        /// As it stands at the beginning of paths, with its slash.
        let path: UnsafeRawBufferPointer
        let descriptor: Int32

        func isCalled(_ other: UnsafeRawBufferPointer) -> Bool {
            guard path.count == other.count, let mine = path.baseAddress, let its = other.baseAddress else {
                return false
            }
            return memcmp(mine, its, path.count) == 0
        }
    }

    /// Directories that are open at a time; a production has its outputs in one, and its inputs in a few.
    private static let most = 8

    private var directories: [Directory] = []
    private var oldest = 0

    deinit {
        for directory in directories { close(directory.descriptor) }
    }

    /// - Parameters:
    ///   - path: Ends with a zero byte, and stays where it is.
    ///   - length: Without that byte.
    mutating func look(at path: UnsafePointer<CChar>, length: Int) -> FileIdentity.Lookup {
        let bytes = UnsafeRawBufferPointer(start: path, count: length)
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash + 1 < length,
            let directory = directory(UnsafeRawBufferPointer(rebasing: bytes[...slash]))
        else { return FileIdentity.Lookup(path) }
        return FileIdentity.Lookup(path, from: directory, nameAt: slash + 1)
    }

    /// The directory, open; nil where it cannot be opened: the look at the file then says why.
    private mutating func directory(_ path: UnsafeRawBufferPointer) -> Int32? {
        for directory in directories where directory.isCalled(path) { return directory.descriptor }
        let name = path.map { CChar(bitPattern: $0) } + [0]
        let descriptor = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        let directory = Directory(path: path, descriptor: descriptor)
        if directories.count < Self.most {
            directories.append(directory)
        } else {
            close(directories[oldest].descriptor)
            directories[oldest] = directory
            oldest = (oldest + 1) % Self.most
        }
        return descriptor
    }
}

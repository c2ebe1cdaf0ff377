internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A work space of its own below another one, in which the paths of a production lead to the same files: everything
/// that it reads is linked to, and nothing that is written there is anybody's output.
struct ScratchPlace {
    /// Where bounce runs in it: absolute.
    let directory: String
    /// The description that it builds.
    let description: String

    /// - Parameters:
    ///   - root: An empty directory, absolute.
    ///   - files: The paths that the production reads, as it states them.
    init(in root: String, description bytes: [UInt8], files: [String]) throws(StoreError) {
        // So deep that every path upwards still ends below the root.
        let depth = files.map { $0.split(separator: "/").count { $0 == ".." } }.max() ?? 0
        directory = root + "/work" + String(repeating: "/in", count: depth)
        description = root + "/description.json"
        try makeDirectory(directory)
        try writeNewFile(description, bytes)
        for file in files where !file.hasPrefix("/") { try place(file) }
    }

    private func place(_ file: String) throws(StoreError) {
        // What does not exist is not there, either.
        guard let real = resolvedPath(file) else { return }
        let path = "\(directory)/\(file)"
        try makeDirectories(to: file)
        // What bounce takes for its own is followed through no link.
        if Workspace.isOwn(file) { return try copyFile(real, to: path) }
        guard symlink(real, path) == 0 || errno == EEXIST else {
            throw .file(operation: "make a link at", path: path, errno: errno)
        }
    }

    /// Also those on the way that a `..` leaves again.
    private func makeDirectories(to file: String) throws(StoreError) {
        var path = directory
        for part in file.split(separator: "/").dropLast() {
            path += "/\(part)"
            if part != "..", part != "." { try makeDirectory(path) }
        }
    }

    private func copyFile(_ source: String, to path: String) throws(StoreError) {
        let copy = try Descriptor(creating: path)
        let file = try Descriptor(source, O_RDONLY)
        while true {
            let piece = try file.contents(size: 1 << 20)
            if piece.isEmpty { return }
            try copy.write(piece)
        }
    }
}

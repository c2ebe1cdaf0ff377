package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a report draws of some bytes, kept under their digest and the version of the drawing: it follows from both.
package struct KeptPicture: Equatable, Sendable {
    package let content: Digest
    package let version: Int

    package init(content: Digest, version: Int) {
        self.content = content
        self.version = version
    }

    /// By the name of its file; nil for what is none, or was not finished.
    package init?(fileName: String) {
        let parts = fileName.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let content = Digest(text: "xxh3-128:\(parts[0])"),
            let version = Int(parts[1]), "\(content.hexadecimal)-\(version)" == fileName
        else { return nil }
        self.init(content: content, version: version)
    }

    private var name: String { "\(content.hexadecimal)-\(version)" }

    package var path: String { "\(Workspace.pictures)/\(name)" }

    /// Nil where there is none, or a damaged one: it is made anew.
    package func read() -> [UInt8]? {
        guard let bytes = try? wholeContent(of: path), let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            String(decoding: bytes[..<end], as: UTF8.self) == seal(of: bytes[(end + 1)...])
        else { return nil }
        return Array(bytes[(end + 1)...])
    }

    /// Whole or not at all: two reports may keep the same picture at once, and neither has the lock.
    package func keep(_ picture: [UInt8]) throws(StoreError) {
        try makeDirectory(Workspace.pictures)
        let temporary = "\(path).\(getpid())"
        let file = try Descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(Array((seal(of: picture[...]) + "\n").utf8) + picture)
        try move(temporary, to: path)
    }

    /// Over its name, too: what was moved to another name is no picture of that.
    private func seal(of picture: ArraySlice<UInt8>) -> String {
        Digest(of: Array((name + "\n").utf8) + picture).text
    }
}

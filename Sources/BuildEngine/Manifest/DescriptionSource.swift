internal import BuildGraph
internal import BuildStore
package import TargetDescription

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where a description comes from: a manifest that is compiled and run, or a file of JSON.
package struct DescriptionSource: Sendable {
    package static let usualFile = "Targets.swift"

    package let file: String

    package init(file: String? = nil) { self.file = file ?? Self.usualFile }

    /// The description, checked for its shape and its ranges.
    ///
    /// - Parameter mayKeep: Whether what had to be compiled may be kept for the next time.
    package func recipe(mayKeep: Bool) async throws(BuildError) -> Recipe {
        let bytes = try await description(mayKeep: mayKeep)
        do {
            return try DescriptionDecoder.decode(bytes)
        } catch {
            throw .refused(error, file: file)
        }
    }

    private func description(mayKeep: Bool) async throws(BuildError) -> [UInt8] {
        let content = try read()
        guard !file.hasSuffix(".json") else { return content }
        let compiler = try ManifestCompiler()
        let key = compiler.key(forManifest: content)
        let kept = "\(Workspace.manifests)/\(key.hexadecimal).json"
        if let description = try? Self.kept(kept) { return description }
        let description = try await compiler.description(of: file)
        guard try read() == content else { throw .store(.changed(path: file)) }
        if mayKeep { try? Self.keep(description, as: kept) }
        return description
    }

    private func read() throws(BuildError) -> [UInt8] {
        let content: [UInt8]?
        do {
            content = try FileIdentity(path: file) == nil ? nil : Self.bytes(of: file)
        } catch {
            throw .store(error)
        }
        guard let content else { throw .noManifest(file) }
        return content
    }

    private static func bytes(of path: String) throws(StoreError) -> [UInt8] {
        let file = try Descriptor(path, O_RDONLY)
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while bytes.count <= DescriptionDecoder.largest {
            let count = try file.read(into: buffer)
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        return bytes
    }

    /// A description that was kept: behind its digest, so that a damaged one counts as none.
    private static func kept(_ path: String) throws(StoreError) -> [UInt8]? {
        let bytes = try bytes(of: path)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let description = Array(bytes[(end + 1)...])
        let digest = String(decoding: bytes[..<end], as: UTF8.self)
        return Digest(of: description).text == digest ? description : nil
    }

    /// Whole or not at all: two builds may keep the same description at once.
    private static func keep(_ description: [UInt8], as path: String) throws(StoreError) {
        try makeDirectory(Workspace.manifests)
        let temporary = "\(path).\(getpid())"
        try Descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC).write(
            Array((Digest(of: description).text + "\n").utf8) + description)
        try move(temporary, to: path)
    }
}

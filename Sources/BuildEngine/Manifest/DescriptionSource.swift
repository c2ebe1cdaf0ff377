internal import BuildGraph
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A description that was read and found to be in order.
package struct ReadDescription: Sendable {
    package let production: ResolvedProduction
    /// The version of the file that it was read from.
    let version: FileDigest
}

/// Where a description comes from: a manifest that is compiled and run, or a file of JSON.
package struct DescriptionSource: Sendable {
    package static let usualFile = "Targets.swift"

    package let file: String

    /// - Parameter file: A manifest, or a description (`.json`); nil for the usual one.
    package init(file: String? = nil) { self.file = file ?? Self.usualFile }

    /// Whether it is a description as it stands, and not a manifest.
    var isData: Bool { file.hasSuffix(".json") }

    /// The description, checked for its shape and its ranges, and found to be in order.
    ///
    /// - Parameter mayKeep: Whether what had to be compiled may be kept for the next time.
    package func read(mayKeep: Bool) async throws(BuildError) -> ReadDescription {
        let (content, version) = try content()
        let bytes = isData ? content : try await description(content, mayKeep: mayKeep)
        do {
            let production = try ResolvedProduction(DescriptionDecoder.decode(bytes))
            return ReadDescription(production: production, version: version)
        } catch {
            var refusal = error
            if !refusal.path.isEmpty { refusal.place = NamedPlace.words(of: refusal.path, in: bytes) }
            throw .refused(refusal, file: file)
        }
    }

    private func description(_ content: [UInt8], mayKeep: Bool) async throws(BuildError) -> [UInt8] {
        let compiler = try ManifestCompiler(mayKeep: mayKeep)
        let key = compiler.key(forManifest: Digest(of: content))
        let kept = Self.keptPath(key)
        if let description = try? Self.kept(kept) { return description }
        let description = try await compiler.description(of: file)
        guard try self.content().bytes == content else { throw .store(.changed(path: file)) }
        if mayKeep { try? Self.keep(description, as: kept) }
        return description
    }

    /// The content of the file, and the version of it that this is.
    private func content() throws(BuildError) -> (bytes: [UInt8], version: FileDigest) {
        do throws(StoreError) {
            let examined = fileClock()
            if let identity = try FileIdentity(path: file) {
                let bytes = try Self.bytes(of: file)
                guard try FileIdentity(path: file) == identity else { throw .changed(path: file) }
                return (bytes, FileDigest(digest: Digest(of: bytes), identity: identity, examined: examined))
            }
        } catch {
            throw .store(error)
        }
        throw .noManifest(file)
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
    static func kept(_ path: String) throws(StoreError) -> [UInt8]? {
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

internal import BuildGraph
internal import BuildStore

extension DescriptionSource {
    /// Where the description of this manifest, as it is now, is kept; nil for what is not compiled.
    package var keptPath: String? {
        guard !isData, let content = digest, let compiler = try? ManifestCompiler(mayKeep: false) else {
            return nil
        }
        return Self.keptPath(compiler.key(forManifest: content))
    }

    static func keptPath(_ key: Digest) -> String { "\(Workspace.manifests)/\(key.hexadecimal).json" }

    /// The digest of the file as it is now.
    var digest: Digest? { (try? FileDigest.read(file))?.digest }
}

internal import Archives
internal import BuildGraph
internal import BuildStore
internal import Signal
internal import SoundFiles
internal import TargetDescription

extension DescriptionSource {
    /// Everything besides the production's own files that "up to date" rests on. In other circumstances a ledger
    /// proves nothing, and the ordinary road finds out what it comes to.
    func circumstances(_ store: StateStore) throws(BuildError) -> Digest {
        var components = [
            Component(.tool, "bounce", version(of: OwnProgram.unresolvedPath)),
            Component(.tool, "encoder", SoundFormat.libraries),
            Component(.tool, "meters", MeterBank.version),
            Component(.parameter, "description", file),
            Component(.parameter, "state", store.identity),
            // Where libraries are looked for that are loaded later.
            Component(.parameter, "loader", variable("LD_LIBRARY_PATH") ?? ""),
            Component(.parameter, "preloaded", variable("LD_PRELOAD") ?? ""),
            // Mounts are told apart file by file.
            Component(.parameter, "boot", "\(BootIdentity.current.number)"),
        ]
        components += [Compression.fast, .deflate(level: 0)].map { Component(.tool, "codec", $0.tool) }
        if !isData {
            let toolchain = try Toolchain()
            components.append(Component(.tool, "compiler", toolchain.compilerIdentity))
            components += toolchain.library.files.map { Component(.tool, $0, version(of: $0)) }
        }
        return Digest(of: Component.canonicalBytes(of: components))
    }

    /// The version of a file, by its stat alone: another one is a reason to look, and no more.
    private func version(of path: String) -> String {
        guard let identity = try? FileIdentity(path: path) else { return Component.missing }
        return
            "\(identity.device) \(identity.inode) \(identity.size) \(identity.modified) \(identity.changed)"
    }
}

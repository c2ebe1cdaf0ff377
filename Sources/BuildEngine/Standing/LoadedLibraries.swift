internal import Archives
internal import BuildStore
internal import SoundFonts
internal import TargetDescription

extension ResolvedTarget {
    /// The files of the libraries that are only loaded when it is made, and whose versions its key names: a look at them
    /// is quicker. What the loader finds them by is among them. Nil where the system does not say which they are.
    var libraries: [String]? {
        var files: [String] = []
        if kind == .archive, recipe.codec == nil {
            guard let archive = try? Zstandard.files(), !archive.isEmpty else { return nil }
            files += archive
        }
        if recipe.parts.contains(where: {
            $0.rule.name == Rule.soundFont.name && $0.rule.family == .instrument
        }) {
            guard let synthesizer = SoundFontTrack.libraryFile else { return nil }
            files.append(synthesizer)
        }
        guard !files.isEmpty else { return [] }
        let cache = "/etc/ld.so.cache"
        return files + ((try? FileIdentity(path: cache)) == nil ? [] : [cache])
    }
}

internal import BuildEngine
internal import BuildStore

/// A file that a command writes anew each time, where its option says.
enum ReplacedFile {
    /// Refuses a place where something else lies than such a command wrote: what was there is not lost to a slip of the
    /// tongue. What is no file (`/dev/null`, a pipe) is written to; a link is what it leads to.
    ///
    /// - Parameters:
    ///   - path: As the option has it.
    ///   - option: The option, for the message.
    ///   - starts: How a file of the kind begins.
    static func check(_ path: String, of option: String, starts: String) throws(BuildError) {
        let place = resolvedPath(path) ?? path
        guard FileKind(at: place) == .file else { return }
        // One that was cut short, by a full disk, is one of ours as well.
        if let start = try? firstBytes(of: place, starts.utf8.count), starts.utf8.starts(with: start) {
            return
        }
        throw .usage(
            "\(path) is another file than \(option) writes, and is left as it is: name another, or move it away"
        )
    }
}

internal import BuildEngine
internal import BuildStore

/// A file that a command writes anew each time, where its option says.
enum ReplacedFile {
    /// Refuses a place where something else lies than such a command wrote: what was there is not lost to a slip of the
    /// tongue. What is no file (`/dev/null`, a pipe) is written to.
    ///
    /// - Parameters:
    ///   - path: As the option has it.
    ///   - option: The option, for the message.
    ///   - starts: How a file of the kind begins.
    static func check(_ path: String, of option: String, starts: String) throws(BuildError) {
        guard FileKind(at: path) == .file, let start = try? firstBytes(of: path, starts.utf8.count) else {
            return
        }
        guard !start.isEmpty, String(decoding: start, as: UTF8.self) != starts else { return }
        throw .usage(
            "\(path) is another file than \(option) writes, and is left as it is: name another, or move it away"
        )
    }
}

package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Puts artifacts in their places: temporaries, outputs, kept objects, failures. Everything moves by rename
/// within one file system, so a file is at a place whole or not at all, and its bytes exist once.
package struct Artifacts {
    private var serial = 0
    /// Permissions of a new file, as the user's mask has them.
    private let mode: mode_t
    private var notes: [String] = []

    /// Empties the temporaries of runs that were killed: under the lock, all of them are nobody's.
    package init() throws(StoreError) {
        let mask = umask(0)
        umask(mask)
        mode = 0o666 & ~mask
        try discardTemporaries()
    }

    /// Removes all temporaries: those of work that came to nothing, when nobody works any more.
    package func discardTemporaries() throws(StoreError) {
        for name in names(inDirectory: Workspace.temporaries) {
            try removeTree(Workspace.temporaries + "/" + name)
        }
    }

    /// A path for a new temporary that no other has.
    package mutating func temporary(_ name: String) -> String {
        serial += 1
        return "\(Workspace.temporaries)/\(serial)-\(name)"
    }

    /// Where kept bytes are; nil where they are not kept.
    package static func keptPath(_ output: Digest, failures: [Digest: String]) -> String? {
        let object = Workspace.object(output)
        if (try? FileIdentity(path: object)) != nil { return object }
        if let failed = failures[output], (try? FileIdentity(path: failed)) != nil { return failed }
        return nil
    }

    /// Puts a finished file in the place of an output. What was there is kept when bounce made it, and saved
    /// beside it when it is somebody's own.
    package mutating func publish(
        _ source: String, as output: String, content: Digest, index: inout FileIndex, isOurs: (Digest) -> Bool
    ) throws(StoreError) {
        try supersede(output, by: content, index: &index, isOurs: isOurs)
        try place(source, as: output, content: content, index: &index)
    }

    /// Moves an output that is no longer current out of the way.
    private mutating func supersede(
        _ output: String, by content: Digest, index: inout FileIndex, isOurs: (Digest) -> Bool
    ) throws(StoreError) {
        if FileIdentity.isSpecial(output) {
            // A link or a directory is somebody's own, whatever is in it.
            let aside = Self.freePath("\(output).moved")
            try move(output, to: aside)
            notes.append("\(output) was not a file of its own: moved to \(aside)")
            return
        }
        guard let old = try index.digest(of: output), old != content else { return }
        if isOurs(old) {
            try keep(output, content: old, index: &index)
        } else {
            let aside = try Self.asidePath(of: output, content: old, &index)
            // It is somebody's own file: its permissions are theirs.
            try place(output, as: aside, content: old, index: &index, mode: nil)
            notes.append("\(output) was not made by bounce, or was edited since: saved as \(aside)")
        }
    }

    /// Moves an output that bounce made, and that no target writes any more, into the store.
    package mutating func retire(
        _ output: String, content: Digest, index: inout FileIndex
    ) throws(StoreError) {
        try keep(output, content: content, index: &index)
        notes.append("\(output) is no target's output any more: it is kept in \(Workspace.cache)/")
    }

    /// Moves a file into the store, read-only.
    private func keep(_ path: String, content: Digest, index: inout FileIndex) throws(StoreError) {
        let object = Workspace.object(content)
        try makeDirectory(Workspace.objectDirectory(content))
        chmod(path, 0o444)
        try place(path, as: object, content: content, index: &index, mode: nil)
    }

    /// Moves a file that failed a gate to where it can be listened to.
    package func keepFailed(
        _ source: String, as name: String, content: Digest, index: inout FileIndex
    ) throws(StoreError) -> String {
        let path = "\(Workspace.failed)/\(name)"
        try place(source, as: path, content: content, index: &index)
        return path
    }

    /// Removes what is kept of earlier failures of a target that came out well.
    package func dropFailed(_ name: String) throws(StoreError) {
        try removeFile("\(Workspace.failed)/\(name)")
    }

    /// What there is to say, handed over once.
    package mutating func takeNotes() -> [String] {
        defer { notes = [] }
        return notes
    }

    private func place(
        _ source: String, as destination: String, content: Digest, index: inout FileIndex
    ) throws(StoreError) {
        try place(source, as: destination, content: content, index: &index, mode: mode)
    }

    private func place(
        _ source: String, as destination: String, content: Digest, index: inout FileIndex, mode: mode_t?
    ) throws(StoreError) {
        let moment = fileClock()
        if let mode { chmod(source, mode) }
        if source != destination { try move(source, to: destination) }
        // The rename itself touches the stamps: the identity is taken after it.
        guard let identity = try FileIdentity(path: destination) else {
            throw .file(operation: "find", path: destination, errno: ENOENT)
        }
        index.learnMove(of: source, to: destination, content: content, identity: identity, at: moment)
    }

    /// Checks kept bytes before they are used again: by stat where that proves them, else by content. Damaged
    /// ones go to quarantine.
    package mutating func check(_ path: String, is content: Digest, index: inout FileIndex) throws(StoreError)
        -> Bool
    {
        guard let found = try index.digest(of: path) else { return false }
        if found == content { return true }
        // Only in the store do names promise contents.
        guard path == Workspace.object(content) else { return false }
        try makeDirectory(Workspace.quarantine)
        let aside = "\(Workspace.quarantine)/\(content.hexadecimal)"
        try move(path, to: aside)
        notes.append("\(path) is damaged (its content is not what its name says): moved to \(aside)")
        return false
    }

    /// A path that nothing is at: this one with the first number that is free.
    private static func freePath(_ path: String) -> String {
        var number = 1
        while FileIdentity.isThere("\(path)-\(number)") { number += 1 }
        return "\(path)-\(number)"
    }

    /// A path beside an output that is free, or has this very content already.
    private static func asidePath(
        of output: String, content: Digest, _ index: inout FileIndex
    ) throws(StoreError) -> String {
        let dot = output.lastIndex(of: ".") ?? output.endIndex
        var mark = "edited-\(content.short)"
        var number = 1
        while true {
            let path = "\(output[..<dot]).\(mark)\(output[dot...])"
            guard let found = try index.digest(of: path), found != content else { return path }
            number += 1
            mark = "edited-\(content.short)-\(number)"
        }
    }
}

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
    /// Whether an output is on the disk, with its name, before it counts.
    private let isDurable: Bool
    /// By how many bytes what is kept of earlier builds grew.
    package private(set) var keptGrowth: Int64 = 0
    /// Whether anything was put into the store.
    package private(set) var hasKept = false

    /// Empties the temporaries of runs that were killed: under the lock, all of them are nobody's.
    package init(isDurable: Bool = false) throws(StoreError) {
        self.isDurable = isDurable
        let mask = umask(0)
        umask(mask)
        mode = 0o666 & ~mask
        try discardTemporaries()
        // The places themselves have to be found again, too.
        if isDurable { for directory in [".", Workspace.cache] { try syncDirectory(directory) } }
    }

    /// Removes all temporaries: those of work that came to nothing, when nobody works any more. A directory that
    /// somebody holds is left to them: a manifest is compiled before the lock is taken.
    package func discardTemporaries() throws(StoreError) {
        for name in names(inDirectory: Workspace.temporaries) {
            let path = Workspace.temporaries + "/" + name
            if FileKind(at: path) == .directory, HeldDirectory.isHeld(path) { continue }
            try removeTree(path)
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
        if isDurable { try sync(source, &index) }
        let old = try supersede(output, by: content, index: &index, isOurs: isOurs)
        do {
            try place(source, as: output, content: content, index: &index)
            if isDurable { try syncName(of: output) }
        } catch {
            // The last good output stays.
            if let old, !FileIdentity.isThere(output), (try? move(old, to: output)) != nil {
                try? setPermissions(mode, of: output)
            }
            throw error
        }
    }

    /// Has an output that is in its place already written to the disk, unless it is known to be there.
    package mutating func makeDurable(_ output: String, index: inout FileIndex) throws(StoreError) {
        guard isDurable, !index.isSynced(output) else { return }
        try sync(output, &index)
        try syncName(of: output)
    }

    /// Has the bytes of a file written to the disk. After a failure nobody knows which of them are: the file is
    /// discarded, and never tried again.
    private func sync(_ path: String, _ index: inout FileIndex) throws(StoreError) {
        guard !index.isSynced(path) else { return }
        do {
            try Descriptor(path, O_RDONLY | O_NONBLOCK).sync()
        } catch {
            try? removeFile(path)
            throw error
        }
        index.learnSync(of: path)
    }

    /// Has the name of an output written to the disk.
    private func syncName(of output: String) throws(StoreError) {
        do {
            try syncDirectory(parent(of: output))
        } catch {
            try? removeFile(output)
            throw error
        }
    }

    /// Moves an output that is no longer current out of the way. Returns where to, when bounce made it.
    private mutating func supersede(
        _ output: String, by content: Digest, index: inout FileIndex, isOurs: (Digest) -> Bool
    ) throws(StoreError) -> String? {
        if FileIdentity.isSpecial(output) {
            // A link or a directory is somebody's own, whatever is in it.
            let aside = freePath("\(output).moved")
            try move(output, to: aside)
            notes.append("\(output) was not a file of its own: moved to \(aside)")
            return nil
        }
        guard let old = try index.digest(of: output), old != content else { return nil }
        if isOurs(old) {
            try keep(output, content: old, index: &index)
            return Workspace.object(old)
        }
        let aside = try Self.asidePath(of: output, content: old, &index)
        // It is somebody's own file: its permissions are theirs.
        try place(output, as: aside, content: old, index: &index, mode: nil)
        notes.append("\(output) was not made by bounce, or was edited since: saved as \(aside)")
        return nil
    }

    /// Moves an output that bounce made, and that no target writes any more, into the store.
    package mutating func retire(
        _ output: String, content: Digest, index: inout FileIndex
    ) throws(StoreError) {
        try keep(output, content: content, index: &index)
        if isDurable { try syncDirectory(parent(of: output)) }
    }

    /// Moves a file into the store, read-only.
    private mutating func keep(_ path: String, content: Digest, index: inout FileIndex) throws(StoreError) {
        let object = Workspace.object(content)
        try makeDirectory(Workspace.objectDirectory(content))
        try setPermissions(0o444, of: path)
        try place(path, as: object, content: content, index: &index, mode: nil)
    }

    /// Moves a file that failed a gate to where it can be listened to.
    package mutating func keepFailed(
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

    private mutating func place(
        _ source: String, as destination: String, content: Digest, index: inout FileIndex
    ) throws(StoreError) {
        try place(source, as: destination, content: content, index: &index, mode: mode)
    }

    private mutating func place(
        _ source: String, as destination: String, content: Digest, index: inout FileIndex, mode: mode_t?
    ) throws(StoreError) {
        let moment = fileClock()
        if let mode { try setPermissions(mode, of: source) }
        if source != destination { try move(source, to: destination) }
        // The rename itself touches the stamps: the identity is taken after it.
        guard let identity = try FileIdentity(path: destination) else {
            throw .file(operation: "find", path: destination, errno: ENOENT)
        }
        count(identity.size, from: source, to: destination)
        index.learnMove(of: source, to: destination, content: content, identity: identity, at: moment)
    }

    private mutating func count(_ size: Int64, from source: String, to destination: String) {
        if source.hasPrefix(Workspace.objects) { keptGrowth -= size }
        guard destination.hasPrefix(Workspace.objects) else { return }
        keptGrowth += size
        hasKept = true
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

    /// Whether a name is one under which somebody's own file was saved beside an output.
    package static func isSavedAside(_ name: String) -> Bool {
        [".edited-", ".moved-"].contains { mark in name.indices.contains { name[$0...].hasPrefix(mark) } }
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

/// A path that nothing is at: this one with the first number that is free.
package func freePath(_ path: String) -> String {
    var number = 1
    while FileIdentity.isThere("\(path)-\(number)") { number += 1 }
    return "\(path)-\(number)"
}

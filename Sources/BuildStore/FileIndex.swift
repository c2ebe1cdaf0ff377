package import BuildGraph

/// The contents of files, known by stat where the stat proves them, and read where it does not.
package struct FileIndex {
    private var known: [String: FileDigest]
    /// What was read anew, and is worth remembering.
    package private(set) var news: [String: FileDigest] = [:]

    package init(_ known: [String: FileDigest]) { self.known = known }

    /// The content of a file now; nil where there is none.
    package mutating func digest(of path: String) throws(StoreError) -> Digest? {
        guard let identity = try FileIdentity(path: path) else { return nil }
        if let file = known[path], file.isProven(by: identity) { return file.digest }
        guard let file = try FileDigest.read(path) else { return nil }
        learn(path, file)
        return file.digest
    }

    /// The version of a file that is known; it was looked at in this run, if `digest` was asked or it was learnt.
    package subscript(path: String) -> FileDigest? { known[path] }

    /// Takes the content of a file from whoever has just read or written it.
    package mutating func learn(_ path: String, _ file: FileDigest) {
        known[path] = file
        news[path] = file
    }

    /// Whether the content of a file, as it is known, is known to be on the disk.
    func isSynced(_ path: String) -> Bool { known[path]?.isSynced ?? false }

    /// Takes note that the bytes of a file were written to the disk.
    mutating func learnSync(of path: String) {
        if let file = known[path] { learn(path, file.synced) }
    }

    /// Takes note of a move that bounce made: the content is that of the file before it.
    mutating func learnMove(
        of source: String, to destination: String, content: Digest, identity: FileIdentity, at moment: Int64
    ) {
        if let before = known[source], before.digest == content {
            learn(destination, before.moved(to: identity, at: moment))
        } else {
            learn(destination, FileDigest(digest: content, identity: identity, examined: moment))
        }
        if source != destination { (known[source], news[source]) = (nil, nil) }
    }

    /// The news, handed over once.
    package mutating func takeNews() -> [String: FileDigest] {
        defer { news = [:] }
        return news
    }
}

internal import BuildGraph
package import BuildStore

/// A check of everything that bounce keeps, by content: every record against its file, every kept file against its
/// name. It reads, and changes nothing; `Repair` takes what it found.
package struct Inspection {
    private let store: StateStore
    private let found: (Finding) -> Void

    package init(_ store: StateStore, found: @escaping (Finding) -> Void) {
        self.store = store
        self.found = found
    }

    /// Looks at everything, and hands over each finding.
    package func run() throws(BuildError) {
        do throws(StoreError) {
            let damage = store.structuralDamage()
            for line in damage {
                found(
                    Finding(
                        kind: .database, path: Workspace.database, expected: "a sound database", found: line,
                        remedy: "sets the database aside; the next build recognises what is there"))
            }
            // A database that is not sound is set aside whole: what is in it does not matter any more.
            try checkObjects(damage.isEmpty ? store.resultContents() : nil)
            if damage.isEmpty { try checkRecords() }
            try checkQuarantine()
            checkManifests()
            checkPictures()
            try checkJournal()
            checkTemporaries()
        } catch {
            throw .store(error)
        }
        if Interruption.isRequested { throw .interrupted }
    }

    private func checkRecords() throws(StoreError) {
        for row in try store.brokenRows() {
            found(
                Finding(
                    kind: .row, path: "\(row.table): \(row.key)", expected: "a row with its seal",
                    found: "another value than was written", remedy: "removes the row"))
        }
        let snapshot = try store.snapshot()
        try checkOutputs()
        try checkStrangers()
        try checkFiles(snapshot)
        try checkFailures(snapshot)
        try checkDescriptions()
    }

    /// The content of a file, read to its last byte; nil where there is none, or something else than a file.
    private func content(of path: String) throws(StoreError) -> Digest? {
        guard !Interruption.isRequested else { return nil }
        do {
            return try FileDigest.read(path)?.digest
        } catch .notAFile {
            return nil
        }
    }

    /// What was put away, as no target writes it any more, has no place to be looked at.
    private func checkOutputs() throws(StoreError) {
        let places = try store.places()
        for (path, output) in try store.recordedOutputs().sorted(by: { $0.key < $1.key })
        where places.contains(path) {
            if Interruption.isRequested { return }
            guard let content = try content(of: path) else {
                found(
                    Finding(
                        kind: .outputMissing, path: path, expected: output.text, found: "no such file",
                        remedy: "nothing: the next build brings it back"))
                continue
            }
            guard content != output else { continue }
            found(
                Finding(
                    kind: .outputModified, path: path, expected: output.text, found: content.text,
                    remedy: "nothing: the next build saves it aside and makes the output again"))
        }
    }

    /// What no build put among the outputs may be somebody's own; what a build saved aside there is.
    private func checkStrangers() throws(StoreError) {
        let known = try store.places()
        for name in names(inDirectory: Workspace.outputs) where !Artifacts.isSavedAside(name) {
            let path = "\(Workspace.outputs)/\(name)"
            guard !known.contains(path) else { continue }
            found(
                Finding(
                    kind: .unrecorded, path: path, expected: "an output of a build",
                    found: FileKind(at: path)?.words ?? "nothing", remedy: "nothing: move it if it is yours"))
        }
    }

    /// The stamps of a file promise its content; that is what a build goes by.
    private func checkFiles(_ snapshot: StateStore.Snapshot) throws(StoreError) {
        for (path, file) in snapshot.files.sorted(by: { $0.key < $1.key }) {
            guard let identity = try? FileIdentity(path: path), file.isProven(by: identity),
                let content = try content(of: path), content != file.digest
            else { continue }
            found(
                Finding(
                    kind: .unseenChange, path: path, expected: file.digest.text, found: content.text,
                    remedy: "forgets its stamps, so that the next build reads it"))
        }
    }

    private func checkFailures(_ snapshot: StateStore.Snapshot) throws(StoreError) {
        for (output, path) in snapshot.failedOutputs.sorted(by: { $0.value < $1.value })
        where path.hasPrefix(Workspace.failed + "/") {
            let content = try content(of: path)
            guard content != output else { continue }
            found(
                Finding(
                    kind: .failed, path: path, expected: output.text, found: content?.text ?? "no such file",
                    remedy: "removes it; the next build renders it if it is asked for"))
        }
        let known = Set(snapshot.failedOutputs.values)
        for name in names(inDirectory: Workspace.failed) where !known.contains("\(Workspace.failed)/\(name)")
        {
            found(
                Finding(
                    kind: .failed, path: "\(Workspace.failed)/\(name)", expected: "a record of a broken gate",
                    found: "none", remedy: "removes it"))
        }
    }

    /// - Parameter results: The contents that some key gave; nil where the records cannot tell.
    private func checkObjects(_ results: Set<Digest>?) throws(StoreError) {
        for directory in names(inDirectory: Workspace.objects) {
            for name in names(inDirectory: "\(Workspace.objects)/\(directory)") {
                if Interruption.isRequested { return }
                try checkObject("\(Workspace.objects)/\(directory)/\(name)", directory + name, results)
            }
        }
    }

    private func checkObject(
        _ path: String, _ digits: String, _ results: Set<Digest>?
    ) throws(StoreError) {
        guard let digest = Digest(text: "xxh3-128:\(digits)"), FileKind(at: path) == .file else {
            return found(
                Finding(
                    kind: .strange, path: path, expected: "a file named after its content",
                    found: "another name, or no file", remedy: "moves it to \(Workspace.quarantine)"))
        }
        let content = try content(of: path)
        guard content == digest else {
            return found(
                Finding(
                    kind: .object, path: path, expected: digest.text, found: content?.text ?? "nothing",
                    remedy: "moves it to \(Workspace.quarantine)"))
        }
        guard let results, !results.contains(digest) else { return }
        found(
            Finding(
                kind: .unknownObject, path: path, expected: "a key that gives it", found: "none",
                remedy: "removes it"))
    }

    /// What was set aside was not what its name says, when it was read: a disk, or its cable, may have erred.
    private func checkQuarantine() throws(StoreError) {
        for name in names(inDirectory: Workspace.quarantine) {
            if Interruption.isRequested { return }
            let path = "\(Workspace.quarantine)/\(name)"
            guard let digest = Digest(text: "xxh3-128:\(name.prefix(32))"), FileKind(at: path) == .file,
                try content(of: path) == digest
            else { continue }
            found(
                Finding(
                    kind: .quarantined, path: path, expected: "damaged bytes", found: digest.text,
                    remedy: "moves it back to where it was kept"))
        }
    }

    private func checkDescriptions() throws(StoreError) {
        for content in try store.orphanedDescriptions().sorted() {
            found(
                Finding(
                    kind: .orphanedRow, path: "measurements, members: \(content.text)",
                    expected: "bytes that something is known of", found: "none of this content",
                    remedy: "removes the rows"))
        }
    }

    private func checkManifests() {
        for name in names(inDirectory: Workspace.manifests) {
            let path = "\(Workspace.manifests)/\(name)"
            guard (try? DescriptionSource.kept(path)) ?? nil == nil else { continue }
            found(
                Finding(
                    kind: .description, path: path, expected: "a description behind its digest",
                    found: "another content", remedy: "removes it; the manifest is compiled again"))
        }
    }

    private func checkPictures() {
        for name in names(inDirectory: Workspace.pictures) where KeptPicture(fileName: name)?.read() == nil {
            found(
                Finding(
                    kind: .picture, path: "\(Workspace.pictures)/\(name)",
                    expected: "a picture behind its seal", found: "another content",
                    remedy: "removes it; the next report makes it again"))
        }
    }

    private func checkJournal() throws(StoreError) {
        let count = try ResultJournal.brokenLines()
        guard count > 0 else { return }
        found(
            Finding(
                kind: .journal, path: Workspace.journal, expected: "lines with their checksums",
                found: "\(count) without", remedy: "writes it again without them"))
    }

    private func checkTemporaries() {
        for name in names(inDirectory: Workspace.temporaries) {
            found(
                Finding(
                    kind: .temporary, path: "\(Workspace.temporaries)/\(name)", expected: "nothing",
                    found: "what a run that was killed left", remedy: "removes it"))
        }
    }
}

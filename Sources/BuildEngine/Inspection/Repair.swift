internal import BuildGraph
package import BuildStore

/// Puts in order what an inspection found. It removes and sets aside what is wrong, and makes nothing: the next
/// build does. What somebody may have made by hand is never touched.
package struct Repair {
    private let store: StateStore

    /// - Parameter store: Opened for writing, under the lock.
    package init(_ store: StateStore) { self.store = store }

    package func mend(_ findings: [Finding]) throws(BuildError) {
        guard !findings.isEmpty else { return }
        do throws(StoreError) {
            // It speaks of the state as it was.
            try Ledger.remove()
            for finding in findings { try mend(finding) }
            if findings.contains(where: { $0.kind == .database }) {
                try store.setAside()
            } else {
                try store.removeBrokenRows()
            }
        } catch {
            throw .store(error)
        }
    }

    private func mend(_ finding: Finding) throws(StoreError) {
        switch finding.kind {
        case .database, .row, .unrecorded: break
        // An output that was changed may be somebody's work: it is read again, and saved aside by the next build.
        case .outputModified, .outputMissing, .unseenChange: try store.forget(files: [finding.path])
        case .object, .strange: try quarantine(finding.path)
        case .quarantined: try release(finding.path)
        case .unknownObject, .description, .picture, .temporary: try removeTree(finding.path)
        case .failed:
            try removeTree(finding.path)
            try store.forget(failureAt: finding.path)
        case .orphanedRow: try store.forgetOrphanedDescriptions()
        case .journal: try ResultJournal.removeBrokenLines()
        }
    }

    /// Back among the kept objects, where its name is that of its content.
    private func release(_ path: String) throws(StoreError) {
        let digits = path.dropFirst(Workspace.quarantine.count + 1).prefix(32)
        guard let digest = Digest(text: "xxh3-128:\(digits)") else { return }
        let object = Workspace.object(digest)
        try makeDirectory(String(object.prefix(Workspace.objects.count + 3)))
        try move(path, to: object)
    }

    private func quarantine(_ path: String) throws(StoreError) {
        try makeDirectory(Workspace.quarantine)
        let name = path.dropFirst(Workspace.objects.count + 1).filter { $0 != "/" }
        try move(path, to: freePath("\(Workspace.quarantine)/\(name)"))
        try store.forget(files: [path])
    }
}

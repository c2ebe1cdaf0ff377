internal import BuildGraph
internal import BuildStore

/// Archives that are begun before their turn, by workers that would be idle while the last members render: of
/// the members in their order, those at the beginning that are there already are copied in. A draft is a
/// temporary like any other: an archive that is not built after all leaves nothing.
struct DraftingAhead {
    /// An archive that was begun.
    fileprivate struct Begun {
        let draft: ArchiveDraft
        /// What it is made from, in the order of the members' names.
        let order: [TargetID]
        /// The archive that is in place, from which members are copied, as it was then.
        let earlier: EarlierArchive?
    }

    /// A draft is an open file.
    private static let most = 4

    fileprivate var begun: [TargetID: Begun] = [:]
    fileprivate var running: Set<TargetID> = []
    /// Archives of which something may have become ready, oldest first, from `head` on.
    private var candidates: [TargetID] = []
    private var head = 0

    fileprivate var hasRoom: Bool { begun.count < Self.most }

    /// Notes that more of an archive may be there now.
    mutating func consider(_ archive: TargetID) { candidates.append(archive) }

    fileprivate mutating func next() -> TargetID? {
        guard head < candidates.count else {
            (candidates, head) = ([], 0)
            return nil
        }
        defer { head += 1 }
        return candidates[head]
    }
}

extension Builder {
    /// A member to copy into an archive whose turn has not come, when there is nothing better to do.
    mutating func nextDrafting() throws -> Assignment? {
        while let archive = drafting.next() {
            guard case .waiting = plan.states[archive.index], !drafting.running.contains(archive),
                let begun = try begunDraft(of: archive), let member = nextMember(of: archive, begun)
            else { continue }
            drafting.begun[archive] = begun
            drafting.running.insert(archive)
            let draft = begun.draft
            return Assignment(purpose: .drafting(archive)) { _ in
                try member.add(to: draft)
                return .begun
            }
        }
        return nil
    }

    /// The draft of an archive, which is a new one until something is in it.
    private mutating func begunDraft(of archive: TargetID) throws -> DraftingAhead.Begun? {
        if let begun = drafting.begun[archive] { return begun }
        guard drafting.hasRoom, let codec = production[archive].recipe.codec else { return nil }
        let order = production.graph.inputs[archive.index].sorted {
            production[$0].memberName.utf8.lexicographicallyPrecedes(production[$1].memberName.utf8)
        }
        let draft = ArchiveDraft(
            path: artifacts.temporary(production[archive].fileName), codec: codec)
        return DraftingAhead.Begun(draft: draft, order: order, earlier: try earlierArchive(archive))
    }

    /// The next of the members in their order, if its bytes are there.
    private func nextMember(of archive: TargetID, _ begun: DraftingAhead.Begun) -> ReadyMember? {
        guard begun.draft.count < begun.order.count else { return nil }
        let input = begun.order[begun.draft.count]
        guard let content = plan.output(of: input), let codec = production[archive].recipe.codec else {
            return nil
        }
        let member = ArchiveMember(name: production[input].memberName, content: content)
        if let earlier = begun.earlier, let held = earlier.members.first(where: { $0.holds(content, codec) })
        {
            return member.copied(held, from: earlier.path)
        }
        return packedParts(of: content, codec).map(member.packed)
    }

    /// A member is in the draft. Where that failed, the archive begins anew in its turn, and says why.
    mutating func take(_ result: Result<Piece, any Error>, draftOf archive: TargetID) throws {
        drafting.running.remove(archive)
        switch result {
        case .success: drafting.consider(archive)
        case .failure: drafting.begun[archive] = nil
        }
        try startDelayed()
    }

    func isDrafting(_ archive: TargetID) -> Bool { drafting.running.contains(archive) }

    /// What was begun of an archive, which is its own from now on; nil where that does not stand any more.
    mutating func takeDraft(of archive: TargetID, _ earlier: EarlierArchive?) -> ArchiveDraft? {
        guard let begun = drafting.begun.removeValue(forKey: archive),
            begun.earlier?.source == earlier?.source
        else { return nil }
        return begun.draft
    }
}

/// An archive of the last good build that is in place, and what is in it.
struct EarlierArchive: Sendable {
    let path: String
    let members: [ArchivedMember]
    /// It as it was when it was looked at.
    let source: Builder.Source
}

internal import BuildGraph
internal import BuildStore

/// Members of archives that are compressed before the archive's turn, by workers that would be idle while the
/// last targets render. What it gives is a temporary like any other: an archive that is not built after all
/// leaves nothing.
struct PackingAhead {
    fileprivate var waiting: [Packing] = []
    /// The contents that an archive in place holds already; looked up once.
    fileprivate var held: [TargetID: [ArchivedMember]] = [:]
    fileprivate var running: Set<Packing> = []
    /// Compressed, and not taken by an archive yet.
    fileprivate(set) var done: [PackedMember] = []
    /// Archives whose turn came while a member of theirs was being compressed.
    fileprivate var delayed: [(target: TargetID, decision: Decision)] = []
}

extension Builder {
    /// Notes that a target has new bytes, which archives further on will hold.
    mutating func packAhead(_ target: TargetID, content: Digest) {
        for archive in production.graph.dependents[target.index] where production[archive].kind == .archive {
            guard case .waiting = plan.states[archive.index] else { continue }
            let codec = production[archive].recipe.codec
            let held = ahead.held[archive] ?? recordedMembers(of: archive)
            ahead.held[archive] = held
            guard !held.contains(where: { $0.holds(content, codec) }) else { continue }
            let temporary = artifacts.temporary(production[target].fileName)
            ahead.waiting.append(
                Packing(content: content, path: production[target].path, codec: codec, temporary: temporary))
        }
    }

    /// A member to compress, when there is nothing better to do.
    mutating func nextPacking() -> Assignment? {
        guard !ahead.waiting.isEmpty else { return nil }
        let packing = ahead.waiting.removeFirst()
        ahead.running.insert(packing)
        let cancellation = cancellation
        return Assignment(purpose: .packing(packing)) {
            .packed(try packing.checkedMember { cancellation.isCancelled })
        }
    }

    /// A member is compressed. Where that failed, the archive tries again in its turn, and says why.
    mutating func take(_ result: Result<Piece, any Error>, of packing: Packing) throws {
        ahead.running.remove(packing)
        if case .success(.packed(let member)) = result { ahead.done.append(member) }
        let delayed = ahead.delayed
        ahead.delayed = []
        for (target, decision) in delayed where !cancellation.isCancelled { try start(target, decision) }
    }

    /// Whether an archive has to wait for members that are being compressed; it then starts when they are.
    /// Those that are not begun are its own from here on.
    mutating func delay(_ archive: TargetID, _ decision: Decision) -> Bool {
        let contents = Set(production.graph.inputs[archive.index].compactMap { plan.output(of: $0) })
        let codec = production[archive].recipe.codec
        ahead.waiting.removeAll { contents.contains($0.content) && $0.codec == codec }
        guard ahead.running.contains(where: { contents.contains($0.content) && $0.codec == codec }) else {
            return false
        }
        ahead.delayed.append((archive, decision))
        return true
    }

    /// The members that were compressed for an archive: from now on they are its own.
    mutating func takePacked(for archive: TargetID) -> [PackedMember] {
        let contents = Set(production.graph.inputs[archive.index].compactMap { plan.output(of: $0) })
        let codec = production[archive].recipe.codec
        let own = ahead.done.filter { contents.contains($0.content) && $0.codec == codec }
        ahead.done.removeAll { contents.contains($0.content) && $0.codec == codec }
        return own
    }
}

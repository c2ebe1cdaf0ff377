internal import Archives
internal import BuildGraph
internal import BuildStore

/// Parts of archives' members that are compressed before the archive's turn, by workers that would be idle while
/// the last targets render. What it gives is a temporary like any other: an archive that is not built after all
/// leaves nothing.
///
/// Everything is looked up by what is packed, and how: a production may have thousands of archives.
struct PackingAhead {
    /// What a compressed member follows from.
    fileprivate struct Key: Hashable {
        let content: Digest
        let codec: Archives.Compression

        init(_ content: Digest, _ codec: Archives.Compression) {
            self.content = content
            self.codec = codec
        }

        init(_ form: PackedForm) { self.init(form.content, form.codec) }
    }

    /// Parts of each member that nobody has begun.
    fileprivate var waiting: [Key: [Packing]] = [:]
    /// The members of those, oldest first, from `head` on; also members that an archive has taken since.
    private var order: [Key] = []
    private var head = 0
    /// The contents that an archive in place holds already; looked up once.
    fileprivate var held: [TargetID: [ArchivedMember]] = [:]
    /// How many parts of a member are being compressed.
    fileprivate var running: [Key: Int] = [:]
    /// Compressed, and not taken by an archive yet.
    fileprivate var done: [Key: [PackedPart]] = [:]
    /// Archives that will hold a member that is compressed ahead.
    fileprivate var archives: [Key: [TargetID]] = [:]
    /// Archives whose turn came while something of theirs was being worked on.
    fileprivate var delayed: [(target: TargetID, decision: Decision)] = []

    fileprivate mutating func append(_ key: Key, _ parts: [Packing]) {
        // Two targets of one content are one member to compress.
        guard waiting[key] == nil, done[key] == nil, running[key] == nil else { return }
        waiting[key] = parts.reversed()
        order.append(key)
    }

    fileprivate mutating func next() -> Packing? {
        while head < order.count {
            let key = order[head]
            if let packing = waiting[key]?.popLast() {
                running[key, default: 0] += 1
                return packing
            }
            waiting[key] = nil
            head += 1
        }
        (order, head) = ([], 0)
        return nil
    }

    fileprivate mutating func end(_ packing: Packing, _ result: Result<Piece, any Error>) {
        let key = Key(packing.form)
        let left = running[key, default: 1] - 1
        running[key] = left == 0 ? nil : left
        if case .success(.packed(let part)) = result { done[key, default: []].append(part) }
    }
}

extension Builder {
    /// Notes that a target has new bytes, which archives further on will hold.
    mutating func packAhead(_ target: TargetID, content: Digest) throws(StoreError) {
        for archive in production.graph.dependents[target.index] where production[archive].kind == .archive {
            guard case .waiting = plan.states[archive.index], let codec = production[archive].recipe.codec
            else { continue }
            let held = ahead.held[archive] ?? recordedMembers(of: archive)
            ahead.held[archive] = held
            guard !held.contains(where: { $0.holds(content, codec) }) else { continue }
            let temporary = artifacts.temporary(production[target].fileName)
            let key = PackingAhead.Key(content, codec)
            ahead.append(
                key, try Packing.all(of: production[target].path, content, codec, temporary: temporary))
            ahead.archives[key, default: []].append(archive)
        }
    }

    /// A part to compress, when there is nothing better to do.
    mutating func nextPacking() -> Assignment? {
        guard let packing = ahead.next() else { return nil }
        let cancellation = cancellation
        return Assignment(purpose: .packing(packing)) { _ in
            .packed(try packing.packed { cancellation.isCancelled })
        }
    }

    /// A part is compressed. Where that failed, the archive tries again in its turn, and says why.
    mutating func take(_ result: Result<Piece, any Error>, of packing: Packing) throws {
        ahead.end(packing, result)
        for archive in ahead.archives[PackingAhead.Key(packing.form)] ?? [] { drafting.consider(archive) }
        try startDelayed()
    }

    /// The parts of a member that was compressed ahead, in their order; nil while there are some left.
    func packedParts(of content: Digest, _ codec: Archives.Compression) -> [PackedPart]? {
        let key = PackingAhead.Key(content, codec)
        guard ahead.waiting[key]?.isEmpty ?? true, ahead.running[key] == nil,
            let parts = ahead.done[key]?.sorted(by: { $0.packing.form.part < $1.packing.form.part }),
            MemberPart.areWhole(parts.map(\.packing.form.part))
        else { return nil }
        return parts
    }

    /// Archives go on that waited for the end of something.
    mutating func startDelayed() throws {
        let delayed = ahead.delayed
        ahead.delayed = []
        for (target, decision) in delayed where !cancellation.isCancelled { try start(target, decision) }
    }

    /// Whether an archive has to wait for parts that are being compressed or copied; it then starts when they
    /// are. Those that are not begun are its own from here on.
    mutating func delay(_ archive: TargetID, _ decision: Decision) -> Bool {
        let keys = memberKeys(of: archive)
        for key in keys { (ahead.waiting[key], ahead.archives[key]) = (nil, nil) }
        ahead.held[archive] = nil
        guard isDrafting(archive) || keys.contains(where: { ahead.running[$0] != nil }) else { return false }
        ahead.delayed.append((archive, decision))
        return true
    }

    /// The parts that were compressed for an archive: from now on they are its own.
    mutating func takePacked(for archive: TargetID) -> [PackedPart] {
        memberKeys(of: archive).flatMap { ahead.done.removeValue(forKey: $0) ?? [] }
    }

    private func memberKeys(of archive: TargetID) -> [PackingAhead.Key] {
        guard let codec = production[archive].recipe.codec else { return [] }
        return production.graph.inputs[archive.index].compactMap { plan.output(of: $0) }.map {
            PackingAhead.Key($0, codec)
        }
    }
}

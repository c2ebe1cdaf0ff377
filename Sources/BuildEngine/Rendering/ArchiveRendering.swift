package import Archives
package import BuildGraph
internal import BuildStore
internal import TargetDescription

/// A member of a finished archive: whose bytes it holds, and where.
package struct ArchivedMember: Equatable, Sendable {
    package let name: String
    /// The content that was compressed.
    package let content: Digest
    /// What compressed it, and how hard.
    package let codec: String
    package let summary: MemberSummary
    /// Where its compressed bytes start in the archive.
    package var offset: UInt64
}

/// Packs an archive: members side by side, then in order into one file, then read back.
struct ArchiveRendering: Sendable {
    let job: Job
    let temporary: String
    /// An earlier archive and what is in it: a member whose input did not change is copied, not compressed.
    let earlier: (path: String, members: [ArchivedMember])?
    /// Members that were compressed while other targets were still rendering.
    let packed: [PackedMember]
    let isCancelled: @Sendable () -> Bool

    /// One member, and where its compressed bytes come from.
    fileprivate struct Member: Sendable {
        let input: JobInput
        let source: Source
    }

    fileprivate enum Source: Sendable {
        /// The archive that is in place, at this offset.
        case earlier(ArchivedMember, path: String)
        /// A temporary that is there already.
        case packed(PackedMember)
        /// A temporary that is to be made.
        case fresh(Packing)
    }

    func work() -> Work {
        let codec = job.target.recipe.codec
        let inputs = job.inputs.sorted { $0.memberName.utf8.lexicographicallyPrecedes($1.memberName.utf8) }
        let members = inputs.enumerated().map { index, input in
            Member(input: input, source: source(of: input, codec, temporary: "\(temporary).\(index)"))
        }
        return .pieces(members.map { member in { .packed(try pack(member)) } }) { pieces in
            assembly(zip(members, pieces.compactMap(\.packed)).map { ($0, $1) })
        }
    }

    private func source(of input: JobInput, _ codec: Archives.Compression, temporary: String) -> Source {
        if let earlier, let member = earlier.members.first(where: { $0.holds(input.content, codec) }) {
            return .earlier(member, path: earlier.path)
        }
        if let member = packed.first(where: { $0.content == input.content && $0.codec == codec }) {
            return .packed(member)
        }
        return .fresh(Packing(content: input.content, path: input.path, codec: codec, temporary: temporary))
    }

    private func pack(_ member: Member) throws -> PackedMember {
        if isCancelled() { throw Interrupted() }
        switch member.source {
        case .earlier(let earlier, let path):
            return PackedMember(
                content: earlier.content, codec: job.target.recipe.codec, summary: earlier.summary,
                path: path, offset: earlier.offset, isChecked: true)
        case .packed(let packed): return packed
        case .fresh(let packing): return try packing.member(isCancelled)
        }
    }

    /// Copies the members in, and unpacks meanwhile what was compressed now. What is copied from an archive
    /// that is proven to be as it was had that check when it was made.
    private func assembly(_ members: [(Member, PackedMember)]) -> Work {
        let unchecked = members.filter { !$0.0.isCopied && !$0.1.isChecked }.map(\.1)
        let checks = unchecked.map { packed in
            { @Sendable () throws -> Piece in
                try verifyMember(packedAt: packed.path, packed.summary, isCancelled: isCancelled)
                return .checked
            }
        }
        return .pieces([{ .archive(try assembled(members)) }] + checks) { pieces in
            for (member, packed) in members where !member.isCopied { try removeFile(packed.path) }
            guard case .archive(let product) = pieces[0] else {
                preconditionFailure("BUG: the first piece of an assembly is the archive")
            }
            return .finished(product)
        }
    }

    /// Copies the members in, in order; what is written is hashed on the way, and then opened: that compares
    /// the directory with the header of every member.
    private func assembled(_ members: [(Member, PackedMember)]) throws -> Product {
        let hash = WrittenHash()
        var archived: [ArchivedMember] = []
        var writer = try ZipWriter(path: temporary) { hash.update($0) }
        for (member, packed) in members {
            if isCancelled() { throw Interrupted() }
            let name = member.input.memberName
            let offset = try writer.add(
                name: name, summary: packed.summary, from: packed.path, offset: packed.offset)
            archived.append(
                ArchivedMember(
                    name: name, content: packed.content, codec: packed.codec.tool, summary: packed.summary,
                    offset: offset))
        }
        try writer.finish()
        let copied = members.count { $0.0.isCopied }
        return try product(archived, try FileDigest.written(temporary, hash), copied: copied)
    }

    private func product(_ members: [ArchivedMember], _ content: FileDigest?, copied: Int) throws -> Product {
        let entries = try ZipReader(path: temporary).entries
        guard let content, entries.map(\.name) == members.map(\.name),
            entries.map(\.summary) == members.map(\.summary)
        else {
            throw RenderError(
                "the archive does not hold what was packed: run again, and report it if it stays")
        }
        var product = try Examination(job: job, path: temporary, known: [], isCancelled: isCancelled)
            .product()
        product.temporary = temporary
        product.content = content
        product.members = members
        product.notes = ["\(members.count) members" + (copied > 0 ? ", \(copied) of them unchanged" : "")]
        return product
    }
}

extension ArchiveRendering.Member {
    /// Whether its compressed bytes belong to an archive that stays.
    fileprivate var isCopied: Bool { if case .earlier = source { true } else { false } }
}

extension ArchivedMember {
    /// Whether it is this content, compressed this way.
    func holds(_ content: Digest, _ codec: Archives.Compression) -> Bool {
        self.content == content && self.codec == codec.tool
    }
}

extension Piece {
    fileprivate var packed: PackedMember? { if case .packed(let member) = self { member } else { nil } }
}

extension JobInput {
    /// The name of its file.
    fileprivate var memberName: String { String(path.split(separator: "/").last ?? "") }
}

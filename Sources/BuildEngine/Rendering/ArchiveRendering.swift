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

/// Packs a zip. While some workers compress what is new, one goes on with the file: it copies in what is
/// there already, up to the first member that is not.
struct ArchiveRendering: Sendable {
    let job: Job
    let temporary: String
    /// An earlier archive and what is in it: a member whose input did not change is copied, not compressed.
    let earlier: EarlierArchive?
    /// Parts of members that were compressed while other targets were still rendering.
    let packed: [PackedPart]
    /// What was begun of the file meanwhile.
    let begun: ArchiveDraft?
    let isCancelled: @Sendable () -> Bool

    /// One member, and where its compressed bytes come from.
    private enum Source: Sendable {
        /// The archive that is in place.
        case earlier(ReadyMember)
        /// Its parts; those that are not packed yet are to be.
        case parts(ArchiveMember, [Packing])

        var packings: [Packing] { if case .parts(_, let packings) = self { packings } else { [] } }

        var isCopied: Bool { if case .earlier = self { true } else { false } }
    }

    private typealias Packed = [PackedForm: PackedPart]

    func work() throws -> Work {
        guard let codec = job.target.recipe.codec else {
            preconditionFailure("BUG: '\(job.target.name)' is no zip")
        }
        let inputs = job.inputs.sorted { $0.memberName.utf8.lexicographicallyPrecedes($1.memberName.utf8) }
        let sources = try inputs.enumerated().map { index, input in
            try source(of: input, codec, temporary: "\(temporary).\(index)")
        }
        let draft = draft(for: inputs, codec)
        let ahead = Packed(packed.map { ($0.packing.form, $0) }) { first, _ in first }
        let leading = sources.prefix { $0.packings.allSatisfy { ahead[$0.form] != nil } }
        let beginning: @Sendable () throws -> Piece = {
            for source in leading.dropFirst(draft.count) { try add(source, ahead, to: draft) }
            return .begun
        }
        let pieces = missing(sources.flatMap(\.packings), ahead).map { packing in
            { @Sendable () throws -> Piece in .packed(try packing.packed(isCancelled)) }
        }
        return .pieces([beginning] + pieces + (job.sheet?.pieces(isCancelled) ?? [])) { made in
            let all = ahead.merging(made.compactMap(\.packed).map { ($0.packing.form, $0) }) { first, _ in
                first
            }
            for source in sources.dropFirst(draft.count) { try add(source, all, to: draft) }
            let found = made.compactMap(\.sheeted)
            if let sheet = job.sheet { try add(sheet.sheet(found, job.timeline), codec, to: draft) }
            var product = try finished(draft, all)
            let copied = sources.count(where: \.isCopied)
            product.notes = [
                counted(sources.count, "member") + (copied > 0 ? ", \(copied) of them unchanged" : "")
            ]
            product.asides = found.map { Aside(content: $0.content, news: $0.news) }
            return .finished(product)
        }
    }

    /// The draft that was begun, if it holds the first of these members and nothing else.
    private func draft(for inputs: [JobInput], _ codec: Archives.Compression) -> ArchiveDraft {
        guard let begun, begun.count <= inputs.count,
            zip(begun.members, inputs).allSatisfy({ $0.name == $1.memberName && $0.content == $1.content })
        else { return ArchiveDraft(path: temporary, codec: codec) }
        return begun
    }

    private func source(of input: JobInput, _ codec: Archives.Compression, temporary: String) throws -> Source
    {
        let member = ArchiveMember(name: input.memberName, content: input.content)
        if let earlier, let held = earlier.members.first(where: { $0.holds(input.content, codec) }) {
            return .earlier(member.copied(held, from: earlier.path))
        }
        return .parts(member, try Packing.all(of: input.path, input.content, codec, temporary: temporary))
    }

    /// What is still to be packed. Two members with the same content are packed once.
    private func missing(_ packings: [Packing], _ ahead: Packed) -> [Packing] {
        var seen: Set<PackedForm> = []
        return packings.filter { ahead[$0.form] == nil && seen.insert($0.form).inserted }
    }

    private func add(_ source: Source, _ packed: Packed, to draft: ArchiveDraft) throws {
        if isCancelled() { throw Interrupted() }
        switch source {
        case .earlier(let member): try member.add(to: draft)
        case .parts(let member, let packings):
            let parts = packings.compactMap { packed[$0.form] }
            precondition(parts.count == packings.count, "BUG: '\(member.name)' is not packed yet")
            try member.packed(parts).add(to: draft)
        }
    }

    /// Adds the delivery sheet, after the files that it is about: it could not be written before.
    private func add(_ sheet: DeliverySheet, _ codec: Archives.Compression, to draft: ArchiveDraft) throws {
        try draft.beginAppendix()
        for (name, bytes) in sheet.members {
            let (plain, packed) = ("\(temporary).\(name)", "\(temporary).\(name).packed")
            try writeNewFile(plain, bytes)
            let summary = try compressMember(
                from: plain, to: packed, compression: codec, isCancelled: isCancelled)
            let member = ArchiveMember(name: name, content: Digest(of: bytes))
            let place = PackedBytes(path: packed, offset: 0, count: summary.compressedSize)
            try draft.add(member, summary, from: [place])
            try removeFile(plain)
            try removeFile(packed)
        }
    }

    private func finished(_ draft: ArchiveDraft, _ parts: Packed) throws -> Product {
        let content = try draft.finish()
        for part in parts.values { try removeFile(part.packing.temporary) }
        // Opening it compares the directory with the header of every member.
        let entries = try ZipReader(path: draft.path).entries
        guard let content, entries.map(\.name) == draft.members.map(\.name),
            entries.map(\.summary) == draft.members.map(\.summary)
        else {
            throw RenderError(
                "the archive does not hold what was packed: run again, and report it if it stays")
        }
        var product = try Examination(job: job, path: draft.path, known: [], isCancelled: isCancelled)
            .product()
        product.temporary = draft.path
        product.content = content
        product.members = draft.members
        return product
    }
}

extension ArchivedMember {
    /// Whether it is this content, compressed this way.
    func holds(_ content: Digest, _ codec: Archives.Compression) -> Bool {
        self.content == content && self.codec == codec.tool
    }
}

extension Piece {
    fileprivate var packed: PackedPart? { if case .packed(let part) = self { part } else { nil } }

    var sheeted: SheetedFile.Found? { if case .sheeted(let found) = self { found } else { nil } }
}

extension JobInput {
    /// The name of its file.
    var memberName: String { String(path.split(separator: "/").last ?? "") }
}

extension ResolvedTarget {
    /// The name of its file, as archives have it.
    var memberName: String { String(path.split(separator: "/").last ?? "") }
}

internal import Archives
internal import BuildGraph
internal import BuildStore

/// An archive that is being written: begun by one worker, and continued by others when more of its members is
/// there. What is written is hashed on the way.
///
/// Unchecked, as the compiler does not see that they come one after the other: each piece of work on a draft is
/// handed out when the one before has ended.
final class ArchiveDraft: @unchecked Sendable {
    let path: String
    private let codec: Archives.Compression
    private let hash = WrittenHash()
    private var writer: ZipWriter?
    private(set) var members: [ArchivedMember] = []

    init(path: String, codec: Archives.Compression) {
        self.path = path
        self.codec = codec
    }

    /// Members that are in it.
    var count: Int { members.count }

    func add(
        _ member: ArchiveMember, _ summary: MemberSummary, from places: [PackedBytes]
    ) throws(ArchiveError) {
        if writer == nil { writer = try newWriter() }
        guard let offset = try writer?.add(name: member.name, summary: summary, from: places) else { return }
        members.append(
            ArchivedMember(
                name: member.name, content: member.content, codec: codec.tool, summary: summary,
                offset: offset))
    }

    /// What comes now is about the members before it.
    func beginAppendix() throws(ArchiveError) {
        if writer == nil { writer = try newWriter() }
        writer?.beginAppendix()
    }

    /// Completes the file: what it holds now. Nothing of a draft that is dropped before stays.
    func finish() throws -> FileDigest? {
        let writer = try self.writer.take() ?? newWriter()
        try writer.finish()
        return try FileDigest.written(path, hash)
    }

    private func newWriter() throws(ArchiveError) -> ZipWriter {
        try ZipWriter(path: path) { [hash] in hash.update($0) }
    }
}

/// What an archive holds of one target, and where its compressed bytes come from.
struct ArchiveMember: Sendable {
    let name: String
    let content: Digest

    /// Its bytes are in an archive that is in place.
    func copied(_ earlier: ArchivedMember, from path: String) -> ReadyMember {
        let place = PackedBytes(path: path, offset: earlier.offset, count: earlier.summary.compressedSize)
        return ReadyMember(member: self, summary: earlier.summary, places: [place])
    }

    /// Its bytes are in temporaries.
    func packed(_ parts: [PackedPart]) -> ReadyMember {
        ReadyMember(
            member: self, summary: MemberSummary(joining: parts.map(\.summary)), places: parts.map(\.bytes))
    }
}

/// A member whose compressed bytes are there.
struct ReadyMember: Sendable {
    let member: ArchiveMember
    let summary: MemberSummary
    let places: [PackedBytes]

    func add(to draft: ArchiveDraft) throws(ArchiveError) { try draft.add(member, summary, from: places) }
}

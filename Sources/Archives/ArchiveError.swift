/// Why an archive or a member of it could not be written, read or trusted. `description` has the words.
package enum ArchiveError: Error, Equatable, Sendable {
    /// The operating system refused: `call` names what was tried, `code` is its errno.
    case system(call: SystemCall, path: String, code: Int32)
    /// A directory, device or pipe stands where a file was expected.
    case notARegularFile(path: String)
    /// A file was changed by someone else while it was read. Sizes in bytes; equal when only its
    /// content changed.
    case changedWhileRead(path: String, sizeBefore: UInt64, sizeAfter: UInt64)
    /// Bytes were asked for that a file does not have.
    case outsideFile(path: String, offset: UInt64, count: UInt64, size: UInt64)
    /// zlib has no such level.
    case unknownLevel(Int, path: String)
    /// A compression library answered with an error code of its own.
    case library(String, code: Int32, path: String)
    /// A library that is loaded when it is needed, or a part of it, is not on this machine.
    case missingLibrary(String)
    /// libarchive cannot write or read a tar; its own words.
    case tar(archive: String, words: String)
    /// What was packed would not unpack to what it was made from.
    case mispacked(path: String)
    /// The caller asked to stop.
    case cancelled(path: String)
    /// A name that the archive may not hold.
    case refusedName(archive: String, name: String, fault: NameFault)
    /// The facts about a packed member contradict each other.
    case inconsistentSummary(archive: String, name: String, summary: MemberSummary)
    /// No archive at all, or its directory is damaged: nothing of it can be trusted.
    case damagedDirectory(archive: String, fault: DirectoryFault)
    /// One member is damaged.
    case damagedMember(archive: String, name: String, fault: MemberFault)
    /// Sound, as far as can be seen, but beyond what is read here.
    case unsupported(archive: String, feature: String)

    package enum SystemCall: String, Sendable {
        case open, create, inspect, read, write, close
    }
}

/// What is wrong with the directory at the end of an archive. Offsets and sizes in bytes.
package enum DirectoryFault: Error, Equatable, Sendable {
    /// No end record: cut short, or never an archive.
    case noEndRecord
    /// A signature is not where another record says that it is.
    case missingRecord(String, offset: UInt64)
    /// The directory would lie outside the file.
    case outsideFile(offset: UInt64, count: UInt64, size: UInt64)
    /// Two records disagree about one field.
    case disagreement(String, expected: UInt64, found: UInt64)
    /// The record of the member with this number (from 0) cannot be read.
    case brokenRecord(index: UInt64, what: String)
    /// A name that is not UTF-8.
    case nameNotUTF8(index: UInt64)
    /// Two members share bytes of the file.
    case overlap(String, String)
}

/// What is wrong with one member. Sizes in bytes.
package enum MemberFault: Equatable, Sendable {
    /// The header before its bytes is missing.
    case missingHeader(offset: UInt64)
    /// The header before its bytes and the directory differ in this field.
    case headerDisagrees(field: String, expected: UInt64, found: UInt64)
    /// The names in the header and in the directory differ.
    case headerNameDisagrees
    /// Its bytes would lie outside the space that the archive leaves for them.
    case outsideFile(offset: UInt64, count: UInt64, end: UInt64)
    /// The packed bytes are not deflate; `code` is the library's.
    case notDeflate(code: Int32)
    /// The packed bytes end in the middle.
    case endsEarly(expected: UInt64, found: UInt64)
    /// Unpacks to more than it should; stopped there.
    case tooLong(expected: UInt64)
    /// Packed bytes are left over after the end.
    case trailingBytes(UInt64)
    /// The content is not what was put in.
    case checksum(expected: UInt32, found: UInt32)
}

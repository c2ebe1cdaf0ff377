/// One member of an archive that was opened for reading.
package struct ZipEntry: Equatable, Sendable {
    package let name: String
    /// What the directory says of it.
    package let summary: MemberSummary
    /// Where its packed bytes start in the archive, in bytes.
    package let dataOffset: UInt64
    /// Where its local header starts.
    let headerOffset: UInt64
}

/// Why a name may not stand in an archive.
package enum NameFault: Error, Equatable, Sendable {
    case empty
    case absolute
    case emptyComponent
    /// `.` or `..`.
    case dotComponent(String)
    /// A Unicode scalar of general category Cc.
    case controlCharacter(UInt32)
    case backslash
    case componentTooLong(bytes: Int)
    case tooLong(bytes: Int)
    /// Another member has the same name where case or Unicode normalisation do not count.
    case taken(by: String)
    /// A folder on the way to it is itself a member.
    case folderIsMember(String)
    /// Other members lie in a folder of this name.
    case memberIsFolder
    case notSorted(after: String)

    /// UTF-8 bytes in one component: the 200 that a target's name may have, and the longest ending of a file.
    /// The limit of common file systems is 255; what is left is room for the suffixes of others.
    static let longestComponent = 208
    /// UTF-8 bytes that the container's 16-bit length field can say.
    static let longestName = 0xFFFF
}

/// The names of an archive so far: each safe to unpack on any file system, none twice.
struct MemberNames {
    // Folded name → name as given. String equality is canonical equivalence, so that é in its two
    // Unicode forms is one key; lowercasing makes it blind to case.
    private var members: [String: String] = [:]
    private var folders: Set<String> = []

    /// Takes the name in, or says why not.
    mutating func admit(_ name: String) throws(NameFault) {
        let components = try Self.components(of: name)
        let folded = name.lowercased()
        if let other = members[folded] { throw .taken(by: other) }
        if folders.contains(folded) { throw .memberIsFolder }
        try admitFolders(of: folded, count: components - 1)
        members[folded] = name
    }

    private mutating func admitFolders(of folded: String, count: Int) throws(NameFault) {
        guard count > 0 else { return }
        for slash in folded.utf8.indices where folded.utf8[slash] == UInt8(ascii: "/") {
            let folder = String(folded[..<slash])
            if let other = members[folder] { throw .folderIsMember(other) }
            folders.insert(folder)
        }
    }

    /// Counts the components of a name that is safe on its own.
    private static func components(of name: String) throws(NameFault) -> Int {
        guard !name.isEmpty else { throw .empty }
        guard name.utf8.count <= NameFault.longestName else { throw .tooLong(bytes: name.utf8.count) }
        guard name.utf8.first != UInt8(ascii: "/") else { throw .absolute }
        for scalar in name.unicodeScalars {
            if scalar.properties.generalCategory == .control { throw .controlCharacter(scalar.value) }
            if scalar == "\\" { throw .backslash }
        }
        // Cut between bytes, not characters: a combining mark after a slash would hide it.
        let components = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for component in components {
            guard !component.isEmpty else { throw .emptyComponent }
            guard component.count <= NameFault.longestComponent else {
                throw .componentTooLong(bytes: component.count)
            }
            if component.elementsEqual(".".utf8) || component.elementsEqual("..".utf8) {
                throw .dotComponent(String(component) ?? "..")
            }
        }
        return components.count
    }
}

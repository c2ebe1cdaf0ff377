#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ArchiveError: CustomStringConvertible {
    /// What is wrong, in which file and member, what was expected and found, and what to do next.
    package var description: String {
        switch self {
        case .system(let call, let path, let code):
            "cannot \(call.rawValue) '\(path)': \(Self.words(for: code)) (errno \(code)); \(Self.advice(for: code))"
        case .notARegularFile(let path):
            "'\(path)' is not a regular file; give the file itself, not a folder, device or pipe"
        case .changedWhileRead(let path, let before, let after) where before == after:
            "'\(path)' was rewritten while it was read; build again when nothing else writes it"
        case .changedWhileRead(let path, let before, let after):
            "'\(path)' changed from \(before) to \(after) bytes while it was read; "
                + "build again when nothing else writes it"
        case .outsideFile(let path, let offset, let count, let size):
            "'\(path)' has \(size) bytes, expected \(count) more from byte \(offset); "
                + "it was cut short or is another file: build it again"
        case .unknownLevel(let level, let path):
            "compression level \(level) for '\(path)': expected "
                + "\(Compression.deflateLevels.lowerBound)…\(Compression.deflateLevels.upperBound), or up to "
                + "\(Zstandard.levels.upperBound) with zstd"
        case .library(let library, let code, let path):
            "\(library) failed on '\(path)' with code \(code); check the free memory and build again"
        case .missingLibrary(let what):
            "\(what) is not on this machine, and archives packed with zstd need it: install libarchive "
                + "(Debian: libarchive13), or choose another compression"
        case .tar(let archive, let words):
            "'\(archive)' is not a sound tar.zst archive, or cannot be written: \(words); build it again"
        case .mispacked(let path):
            "what was packed of '\(path)' does not unpack to it; build again, and check this machine's "
                + "memory if that happens again"
        case .cancelled(let path):
            "stopped on request while working on '\(path)'"
        case .refusedName(let archive, let name, let fault):
            "'\(archive)' cannot hold a member named \(name.debugDescription): \(fault.description)"
        case .inconsistentSummary(let archive, let name, let summary):
            "member \(name.debugDescription) of '\(archive)': method \(summary.compressionMethod) with "
                + "\(summary.size) bytes packed into \(summary.compressedSize) cannot be; compress it again"
        case .damagedDirectory(let archive, let fault):
            "'\(archive)' is not a sound ZIP archive: \(fault.description); build it again"
        case .damagedMember(let archive, let name, let fault):
            "member \(name.debugDescription) of '\(archive)' is damaged: \(fault.description); "
                + "build the archive again"
        case .unsupported(let archive, let feature):
            "'\(archive)' uses \(feature), which is not supported here; write it again without"
        }
    }

    private static func words(for code: Int32) -> String {
        guard let text = strerror(code) else { return "unknown error" }
        return String(cString: text)
    }

    private static func advice(for code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "free some space and build again"
        case EFBIG: "raise the file size limit (ulimit -f) or use another file system"
        case EEXIST: "remove it or choose another name"
        case ENOENT: "check the path"
        case EACCES, EPERM, EROFS: "check the permissions"
        case EMFILE, ENFILE: "raise the limit of open files (ulimit -n) or run fewer jobs"
        case EIO: "check the disk"
        default: "check the file system and build again"
        }
    }
}

extension NameFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty: "it is empty; give it a name"
        case .absolute: "it starts with '/'; use a relative name"
        case .emptyComponent: "a component between slashes is empty; remove the extra '/'"
        case .dotComponent(let component): "'\(component)' is not a name; write the path out"
        case .controlCharacter(let scalar):
            "it holds the control character U+\(Self.hexadecimal(scalar)); remove it"
        case .backslash: "it holds a backslash; separate components with '/'"
        case .componentTooLong(let bytes):
            "a component has \(bytes) bytes, expected at most \(NameFault.longestComponent); shorten it"
        case .tooLong(let bytes):
            "it has \(bytes) bytes, expected at most \(NameFault.longestName); shorten it"
        case .taken(let other):
            "\(other.debugDescription) is the same file where case or Unicode form do not count; rename one"
        case .folderIsMember(let other):
            "\(other.debugDescription) is a file, so it cannot also be a folder; rename one"
        case .memberIsFolder: "it is also the folder of another member; rename one"
        case .notSorted(let previous):
            "expected names in ascending byte order, and \(previous.debugDescription) came before it; sort them"
        }
    }

    private static func hexadecimal(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension DirectoryFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noEndRecord: "no end record found; it was cut short or is no archive"
        case .missingRecord(let record, let offset): "expected \(record) at byte \(offset), found other bytes"
        case .outsideFile(let offset, let count, let size):
            "its directory of \(count) bytes from byte \(offset) lies outside the \(size) bytes before its end"
        case .disagreement(let field, let expected, let found):
            "\(field): expected \(expected), found \(found)"
        case .brokenRecord(let index, let what): "record \(index) of its directory: \(what)"
        case .nameNotUTF8(let index): "the name in record \(index) of its directory is not UTF-8"
        case .overlap(let first, let second):
            "members \(first.debugDescription) and \(second.debugDescription) share bytes"
        }
    }
}

extension MemberFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingHeader(let offset): "expected its header at byte \(offset), found other bytes"
        case .headerDisagrees(let field, let expected, let found):
            "\(field): the directory says \(expected), its header says \(found)"
        case .headerNameDisagrees: "its header has another name than the directory"
        case .outsideFile(let offset, let count, let end):
            "its \(count) bytes from byte \(offset) run past byte \(end), where something else starts"
        case .notDeflate(let code): "its packed bytes are not valid deflate (ISA-L code \(code))"
        case .endsEarly(let expected, let found): "expected \(expected) bytes, found \(found)"
        case .tooLong(let expected): "expected \(expected) bytes, found more"
        case .trailingBytes(let count): "\(count) packed bytes are left over after its end"
        case .checksum(let expected, let found):
            "CRC-32 of its content: expected \(Self.hexadecimal(expected)), found \(Self.hexadecimal(found))"
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

internal import CArchive
internal import CSystemCalls

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The functions of libarchive, loaded with the first tar.
///
/// Unchecked, as the compiler does not know of C structures: it is filled once and never changed.
struct TarLibrary: @unchecked Sendable {
    let functions: libarchive

    private static let loaded = Result { () throws(ArchiveError) in try TarLibrary() }

    static func load() throws(ArchiveError) -> TarLibrary { try loaded.get() }

    private init() throws(ArchiveError) {
        var functions = libarchive()
        if let missing = libarchive_load(&functions) {
            throw .missingLibrary(String(cString: missing))
        }
        self.functions = functions
    }

    /// Runs `body` where names are UTF-8, whatever the locale of the process is.
    func withNamesInUTF8<Result>(_ body: (libarchive) -> Result) -> Result {
        let before = uselocale(functions.utf8)
        defer { uselocale(before) }
        return body(functions)
    }

    /// The library's own words on what went wrong last.
    func words(_ handle: OpaquePointer) -> String {
        functions.archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
    }
}

/// What a tar is compressed with.
package enum Zstandard {
    /// The levels that zstd calls usual: from 20 on, unpacking takes more memory than a receiver may have.
    package static let levels = 1...19

    /// The versions of what writes such an archive: libarchive lays it out, libzstd packs it.
    package static func version() throws(ArchiveError) -> String {
        let functions = try TarLibrary.load().functions
        let number = functions.archive_version_number()
        let zstd = functions.archive_libzstd_version().map { String(cString: $0) } ?? "unknown"
        return "libarchive \(number / 1_000_000).\(number / 1_000 % 1_000).\(number % 1_000), zstd \(zstd)"
    }

    /// The files that these versions come from: as long as they are the same, nobody has to load them to know. Empty
    /// where the system does not say.
    package static func files() throws(ArchiveError) -> [String] {
        let function = try TarLibrary.load().functions.archive_version_number
        guard let archive = file(of: unsafeBitCast(function, to: UnsafeRawPointer?.self)) else { return [] }
        // libarchive brings libzstd along, or has it in itself.
        guard let library = dlopen(archive, RTLD_NOW | RTLD_NOLOAD) else { return [] }
        defer { dlclose(library) }
        guard let zstd = file(of: dlsym(library, "ZSTD_versionNumber").map { UnsafeRawPointer($0) }) else {
            return []
        }
        return [archive, zstd]
    }

    /// The file that a function was loaded from.
    private static func file(of function: UnsafeRawPointer?) -> String? {
        bounce_loaded_file(function).map { String(cString: $0) }
    }
}

internal import CNettle
internal import CSQLite
internal import CXXHash

/// The versions of the libraries that the store is made with, as they are loaded.
package enum StoreLibraries {
    package static var versions: [(name: String, version: String)] {
        let hash = XXH_versionNumber()
        return [
            ("sqlite", String(cString: sqlite3_libversion())),
            ("xxhash", "\(hash / 10_000).\(hash / 100 % 100).\(hash % 100)"),
            ("nettle", "\(nettle_version_major()).\(nettle_version_minor())"),
        ]
    }
}

internal import CSystemCalls

/// What the stamps of files are good for: one boot, and one mount of each file system within it.
///
/// Within an epoch, the page cache is the truth, and a stamp that is as recorded proves a content. After a power
/// cut, or an unmounting that lost what was not written yet, the stamps may promise bytes that never reached the
/// disk. In another epoch a file is read before it is trusted, unless it is known to have been synced.
package struct Epoch: Hashable, Sendable {
    package let boot: BootIdentity
    /// The mounts, each once, in order.
    package let mounts: [MountIdentity]

    /// The epoch of the files in these directories. A directory that is not there counts for nothing: there is
    /// nothing in it to be trusted.
    package static func current(ofFilesIn directories: some Sequence<String>) -> Epoch {
        let mounts = Set(directories.compactMap { MountIdentity(ofDirectory: $0) })
        return Epoch(boot: BootIdentity.current, mounts: mounts.sorted())
    }

    /// The same bytes for the same epoch, on every machine.
    package var canonicalBytes: [UInt8] {
        let words = [boot.number] + mounts.flatMap { [UInt64(bitPattern: $0.device), $0.number] }
        return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }
}

/// Tells one mount of a file system from another one of the same boot.
///
/// A file system that was unmounted and mounted again has another one. (Before Linux 6.8, and on other systems,
/// the number may be the same again, or unknown: then only the boot is told apart.)
package struct MountIdentity: Hashable, Sendable, Comparable {
    package let device: Int64
    package let number: UInt64

    /// The mount that a directory is on; nil where there is none.
    package init?(ofDirectory path: String) {
        var status = bounce_status()
        guard bounce_file_status(currentDirectory, path.isEmpty ? "." : path, 1, &status) == 0 else {
            return nil
        }
        device = Int64(truncatingIfNeeded: status.device)
        number = status.mount
    }

    package static func < (left: MountIdentity, right: MountIdentity) -> Bool {
        (left.device, left.number) < (right.device, right.number)
    }
}

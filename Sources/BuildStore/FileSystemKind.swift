internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a directory is on, and what works there. It only looks: nothing is written.
package struct FileSystemKind: Sendable {
    /// `ext4`, `nfs`; nil for one that has no name here.
    package let name: String?
    /// Whether other machines may write there, without this one being told.
    package let isShared: Bool
    /// Whether names keep their case, and permissions exist.
    package let isPOSIX: Bool
    /// Whether a lock can be taken there.
    package let canLock: Bool

    package init(of directory: String) {
        let kind = Self.kinds[UInt64(bounce_file_system(directory))]
        name = kind?.name
        isShared = kind?.isShared ?? false
        isPOSIX = kind?.isPOSIX ?? true
        guard let opened = try? Descriptor(directory, O_RDONLY | O_DIRECTORY) else {
            canLock = false
            return
        }
        // That somebody else holds one is as good.
        canLock = flock(opened.raw, LOCK_SH | LOCK_NB) == 0 || errno == EWOULDBLOCK
    }

    /// Whether files below a directory are opened in one call that follows no link.
    package static var hasSafeOpening: Bool { bounce_has_openat2() != 0 }

    /// include/uapi/linux/magic.h
    private static let kinds: [UInt64: (name: String, isShared: Bool, isPOSIX: Bool)] = [
        0xEF53: ("ext4", false, true), 0x5846_5342: ("xfs", false, true), 0x9123_683E: ("btrfs", false, true),
        0x2FC1_2FC1: ("zfs", false, true), 0x0102_1994: ("tmpfs", false, true),
        0x794C_7630: ("overlay", false, true),
        0xF2F5_2010: ("f2fs", false, true), 0xCA45_1A4E: ("bcachefs", false, true),
        0x6969: ("nfs", true, true),
        0xFF53_4D42: ("cifs", true, false), 0xFE53_4D42: ("smb", true, false),
        0x0102_1997: ("9p", true, true),
        0x00C3_6400: ("ceph", true, true), 0x6573_5546: ("fuse", true, true), 0x4D44: ("vfat", false, false),
        0x2011_BAB0: ("exfat", false, false), 0x7366_746E: ("ntfs", false, false),
    ]
}

internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The disk that the production is on. It is only looked at: nothing is written.
package enum DiskChecks {
    package static func all() -> [Check] { [room, fileSystem, opening, access] }

    private static var room: Check {
        guard let free = try? freeSpace(at: "./.") else {
            return Check(
                "disk", "room", .missing, "cannot be found out", advice: "look whether the directory exists")
        }
        let size = ByteSize(bytes: Int64(clamping: free))
        let advice = "make room: `bounce gc --max-size` removes what is kept of earlier builds"
        return Check(
            "disk", "room", free < 16 << 20 ? .missing : free < 1 << 30 ? .warning : .ok, "\(size.text) free",
            advice: advice)
    }

    private static var fileSystem: Check {
        let directory = FileKind(at: Workspace.cache) == .directory ? Workspace.cache : "."
        let kind = FileSystemKind(of: directory)
        let name = kind.name ?? "a file system without a name here"
        if !kind.canLock {
            return Check(
                "disk", "file system", .missing, "\(name), where no lock can be taken",
                advice: "two builds would write over one another: build on a local disk")
        }
        if kind.isShared {
            return Check(
                "disk", "file system", .warning, "\(name), where others may write unseen",
                advice:
                    "build from one machine at a time, or on a local disk; `bounce watch` needs --poll to see what others do"
            )
        }
        if !kind.isPOSIX {
            return Check(
                "disk", "file system", .warning,
                "\(name), whose names ignore case and whose stamps are coarse",
                advice: "it works, and reads more than it had to: a local disk of Linux or macOS is quicker")
        }
        return Check("disk", "file system", .ok, "\(name), where locks can be taken")
    }

    private static var opening: Check {
        guard FileSystemKind.hasSafeOpening else {
            return Check(
                "disk", "openat2", .warning,
                "not known to this kernel, or forbidden: paths are walked step by step",
                advice: "nothing is wrong, only slower; Linux 5.6 and newer have it")
        }
        return Check("disk", "openat2", .ok, "works")
    }

    private static var access: Check {
        let places = [".", Workspace.outputs, Workspace.cache].filter { FileKind(at: $0) != nil }
        let closed = places.filter { !canWrite($0) }
        return Check(
            "disk", "access", closed.isEmpty ? .ok : .missing,
            closed.isEmpty
                ? "the production can be written to"
                : "\(closed.joined(separator: ", ")) cannot be written to",
            advice: "change the owner or the permissions: ls -ld \(closed.joined(separator: " "))")
    }
}

private func canWrite(_ path: String) -> Bool { access(path, R_OK | W_OK | X_OK) == 0 }

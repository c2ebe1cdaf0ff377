internal import CSystemCalls

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What is at a path, as a message says it.
package enum FileKind: String, Sendable {
    case file, directory, link, pipe, socket, device, circle, unknown

    init(mode: UInt32) {
        self =
            switch mode_t(truncatingIfNeeded: mode) & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            default: .unknown
            }
    }

    /// What is at a path itself, links not followed; nil where there is nothing.
    package init?(at path: String) {
        var status = bounce_status()
        guard !path.isEmpty, bounce_file_status(currentDirectory, path, 0, &status) == 0 else { return nil }
        self.init(mode: status.mode)
    }

    package var words: String {
        switch self {
        case .file: "a file"
        case .directory: "a directory"
        case .link: "a symbolic link"
        case .pipe: "a named pipe (FIFO)"
        case .socket: "a socket"
        case .device: "a device"
        case .circle: "a symbolic link that leads in a circle"
        case .unknown: "something else"
        }
    }
}

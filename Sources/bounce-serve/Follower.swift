#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Looks, ten times a second, at what builds write and at what a report depends on, and tells the browsers.
struct Follower: Sendable {
    private static let pause = Duration.milliseconds(100)
    /// Looks for which files have to be at rest after a change.
    private static let rest = 3
    /// Looks after which a browser that has gone is noticed: 15 s.
    private static let heartbeat = 150

    /// What a build would have said that was killed.
    private static let killed = #"{"event":"run-finished","exit":137}"#

    private let reporter: Reporter
    private let reports: Reports
    private let listeners: Listeners

    init(_ reporter: Reporter, _ reports: Reports, _ listeners: Listeners) {
        (self.reporter, self.reports, self.listeners) = (reporter, reports, listeners)
    }

    func run() async throws {
        var live = LiveFile(path: "cache/live")
        var stamps = Stamps(watched)
        // What changed while the first report was made is in none: there is one more, when all is at rest.
        var atRest: Int? = 0
        var isMissing = false
        for look in 1... {
            try await Task.sleep(for: Self.pause)
            for line in live.newLines() { listeners.tell(line, of: BuildMoment(line)) }
            if listeners.isBuildRunning, !live.isWritten { listeners.tell(Self.killed, of: .end) }
            let now = Stamps(watched)
            atRest = now == stamps ? atRest.map { $0 + 1 } : 0
            stamps = now
            if let looks = atRest, looks >= Self.rest, !listeners.isBuildRunning {
                atRest = nil
                isMissing = await refresh(isMissing: isMissing)
            }
            if look % Self.heartbeat == 0 { listeners.tell("") }
        }
    }

    /// The manifest, what it is made from, and the records, which change with every build that does something.
    private var watched: [String] {
        [reporter.file ?? "Targets.swift", "cache/state.db", "cache/state.db-wal"] + reports.newest.sources
    }

    /// Whether there is no report now. Where there was none, the same one as before is news.
    private func refresh(isMissing: Bool) async -> Bool {
        do throws(Reporter.Problem) {
            let isNew = reports.take(try await reporter.report())
            if isNew || isMissing { listeners.tell(#"{"event":"report-changed"}"#) }
            return false
        } catch {
            let text = quoted("There is no report: \(error.text)")
            listeners.tell(#"{"event":"report-failed","text":"# + text + "}")
            return true
        }
    }

    /// As JSON has it.
    private func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\n": "\\n"
            case _ where scalar.value < 0x20: " "
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

/// What the file system says of some files. One that is not there has a stamp, too.
private struct Stamps: Equatable {
    private struct Stamp: Equatable {
        var inode: ino_t = 0
        var size: off_t = -1
        var seconds = 0
        var nanoseconds = 0
    }

    private let stamps: [Stamp]

    init(_ paths: [String]) {
        stamps = paths.map { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return Stamp() }
            return Stamp(
                inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
                nanoseconds: status.st_mtim.tv_nsec)
        }
    }
}

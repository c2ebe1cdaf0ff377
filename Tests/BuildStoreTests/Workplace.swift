import BuildGraph
import Foundation
import Testing

@testable import BuildStore

/// Runs `body` in a directory of its own, with the places of a build in it, and removes it afterwards.
///
/// The store's paths are relative. Where the system allows it, only this thread changes its directory and its
/// mask; elsewhere the suites, which are serialised, keep out of each other's way.
@discardableResult
func inWorkspace<Result>(_ body: () throws -> Result) throws -> Result {
    partWithProcess()
    let home = FileManager.default.currentDirectoryPath
    let mask = umask(0o022)
    let directory = try makeTemporaryDirectory("store")
    try #require(chdir(directory) == 0)
    defer {
        umask(mask)
        chdir(home)
        try? removeTree(directory)
    }
    try Workspace.prepare()
    return try body()
}

/// Gives this thread a directory and a mask of its own, on Linux: `unshare(CLONE_FS)`, which Swift's Glibc
/// does not show.
private func partWithProcess() {
    #if os(Linux)
        typealias Unshare = @convention(c) (Int32) -> Int32
        guard let symbol = dlsym(nil, "unshare") else { return }
        _ = unsafeBitCast(symbol, to: Unshare.self)(0x200)
    #endif
}

/// All suites that need a work space of their own.
@Suite(.serialized) enum InWorkspace {}

func write(_ text: String, to path: String) throws {
    let file = try Descriptor(path, O_WRONLY | O_CREAT | O_TRUNC)
    try file.write(text.utf8)
}

func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
}

func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

func permissions(of path: String) throws -> mode_t {
    var status = stat()
    try #require(lstat(path, &status) == 0)
    return status.st_mode & 0o777
}

/// Every path below the work space, sorted.
func everything() -> [String] {
    (FileManager.default.enumerator(atPath: ".")?.allObjects as? [String] ?? []).sorted()
}

/// Waits until what was just written is older than the clock's tick, so that its stat proves it.
func letItAge() { usleep(60_000) }

extension Digest {
    /// The digest of a text.
    init(_ text: String) { self.init(of: Array(text.utf8)) }
}

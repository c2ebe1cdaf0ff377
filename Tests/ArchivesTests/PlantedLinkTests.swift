#if os(Linux)
    import Foundation
    import Testing

    @testable import Archives

    @Suite("A link that somebody planted among bounce's own files") struct PlantedLinkTests {
        @Test(
            "is not followed, wherever on the path it is",
            arguments: ["bounces/link.zip", "bounces/to/file.zip", "cache/tmp/link.zip", "cache/to/file.zip"])
        func refused(path: String) throws {
            let place = try Workspace()
            for directory in ["precious", "bounces", "cache/tmp"] {
                try FileManager.default.createDirectory(
                    atPath: place.path(directory), withIntermediateDirectories: true)
            }
            let archive = try place.archive([("a", [1, 2, 3])])
            try FileManager.default.moveItem(atPath: archive, toPath: place.path("precious/file.zip"))
            let before = try Data(contentsOf: place.folder.appending(path: "precious/file.zip"))
            for (link, target) in [
                ("bounces/link.zip", "../precious/file.zip"),
                ("cache/tmp/link.zip", "../../precious/file.zip"),
                ("bounces/to", "../precious"), ("cache/to", "../precious"),
            ] {
                #expect(symlink(target, place.path(link)) == 0)
            }
            let folder = place.folder.path
            // By the whole path it is one that somebody named, and no place of bounce's own.
            _ = try ZipReader(path: place.path(path))
            let reading = error(in: folder) { _ = try ZipReader(path: path) }
            #expect(reading as? ArchiveError == .notARegularFile(path: path))
            let fresh = path.replacingOccurrences(of: "/file", with: "/new")
            let writing = error(in: folder) { _ = try NewFile(path: fresh) }
            #expect(writing is ArchiveError)
            #expect(try Data(contentsOf: place.folder.appending(path: "precious/file.zip")) == before)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.path("precious")) == ["file.zip"])
        }
    }

    /// The error of what is done in a directory: on a thread that has a directory of its own (`unshare(CLONE_FS)`,
    /// which Swift's Glibc does not show), so that other tests keep theirs.
    private func error(in directory: String, of body: @escaping @Sendable () throws -> Void) -> (any Error)? {
        typealias Unshare = @convention(c) (Int32) -> Int32
        nonisolated(unsafe) var failure: (any Error)?
        let isOver = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            defer { isOver.signal() }
            guard let symbol = dlsym(nil, "unshare"), unsafeBitCast(symbol, to: Unshare.self)(0x200) == 0,
                chdir(directory) == 0
            else { return }
            do { try body() } catch { failure = error }
        }
        isOver.wait()
        return failure
    }
#endif

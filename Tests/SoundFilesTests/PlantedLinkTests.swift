#if os(Linux)
    import Foundation
    import Testing
    import Signal

    @testable import SoundFiles

    @Suite("A link that somebody planted among bounce's own files") struct PlantedLinkTests {
        @Test(
            "is not followed, wherever on the path it is",
            arguments: ["bounces/link.wav", "bounces/to/file.wav", "cache/tmp/link.wav", "cache/to/file.wav"])
        func refused(path: String) throws {
            let place = try Workplace()
            for directory in ["precious", "bounces", "cache/tmp"] {
                try FileManager.default.createDirectory(
                    atPath: place.path(directory), withIntermediateDirectories: true)
            }
            let format = SoundFormat(container: .wav, encoding: .pcm16, sampleRate: 8_000, channels: 1)
            try write([[0, 0.5]], to: place.path("precious/file.wav"), format)
            let before = try Data(contentsOf: place.folder.appending(path: "precious/file.wav"))
            for (link, target) in [
                ("bounces/link.wav", "../precious/file.wav"),
                ("cache/tmp/link.wav", "../../precious/file.wav"),
                ("bounces/to", "../precious"), ("cache/to", "../precious"),
            ] {
                #expect(symlink(target, place.path(link)) == 0)
            }
            let folder = place.folder.path
            // By the whole path it is one that somebody named, and no place of bounce's own.
            _ = try SoundReader(path: place.path(path))
            let reading = error(in: folder) { _ = try SoundReader(path: path) }
            #expect((reading as? SoundFileError)?.problem == .notAFile("a symbolic link"))
            let fresh = path.replacingOccurrences(of: "/file", with: "/new")
            let writing = error(in: folder) { _ = try WritableFile(creating: fresh) }
            #expect(writing is SoundFileError)
            #expect(try Data(contentsOf: place.folder.appending(path: "precious/file.wav")) == before)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.path("precious")) == ["file.wav"])
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

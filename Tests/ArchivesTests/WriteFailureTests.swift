#if os(Linux)
    import Foundation
    import Testing

    @testable import Archives

    /// Disks that are full, and files that may not grow.
    @Suite struct WriteFailureTests {
        @Test("a full disk is an error of the write", arguments: CompressMemberTests.compressions)
        func fullDisk(compression: Compression) throws {
            let space = try Workspace()
            let source = try space.write(Content.random.bytes, to: "m")
            let full = open("/dev/full", O_WRONLY)
            try #require(full >= 0)
            #expect(throws: ArchiveError.system(call: .write, path: "full", code: ENOSPC)) {
                _ = try compressMember(
                    from: try SourceFile(path: source), to: NewFile(adopting: full, path: "full"),
                    compression: compression, isCancelled: { false })
            }
        }

        @Test("an archive that may not grow beyond some size says so, wherever that is, and is removed")
        func limitedSize() async {
            // In a process of its own: the limit counts for all that a process writes.
            await #expect(processExitsWith: .success) {
                signal(SIGXFSZ, SIG_IGN)
                let space = try Workspace()
                let members = ["a", "b", "c"]
                let size = try Data(
                    contentsOf: URL(
                        fileURLWithPath: try space.archive(members.map { ($0, Content.text.bytes) }))
                ).count
                let summary = try space.pack(Content.text.bytes, as: "m", .fast)
                for limit in Array(stride(from: 0, to: size, by: 97)) + [size - 1, size] {
                    Self.limitFiles(to: limit)
                    let error = Self.write(members, summary, space)
                    let path = space.path("limited.zip")
                    let expected = ArchiveError.system(call: .write, path: path, code: EFBIG)
                    #expect(error == (limit < size ? expected : nil), "at \(limit) of \(size) bytes")
                    #expect(space.exists("limited.zip") == (limit == size))
                }
            }
        }

        private static func limitFiles(to bytes: Int) {
            var limit = rlimit()
            getrlimit(Int32(RLIMIT_FSIZE.rawValue), &limit)
            limit.rlim_cur = rlim_t(bytes)
            #expect(setrlimit(Int32(RLIMIT_FSIZE.rawValue), &limit) == 0)
        }

        private static func write(
            _ members: [String], _ summary: MemberSummary, _ space: Workspace
        ) -> ArchiveError? {
            do throws(ArchiveError) {
                var writer = try ZipWriter(path: space.path("limited.zip"))
                for member in members {
                    try writer.add(name: member, summary: summary, from: space.path("m.packed"))
                }
                try writer.finish()
                return nil
            } catch { return error }
        }

        @Test("the words for a full disk name the file, the errno, and what to do")
        func words() {
            let error = ArchiveError.system(call: .write, path: "bounces/a.zip", code: ENOSPC)
            #expect(
                error.description
                    == "cannot write 'bounces/a.zip': No space left on device (errno 28); "
                    + "free some space and build again")
        }
    }
#endif

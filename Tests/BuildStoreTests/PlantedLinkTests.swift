import BuildGraph
import CSystemCalls
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite("A link that somebody planted among bounce's own files") struct PlantedLinkTests {
        @Test(
            "is not followed, wherever on the path it is",
            arguments: ["bounces/link", "bounces/to/file", "cache/tmp/link", "cache/to/file"])
        func reading(path: String) throws {
            try inWorkspace {
                try makeDirectory("precious")
                try write("mine", to: "precious/file")
                for link in ["bounces/link", "cache/tmp/link"] {
                    #expect(
                        symlink(link.contains("tmp") ? "../../precious/file" : "../precious/file", link) == 0)
                }
                for link in ["bounces/to", "cache/to"] { #expect(symlink("../precious", link) == 0) }
                for flags in [O_RDONLY, O_WRONLY | O_TRUNC, O_WRONLY | O_CREAT] {
                    #expect(throws: StoreError.notAFile(path: path, kind: .link)) {
                        _ = try Descriptor(path, flags)
                    }
                    #expect(bounce_walk_beneath(path, flags, 0o666) == -1 && errno == ELOOP)
                }
                try? removeFile("cache/to/file")
                try? removeTree("cache/to/file")
                #expect(throws: StoreError.self) { try move("cache/to/file", to: "bounces/taken") }
                #expect(throws: StoreError.self) { try move("cache/CACHEDIR.TAG", to: "bounces/to/put") }
                #expect(throws: StoreError.self) { try makeDirectory("cache/to/made/below") }
                #expect(names(inDirectory: "cache/to").isEmpty)
                #expect(text(of: "precious/file") == "mine")
                #expect(names(inDirectory: "precious") == ["file"])
            }
        }

        @Test("in the place of a directory of its own stops a build, and is not written through")
        func directory() throws {
            try inWorkspace {
                try removeTree("cache/tmp")
                try makeDirectory("precious")
                try write("mine", to: "precious/file")
                #expect(symlink("../precious", "cache/tmp") == 0)
                #expect(throws: StoreError.notAFile(path: "cache/tmp", kind: .link)) {
                    try Workspace.prepare()
                }
                try Artifacts().discardTemporaries()
                #expect(text(of: "precious/file") == "mine")
            }
        }

        @Test("in the place of the database is refused")
        func database() throws {
            try inWorkspace {
                try write("", to: "elsewhere")
                #expect(symlink("../elsewhere", "cache/state.db") == 0)
                let lock = try BuildLock()
                #expect(throws: StoreError.notAFile(path: "cache/state.db", kind: .link)) {
                    try StateStore(writing: lock)
                }
                #expect(text(of: "elsewhere") == "")
            }
        }

        @Test("where openat2 is missing, the walk opens what is there, and nothing above")
        func walking() throws {
            try inWorkspace {
                let file = bounce_walk_beneath("cache/CACHEDIR.TAG", O_RDONLY, 0)
                #expect(file >= 0)
                close(file)
                for path in ["cache/../cache/CACHEDIR.TAG", "/etc/passwd", "../x", ""] {
                    #expect(bounce_walk_beneath(path, O_RDONLY, 0) == -1 && errno == EXDEV, "\(path)")
                }
                #expect(bounce_walk_beneath("cache/none", O_RDONLY, 0) == -1 && errno == ENOENT)
            }
        }
    }
}

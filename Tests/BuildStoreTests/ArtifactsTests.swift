import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite struct ArtifactsTests {
        /// A work space in which bounce made the texts "old" and "new".
        struct Bench {
            var artifacts: Artifacts
            var index = FileIndex([:])

            init() throws { artifacts = try Artifacts() }

            mutating func publish(_ text: String, as output: String = "bounces/mix.wav") throws {
                let source = artifacts.temporary("mix.wav")
                try write(text, to: source)
                try artifacts.publish(source, as: output, content: Digest(text), index: &index) {
                    [Digest("old"), Digest("new")].contains($0)
                }
            }
        }

        func keptPath(_ text: String) -> String? { Artifacts.keptPath(Digest(text), failures: [:]) }

        @Test("a new output appears, and its temporary is gone")
        func first() throws {
            try inWorkspace {
                var bench = try Bench()
                try bench.publish("old")
                #expect(text(of: "bounces/mix.wav") == "old")
                #expect(names(inDirectory: "cache/tmp").isEmpty)
                #expect(bench.artifacts.takeNotes().isEmpty)
                #expect(try bench.index.digest(of: "bounces/mix.wav") == Digest("old"))
            }
        }

        @Test("what bounce made is kept, read-only, when something new takes its place")
        func superseded() throws {
            try inWorkspace {
                var bench = try Bench()
                try bench.publish("old")
                try bench.publish("new")
                #expect(text(of: "bounces/mix.wav") == "new")
                let kept = try #require(keptPath("old"))
                #expect(
                    kept
                        == "cache/objects/\(Digest("old").hexadecimal.prefix(2))/\(Digest("old").hexadecimal.dropFirst(2))"
                )
                #expect(text(of: kept) == "old")
                #expect(try permissions(of: kept) == 0o444)
                #expect(keptPath("new") == nil)
                #expect(bench.artifacts.takeNotes().isEmpty)
            }
        }

        @Test("kept bytes come back by a move, with the permissions of a new file")
        func restored() throws {
            try inWorkspace {
                var bench = try Bench()
                try bench.publish("old")
                try bench.publish("new")
                let kept = try #require(keptPath("old"))
                #expect(try bench.artifacts.check(kept, is: Digest("old"), index: &bench.index))
                try bench.artifacts.publish(
                    kept, as: "bounces/mix.wav", content: Digest("old"), index: &bench.index
                ) { _ in true }
                #expect(text(of: "bounces/mix.wav") == "old")
                #expect(try permissions(of: "bounces/mix.wav") == 0o644)
                #expect(keptPath("old") == nil)
                #expect(try #require(keptPath("new")).isEmpty == false)
            }
        }

        @Test("what somebody edited is saved beside the output, with its permissions, and said so")
        func edited() throws {
            try inWorkspace {
                var bench = try Bench()
                try bench.publish("old")
                try write("my edit", to: "bounces/mix.wav")
                chmod("bounces/mix.wav", 0o600)
                try bench.publish("new")
                let aside = "bounces/mix.edited-\(Digest("my edit").short).wav"
                #expect(text(of: aside) == "my edit")
                #expect(try permissions(of: aside) == 0o600)
                #expect(text(of: "bounces/mix.wav") == "new")
                let notes = bench.artifacts.takeNotes()
                #expect(notes.count == 1 && notes[0].contains(aside))
                #expect(bench.artifacts.takeNotes().isEmpty)
                #expect(keptPath("my edit") == nil)
            }
        }

        @Test("what was saved beside the output is not written over by another edit")
        func editedTwice() throws {
            try inWorkspace {
                var bench = try Bench()
                let aside = "bounces/mix.edited-\(Digest("my edit").short)"
                try write("somebody's own", to: aside + ".wav")
                for _ in 0..<2 {
                    try write("my edit", to: "bounces/mix.wav")
                    try bench.publish("new")
                }
                #expect(text(of: aside + ".wav") == "somebody's own")
                #expect(text(of: aside + "-2.wav") == "my edit")
                #expect(!exists(aside + "-3.wav"))
            }
        }

        @Test("an output that already has the new content is no edit and is not kept")
        func sameContent() throws {
            try inWorkspace {
                var bench = try Bench()
                try write("new", to: "bounces/mix.wav")
                try bench.publish("new")
                #expect(names(inDirectory: "bounces") == ["mix.wav"])
                #expect(keptPath("new") == nil)
            }
        }

        @Test(
            "files of a build have the permissions that the mask leaves",
            arguments: [0o000, 0o022, 0o027, 0o077])
        func mask(_ mask: mode_t) throws {
            try inWorkspace {
                umask(mask)
                var bench = try Bench()
                try bench.publish("old")
                #expect(try permissions(of: "bounces/mix.wav") == 0o666 & ~mask)
                let after = umask(0)
                #expect(after == mask)
            }
        }

        @Test("damaged bytes go to quarantine, and are not used")
        func damaged() throws {
            try inWorkspace {
                var bench = try Bench()
                try bench.publish("old")
                try bench.publish("new")
                let kept = try #require(keptPath("old"))
                chmod(kept, 0o644)
                try write("o1d", to: kept)
                #expect(try !bench.artifacts.check(kept, is: Digest("old"), index: &bench.index))
                #expect(!exists(kept))
                #expect(text(of: "cache/quarantine/\(Digest("old").hexadecimal)") == "o1d")
                #expect(bench.artifacts.takeNotes().first?.contains("cache/quarantine") == true)
                #expect(try !bench.artifacts.check(kept, is: Digest("old"), index: &bench.index))
            }
        }

        @Test(
            "a failed artifact can be listened to, is found by its content, and goes when the target is well")
        func failed() throws {
            try inWorkspace {
                var bench = try Bench()
                let source = bench.artifacts.temporary("mix.wav")
                try write("too loud", to: source)
                let path = try bench.artifacts.keepFailed(
                    source, as: "mix.wav", content: Digest("too loud"), index: &bench.index)
                #expect(path == "cache/failed/mix.wav")
                #expect(text(of: path) == "too loud")
                #expect(Artifacts.keptPath(Digest("too loud"), failures: [Digest("too loud"): path]) == path)
                try bench.artifacts.dropFailed("mix.wav")
                try bench.artifacts.dropFailed("mix.wav")
                #expect(Artifacts.keptPath(Digest("too loud"), failures: [Digest("too loud"): path]) == nil)
            }
        }

        @Test("the temporaries of killed runs are cleared, links are not followed")
        func temporaries() throws {
            try inWorkspace {
                try write("mine", to: "precious")
                try write("half", to: "cache/tmp/1-mix.wav")
                try makeDirectory("cache/tmp/manifest/deep/er")
                try write("half", to: "cache/tmp/manifest/deep/er/file")
                #expect(symlink("../../precious", "cache/tmp/link") == 0)
                #expect(symlink("../..", "cache/tmp/manifest/up") == 0)
                _ = try Artifacts()
                #expect(names(inDirectory: "cache/tmp").isEmpty)
                #expect(text(of: "precious") == "mine")
            }
        }

        @Test("no two temporaries share a path")
        func serial() throws {
            try inWorkspace {
                var artifacts = try Artifacts()
                let paths = (0..<10).map { _ in artifacts.temporary("mix.wav") }
                #expect(Set(paths).count == 10)
                #expect(paths.allSatisfy { $0.hasPrefix("cache/tmp/") && $0.hasSuffix("mix.wav") })
            }
        }
    }

    @Suite struct WorkspaceTests {
        @Test("two builds may prepare the same work space, also at the same time")
        func prepareTwice() throws {
            try inWorkspace {
                try write("my own rules", to: "cache/.gitignore")
                try Workspace.prepare()
                #expect(text(of: "cache/.gitignore") == "my own rules")
                #expect(
                    text(of: "cache/CACHEDIR.TAG")?.hasPrefix("Signature: 8a477f597d28d172789f06886806bc55")
                        == true)
            }
        }

        @Test("cleaning removes the records and what is kept, and leaves the outputs and the lock")
        func clean() throws {
            try inWorkspace {
                let lock = try BuildLock()
                try write("x", to: "bounces/mix.wav")
                try makeDirectory("cache/objects/ab")
                try write("x", to: "cache/objects/ab/cd")
                do { _ = try StateStore(writing: lock) }
                try Workspace.clean(under: lock)
                #expect(names(inDirectory: "cache") == [".gitignore", "CACHEDIR.TAG", "lock"])
                #expect(exists("bounces/mix.wav"))
            }
        }

        @Test("a directory is made with those above it, and what is in the way is named")
        func directories() throws {
            try inWorkspace {
                try makeDirectory("a/b/c/d")
                try makeDirectory("a/b/c/d")
                #expect(exists("a/b/c/d"))
                try write("x", to: "file")
                #expect(throws: StoreError.file(operation: "create directory", path: "file", errno: EEXIST)) {
                    try makeDirectory("file")
                }
            }
        }

        @Test("a failed move names both paths and the reason")
        func failedMove() throws {
            try inWorkspace {
                let error = #expect(throws: StoreError.self) { try move("none", to: "bounces/mix.wav") }
                let message = try #require(error).message
                #expect(message.contains("none") && message.contains("bounces/mix.wav"))
                #expect(message.contains("No such file"))
            }
        }
    }
}

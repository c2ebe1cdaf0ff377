import BuildGraph
import Foundation
import Testing

@testable import BuildStore

extension InWorkspace {
    @Suite("An epoch") struct EpochTests {
        @Test("is the same from one look to the next, and another with another boot or mount")
        func identity() throws {
            try inWorkspace {
                let epoch = Epoch.current(ofFilesIn: ["bounces", ".", "none"])
                #expect(epoch == Epoch.current(ofFilesIn: [".", "bounces"]))
                #expect(epoch.mounts.count == 1)
                #if os(Linux)
                    let other = Epoch.current(ofFilesIn: [".", "/proc"])
                    #expect(other != epoch && other.canonicalBytes != epoch.canonicalBytes)
                #endif
                let later = Epoch(boot: BootIdentity(number: 1), mounts: epoch.mounts)
                #expect(later != epoch && later.canonicalBytes != epoch.canonicalBytes)
            }
        }

        @Test("ends the trust in a stamp that was read on another mount, unless the file was synced")
        func mounts() {
            func seen(_ mount: UInt64) -> FileIdentity {
                FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 5, mount: mount)
            }
            let file = FileDigest(digest: Digest("x"), identity: seen(7), examined: .max)
            #expect(file.isProven(by: seen(7)))
            #expect(!file.isProven(by: seen(8)))
            #expect(file.synced.isProven(by: seen(8)))
            #expect(file.inAnotherBoot().isProven(by: seen(7)) == false)
            #expect(file.synced.inAnotherBoot().isProven(by: seen(8)))
        }

        #if os(Linux)
            @Test("ends when a file system is mounted again", .enabled(if: geteuid() == 0))
            func remount() throws {
                try inWorkspace {
                    try makeDirectory("disk")
                    let image = "dd if=/dev/zero of=image bs=1M count=4 2>&1 && mkfs.ext2 -q image 2>&1"
                    func run(_ script: String) -> Int32 {
                        let process = Process()
                        process.executableURL = URL(filePath: "/bin/sh")
                        process.arguments = ["-c", "(\(script)) >/dev/null 2>&1"]
                        let here = FileManager.default.currentDirectoryPath
                        process.currentDirectoryURL = URL(filePath: here)
                        try? process.run()
                        process.waitUntilExit()
                        return process.terminationStatus
                    }
                    // Where loop devices cannot be had, there is nothing to see.
                    guard run(image) == 0, run("mount -o loop image disk") == 0 else { return }
                    defer { _ = run("umount disk") }
                    try write("x", to: "disk/file")
                    let before = try #require(try FileIdentity(path: "disk/file"))
                    #expect(run("umount disk && mount -o loop image disk") == 0)
                    let after = try #require(try FileIdentity(path: "disk/file"))
                    #expect(before.isSameVersion(as: after) || before.device != after.device)
                    #expect(before.mount != after.mount)
                }
            }
        #endif
    }
}

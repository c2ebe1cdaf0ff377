import Foundation
import Testing

@testable import Archives

@Suite("A tar with zstd")
struct TarTests {
    private let place: Workspace

    init() throws { place = try Workspace() }

    private static let members: [(name: String, bytes: [UInt8])] = [
        ("Bäss 日.wav", Content.tone.bytes), ("a.wav", Content.random.bytes), ("empty.wav", []),
        ("in/a folder.txt", Content.text.bytes), (String(repeating: "x", count: 200) + ".wav", [1, 2, 3]),
    ]

    private func write(
        _ members: [(name: String, bytes: [UInt8])] = TarTests.members, as name: String = "a.tar.zst",
        level: Int = 3
    ) throws -> String {
        var writer = try TarWriter(path: place.path(name), level: level)
        for member in members {
            try writer.add(name: member.name, size: UInt64(member.bytes.count)) {
                (write) throws(ArchiveError) in
                try member.bytes.withUnsafeBufferPointer { (bytes) throws(ArchiveError) in
                    try write(UnsafeRawBufferPointer(bytes))
                }
            }
        }
        try writer.finish()
        return place.path(name)
    }

    private func read(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
        var reader = try TarReader(path: path)
        var members: [(name: String, bytes: [UInt8])] = []
        while let entry = try reader.next() {
            var bytes: [UInt8] = []
            try reader.read(entry) { bytes.append(contentsOf: $0) }
            members.append((entry.name, bytes))
        }
        return members
    }

    @Test("gives back the names and bytes that were put in", arguments: [1, 3, 19])
    func roundTrip(level: Int) throws {
        let members = try read(write(level: level))
        #expect(members.map(\.name) == Self.members.map(\.name))
        #expect(members.map(\.bytes) == Self.members.map(\.bytes))
    }

    @Test("is the same bytes each time, and others at another level")
    func reproducible() throws {
        _ = try write(as: "a.tar.zst")
        _ = try write(as: "b.tar.zst")
        _ = try write(as: "c.tar.zst", level: 9)
        #expect(try place.read("a.tar.zst") == place.read("b.tar.zst"))
        #expect(try place.read("a.tar.zst") != place.read("c.tar.zst"))
    }

    @Test("is what was observed on the way")
    func observed() throws {
        var seen: [UInt8] = []
        var writer = try TarWriter(path: place.path("a.tar.zst"), level: 3) { seen.append(contentsOf: $0) }
        let file = try place.write(Content.tone.bytes, to: "tone")
        try writer.add(name: "tone.raw", from: file)
        try writer.finish()
        #expect(try place.read("a.tar.zst") == seen)
    }

    @Test("satisfies other tools", arguments: [["bsdtar", "-tvf"], ["tar", "--zstd", "-tvf"]])
    func otherTools(command: [String]) throws {
        guard Tool.isAvailable(command[0]), Tool.isAvailable("zstd") else { return }
        let path = try write()
        let listing = try Tool.run("env", ["LC_ALL=C.UTF-8", "TZ=UTC"] + command + [path])
        for member in Self.members {
            let line = listing.split(separator: "\n").first { $0.hasSuffix(member.name) }
            #expect(line?.contains("-rw-r--r--") == true && line?.contains("1980") == true, "\(listing)")
            #expect(line?.contains(" \(member.bytes.count) ") == true, "\(listing)")
        }
        #expect(!listing.contains("nknown"), "\(listing)")
    }

    @Test(
        "takes no name that is unsafe or there already",
        arguments: ["../a", "/a", "a/../b", "", "a\\b", "A.wav"])
    func names(name: String) throws {
        var writer = try TarWriter(path: place.path("a.tar.zst"), level: 3)
        try writer.add(name: "a.wav", size: 0) { (_) throws(ArchiveError) in }
        #expect(throws: ArchiveError.self) {
            try writer.add(name: name, size: 0) { (_) throws(ArchiveError) in }
        }
    }

    @Test(
        "a member that is shorter or longer than it was to be is an error, and the archive is gone",
        arguments: [2, 4])
    func wrongSize(count: UInt64) throws {
        #expect(throws: ArchiveError.self) {
            var writer = try TarWriter(path: place.path("a.tar.zst"), level: 3)
            try writer.add(name: "a", size: count) { (write) throws(ArchiveError) in
                try ([1, 2, 3] as [UInt8]).withUnsafeBufferPointer { (bytes) throws(ArchiveError) in
                    try write(UnsafeRawBufferPointer(bytes))
                }
            }
            try writer.finish()
        }
        #expect(!place.exists("a.tar.zst"))
    }

    @Test("a full disk is an error with its errno")
    func fullDisk() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        try FileManager.default.createSymbolicLink(
            atPath: place.path("full"), withDestinationPath: "/dev/full")
        #expect(throws: ArchiveError.self) { try TarWriter(path: place.path("full"), level: 3).finish() }
    }

    @Test("an archive that was cut short anywhere is refused")
    func truncated() throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: write())))
        for count in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 60)) {
            let path = try place.write(Array(bytes[..<count]), to: "cut")
            #expect(throws: ArchiveError.self, "\(count) of \(bytes.count) bytes") { try read(path) }
        }
    }

    @Test(
        "what is no plain file is refused",
        .enabled(if: Tool.isAvailable("python3") && Tool.isAvailable("zstd")),
        arguments: [
            "t.type=tarfile.SYMTYPE; t.linkname='/etc/passwd'", "t.type=tarfile.LNKTYPE; t.linkname='b'",
            "t.type=tarfile.DIRTYPE", "t.type=tarfile.CHRTYPE", "t.type=tarfile.FIFOTYPE", "t.name='../a'",
            "t.name='/a'", "t.name='b'",
            "t.pax_headers={'GNU.sparse.map':'0,1','GNU.sparse.size':'1000000000'}",
        ])
    func hostile(change: String) throws {
        let path = place.path("hostile.tar")
        let script = """
            import tarfile, io
            f = tarfile.open(\(path.debugDescription), 'w', format=tarfile.PAX_FORMAT)
            b = tarfile.TarInfo('b'); b.size = 1; f.addfile(b, io.BytesIO(b'x'))
            t = tarfile.TarInfo('a'); \(change); f.addfile(t); f.close()
            """
        _ = try Tool.run("python3", ["-c", script])
        _ = try Tool.run("zstd", ["-q", path])
        #expect(throws: ArchiveError.self) { try read(path + ".zst") }
    }
}

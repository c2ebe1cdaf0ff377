import Foundation
import Testing

@testable import Archives

@Suite struct CompressMemberTests {
    static let compressions: [Compression] = [.stored, .fast] + [1, 6, 9].map { .deflate(level: $0) }

    @Test("what is packed unpacks to the same bytes", arguments: compressions, Content.allCases)
    func roundTrip(compression: Compression, content: Content) throws {
        let space = try Workspace()
        let bytes = content.bytes
        let archive = try space.archive([("member", bytes)], compression: compression)
        let reader = try ZipReader(path: archive)
        let entry = try #require(reader.entries.first)
        #expect(reader.entries.count == 1)
        #expect(try reader.content(of: entry) == bytes)
    }

    @Test("a summary has the size and the checksum of the plain bytes", arguments: compressions)
    func summary(compression: Compression) throws {
        let space = try Workspace()
        let bytes = [UInt8]("123456789".utf8)
        let summary = try space.pack(bytes, as: "m", compression)
        // The check value of CRC-32/ISO-HDLC in every catalogue.
        #expect(summary.crc32 == 0xCBF4_3926)
        #expect(summary.size == 9)
        #expect(summary.compressedSize == UInt64(try space.read("m.packed").count))
        #expect(summary.compressionMethod == (compression == .stored ? 0 : 8))
    }

    @Test("packing twice gives the same bytes", arguments: compressions)
    func deterministic(compression: Compression) throws {
        let space = try Workspace()
        let bytes = Content.tone.bytes
        let first = try space.pack(bytes, as: "first", compression)
        let second = try space.pack(bytes, as: "second", compression)
        #expect(first == second)
        #expect(try space.read("first.packed") == space.read("second.packed"))
    }

    @Test("a text packs to less than a tenth", arguments: compressions.dropFirst())
    func packs(compression: Compression) throws {
        let space = try Workspace()
        let summary = try space.pack(Content.text.bytes, as: "m", compression)
        #expect(summary.compressedSize < summary.size / 10)
    }

    @Test("a file that stands at the destination is refused and kept")
    func existingDestination() throws {
        let space = try Workspace()
        _ = try space.write([1, 2, 3], to: "m.packed")
        #expect(throws: ArchiveError.system(call: .create, path: space.path("m.packed"), code: EEXIST)) {
            try space.pack([4], as: "m", .fast)
        }
        #expect(try space.read("m.packed") == [1, 2, 3])
    }

    @Test("a missing source is an error, and no destination appears")
    func missingSource() throws {
        let space = try Workspace()
        let source = space.path("missing")
        #expect(throws: ArchiveError.system(call: .open, path: source, code: ENOENT)) {
            try compressMember(from: source, to: space.path("out"), compression: .fast)
        }
        #expect(!space.exists("out"))
    }

    @Test("a folder and a pipe are not members", arguments: [false, true])
    func notARegularFile(isPipe: Bool) throws {
        let space = try Workspace()
        let source = isPipe ? space.path("pipe") : space.folder.path
        if isPipe { #expect(mkfifo(source, 0o600) == 0) }
        #expect(throws: ArchiveError.notARegularFile(path: source)) {
            try compressMember(from: source, to: space.path("out"), compression: .fast)
        }
        #expect(!space.exists("out"))
    }

    @Test("a level that zlib does not have is refused", arguments: [-1, 0, 10])
    func unknownLevel(level: Int) throws {
        let space = try Workspace()
        let path = space.path("m")
        #expect(throws: ArchiveError.unknownLevel(level, path: path)) {
            try space.pack([1], as: "m", .deflate(level: level))
        }
        #expect(!space.exists("m.packed"))
    }

    @Test("a cancelled packing leaves nothing", arguments: 1...3)
    func cancelled(round: Int) throws {
        let space = try Workspace()
        let source = try space.write(Content.exactPiece.bytes + [1], to: "m")
        var asked = 0
        #expect(throws: ArchiveError.cancelled(path: source)) {
            try compressMember(from: source, to: space.path("out"), compression: .fast) {
                asked += 1
                return asked == round
            }
        }
        #expect(asked == round)
        #expect(!space.exists("out"))
    }

    @Test("a source that changes while it is read is an error", arguments: ["grow", "shrink", "rewrite"])
    func changingSource(how: String) throws {
        let space = try Workspace()
        let bytes = Content.exactPiece.bytes
        let source = try space.write(bytes, to: "m")
        var isChanged = false
        let error = #expect(throws: ArchiveError.self) {
            try compressMember(from: source, to: space.path("out"), compression: .fast) {
                if !isChanged { isChanged = Self.change(source, how) }
                return false
            }
        }
        guard case .changedWhileRead(source, UInt64(bytes.count), _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(!space.exists("out"))
    }

    private static func change(_ path: String, _ how: String) -> Bool {
        let file = open(path, O_WRONLY)
        defer { close(file) }
        var status = stat()
        fstat(file, &status)
        switch how {
        case "grow": return ftruncate(file, status.st_size + 1) == 0
        case "shrink": return ftruncate(file, 10) == 0
        default:
            // An explicit stamp: two writes within one tick of the kernel's clock may share one.
            var times = [timespec(tv_sec: 1, tv_nsec: 1), timespec(tv_sec: 1, tv_nsec: 1)]
            return pwrite(file, "x", 1, 0) == 1 && futimens(file, &times) == 0
        }
    }

    @Test("the name of a compression reads back", arguments: compressions)
    func names(compression: Compression) {
        #expect(Compression(name: compression.name) == compression)
    }

    @Test("no other name is a compression", arguments: ["", "deflate", "deflate-0", "deflate-10", "Fast"])
    func unknownNames(name: String) {
        #expect(Compression(name: name) == nil)
    }
}

import Foundation
import Testing

@testable import Archives

@Suite struct OtherToolsTests {
    static let compressions: [Compression] = [.stored, .fast, .deflate(level: 6)]
    static let members = Content.allCases.map { (name: "stems/\($0.rawValue) é", bytes: $0.bytes) }
        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }

    @Test(
        "unzip finds no fault", .enabled(if: Tool.isAvailable("unzip")),
        arguments: compressions, [false, true])
    func unzip(compression: Compression, isWide: Bool) throws {
        let space = try Workspace()
        let archive = try space.archive(
            Self.members, compression: compression, thresholds: Self.thresholds(isWide))
        let output = try Tool.run("unzip", ["-t", archive])
        #expect(output.contains("No errors detected"))
        #expect(!output.contains("warning"))
    }

    @Test(
        "Python reads the same names, contents, stamps and modes",
        .enabled(if: Tool.isAvailable("python3")), arguments: compressions,
        [false, true])
    func python(compression: Compression, isWide: Bool) throws {
        let space = try Workspace()
        let archive = try space.archive(
            Self.members, compression: compression, thresholds: Self.thresholds(isWide))
        let script = """
            import sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            for i in archive.infolist():
                open(sys.argv[2] + str(i.header_offset), 'wb').write(archive.read(i))
                sys.stdout.buffer.write(
                    f'{i.filename}|{i.date_time}|{i.external_attr >> 16:o}|{i.create_system}|'
                    f'{i.header_offset}\\n'.encode())
            """
        let lines = try Tool.run("python3", ["-c", script, archive, space.path("out-")])
            .split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
        #expect(lines.count == Self.members.count)
        for (line, member) in zip(lines, Self.members) {
            #expect(line.dropLast() == [member.name, "(1980, 1, 1, 0, 0, 0)", "100644", "3"])
            #expect(try space.read("out-\(line.last ?? "")") == member.bytes)
        }
    }

    @Test("an archive that Python wrote can be read", .enabled(if: Tool.isAvailable("python3")))
    func fromPython() throws {
        let space = try Workspace()
        let archive = space.path("python.zip")
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
                archive.writestr('b.txt', 'drums ' * 1000)
                archive.writestr('a.txt', 'bass ' * 1000)
                with archive.open('wide.txt', 'w', force_zip64=True) as member:
                    member.write(b'lead ' * 1000)
                archive.comment = b'PK\\x05\\x06 not the end'
            """
        _ = try Tool.run("python3", ["-c", script, archive])
        let reader = try ZipReader(path: archive)
        #expect(reader.entries.map(\.name) == ["b.txt", "a.txt", "wide.txt"])
        let words = ["drums ", "bass ", "lead "].map { [UInt8](String(repeating: $0, count: 1000).utf8) }
        #expect(try reader.entries.map { try reader.content(of: $0) } == words)
    }

    @Test("more than 65,535 members are written, read, and accepted by unzip")
    func manyMembers() throws {
        let space = try Workspace()
        let count = 65_600
        let summary = try space.pack([0x2A], as: "m", .stored)
        var writer = try ZipWriter(path: space.path("a.zip"))
        for index in 0..<count {
            _ = try writer.add(name: "m\(100_000 + index)", summary: summary, from: space.path("m.packed"))
        }
        try writer.finish()
        let reader = try ZipReader(path: space.path("a.zip"))
        #expect(reader.entries.count == count)
        #expect(reader.entries.last?.name == "m165599")
        #expect(try reader.content(of: try #require(reader.entries.last)) == [0x2A])
        guard Tool.isAvailable("unzip") else { return }
        #expect(try Tool.run("unzip", ["-Z", "-h", space.path("a.zip")]).contains("entries: \(count)"))
        #expect(try Tool.run("unzip", ["-tq", space.path("a.zip")]).contains("No errors detected"))
    }

    /// Everything as if it were of 4 GiB and more, or nothing.
    private static func thresholds(_ isWide: Bool) -> Zip64Thresholds {
        isWide ? Zip64Thresholds(bytes: 1_000, members: 2) : Zip64Thresholds()
    }
}

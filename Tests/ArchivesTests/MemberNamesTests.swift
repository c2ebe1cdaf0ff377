import Testing

@testable import Archives

@Suite struct MemberNamesTests {
    @Test(
        "a name that is unsafe to unpack is refused",
        arguments: [
            ("", NameFault.empty), ("/etc/passwd", .absolute), ("..", .dotComponent("..")),
            ("a/../../b", .dotComponent("..")), ("./a", .dotComponent(".")), ("a//b", .emptyComponent),
            ("a/", .emptyComponent), ("a/\u{301}/../b", .dotComponent("..")), ("a\0b", .controlCharacter(0)),
            ("a\nb", .controlCharacter(10)), ("a\u{7F}", .controlCharacter(0x7F)),
            ("a\u{85}", .controlCharacter(0x85)), ("a\r\nb", .controlCharacter(13)), ("..\\a", .backslash),
            ("d/" + String(repeating: "x", count: 209), .componentTooLong(bytes: 209)),
            (String(repeating: "é", count: 105), .componentTooLong(bytes: 210)),
            (String(repeating: "x/", count: 32_768) + "x", .tooLong(bytes: 65_537)),
        ])
    func refused(name: String, fault: NameFault) {
        var names = MemberNames()
        #expect(throws: fault) { try names.admit(name) }
    }

    @Test(
        "a name that is safe is taken",
        arguments: [
            "a", "a/b/c.wav", "Überblick.txt", "...", "..a", "a b", "鼓", "🥁/kick.wav",
            String(repeating: "x", count: 208),
        ])
    func taken(name: String) throws {
        var names = MemberNames()
        try names.admit(name)
    }

    @Test(
        "two names that are one file somewhere are refused",
        arguments: [
            ("Bass.wav", "bass.wav", NameFault.taken(by: "Bass.wav")),
            ("caf\u{E9}", "cafe\u{301}", .taken(by: "caf\u{E9}")),
            ("ÄRGER", "ärger", .taken(by: "ÄRGER")),
            ("A", "a/b", .folderIsMember("A")), ("a", "a/b/c", .folderIsMember("a")),
            ("A/b", "a", .memberIsFolder),
        ])
    func collision(first: String, second: String, fault: NameFault) throws {
        var names = MemberNames()
        try names.admit(first)
        #expect(throws: fault) { try names.admit(second) }
    }

    @Test("members of one folder do not collide")
    func siblings() throws {
        var names = MemberNames()
        for name in ["a", "a.txt", "b/a", "b/c", "b/d/e", "ba"] { try names.admit(name) }
    }

    @Test(
        "the writer wants ascending byte order, each name once",
        arguments: [
            ("b", "a", NameFault.notSorted(after: "b")), ("a", "a", .taken(by: "a")),
            ("a/b", "a.b", .notSorted(after: "a/b")), ("\u{E9}", "z", .notSorted(after: "\u{E9}")),
        ])
    func order(first: String, second: String, fault: NameFault) throws {
        let space = try Workspace()
        let path = space.path("a.zip")
        #expect(throws: ArchiveError.refusedName(archive: path, name: second, fault: fault)) {
            _ = try space.archive([(first, []), (second, [])])
        }
        #expect(!space.exists("a.zip"))
    }

    @Test("an error about a name shows its control characters and says what to do")
    func words() {
        let error = ArchiveError.refusedName(
            archive: "a.zip", name: "x\u{1B}[2J", fault: .controlCharacter(0x1B))
        #expect(
            error.description
                == #"'a.zip' cannot hold a member named "x\u{1B}[2J": it holds the control character "#
                + "U+001B; remove it")
    }
}

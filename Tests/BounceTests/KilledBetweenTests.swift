import Foundation
import Testing

@Suite("A build that is killed between putting in place and recording", .enabled(if: Strace.works))
struct KilledBetweenTests {
    /// The calls that put an output in place, take away what is left, and write the records.
    static let calls =
        (1...2).map { ("renameat", $0) } + (1...3).map { ("unlinkat", $0) }
        + stride(from: 9, through: 27, by: 2).map { ("pwrite64", $0) }

    @Test("leaves nothing in bounces/ that the next build does not take away", arguments: calls)
    func renamedTarget(call: String, number: Int) throws {
        let first = JSON.production([.stem("b", .tone())])
        let second = JSON.production([.stem("c", .tone(220))])
        let place = try WorkSpace(first)
        try place.build()
        let before = try place.outputs()
        try place.write(second)
        let killing = "inject=\(call):signal=KILL:when=\(number)"
        let killed = try place.start(
            program: Strace.path,
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e", killing, Bounce.path, "-j1", "-f",
                "production.json",
            ], environment: Strace.environment
        ).wait()
        #expect(killed.exit == 128 + SIGKILL || (killed.exit == 0 && call != "renameat"), "\(killed)")
        let back = try place.build(first)
        #expect(back.exit == 0, "\(back)")
        #expect(try place.outputs() == before)
        #expect(place.names(in: "bounces") == ["b.wav"])
        #expect(place.names(in: "cache/tmp") == [])
        #expect(try place.build(second).exit == 0)
        #expect(place.names(in: "bounces") == ["c.wav"])
    }

    /// The calls that remove kept files, and that forget them in the records.
    static let collecting =
        (1...4).map { ("unlinkat", $0) } + (1...2).map { ("rmdir", $0) }
        + stride(from: 1, through: 9, by: 2).map { ("pwrite64", $0) }

    @Test("removing what is kept can be killed at any moment", arguments: collecting)
    func collection(call: String, number: Int) throws {
        let first = JSON.production([.stem("a", .tone()), .process("b", from: "a", .lowpass())])
        let second = JSON.production([.stem("a", .tone(220)), .process("b", from: "a", .lowpass())])
        let place = try WorkSpace(first)
        try place.build()
        let before = try place.outputs()
        try place.build(second)
        let killed = try place.start(
            program: Strace.path,
            [
                "-f", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=KILL:when=\(number)",
                Bounce.path, "gc", "--max-size", "0", "-f", "production.json",
            ], environment: Strace.environment
        ).wait()
        #expect([0, 128 + SIGKILL].contains(killed.exit), "\(killed)")
        if call == "unlinkat", number == 1 { #expect(killed.exit != 0) }
        #expect(try place.build().didNothing)
        #expect(try place.run("gc", "--max-size", "0", "-f", "production.json").exit == 0)
        #expect(place.names(in: "cache/objects") == [])
        let back = try place.build(first)
        #expect(back.exit == 0 && back.rendered == ["a", "b"], "\(back)")
        #expect(try place.outputs() == before)
        #expect(try place.build().didNothing)
    }
}

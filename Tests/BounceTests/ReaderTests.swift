import Testing

@Suite("A command that only looks")
struct ReaderTests {
    static let commands = [
        ["status"], ["status", "--json"], ["why", "mix"], ["graph"], ["timing"], ["describe"], ["verify"],
        ["build", "--dry-run"], ["log"], ["log", "--json"], ["gc", "--dry-run", "--max-size", "0"],
    ]

    @Test("makes no cache where there is none", arguments: commands)
    func beforeAnyBuild(_ command: [String]) throws {
        let place = try WorkSpace(.song)
        let before = try place.traces()
        _ = try place.start(command + ["-f", "production.json"]).wait()
        #expect(try place.traces() == before)
    }

    @Test("leaves everything as it was", arguments: commands + [["log", "1"], ["diff", "1"]])
    func afterABuild(_ command: [String]) throws {
        let place = try WorkSpace(.song)
        try place.build()
        let before = try place.traces()
        let result = try place.start(command + ["-f", "production.json"]).wait()
        #expect(result.exit == 0, "\(result)")
        #expect(try place.traces() == before)
        #expect(try place.build().didNothing)
    }

    @Test("keeps no compiled manifest", arguments: [["status"], ["describe"], ["--dry-run"]])
    func manifest(_ command: [String]) throws {
        let place = try WorkSpace()
        try place.write(
            "import TargetDescription\nlet production = Production(\"x\", duration: .seconds(1), targets: [])\n",
            as: "Targets.swift")
        let before = try place.traces()
        #expect(try place.start(command).wait().exit == 0)
        #expect(try place.traces() == before)
    }
}

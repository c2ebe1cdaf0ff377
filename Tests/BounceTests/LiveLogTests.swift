import Foundation
import Testing

/// What a build leaves for those who follow it.
@Suite struct LiveLogTests {
    @Test("a build that does something writes its events to cache/live, behind the number of its process")
    func written() throws {
        let place = try WorkSpace(.song)
        let build = try place.build()
        let lines = try live(place)
        #expect(lines.first?["event"] == "process" && lines.first?["id"].number ?? 0 > 1)
        #expect(Array(lines.dropFirst()) == build.events)
    }

    @Test("a build that finds all up to date leaves the last one's; the next one's file is another")
    func replaced() throws {
        let place = try WorkSpace(.song)
        try place.build()
        let first = try identity(place)
        try place.build()
        #expect(try identity(place) == first)

        // As a follower does: it keeps the file open, so that its number is not given away.
        let follower = try FileHandle(forReadingFrom: place.url("cache/live"))
        defer { try? follower.close() }
        var edited = JSON.song
        edited[target: "lead"]["instruments"][0]["level"] = 0.2
        try place.build(edited)
        #expect(try identity(place) != first)
        #expect(try live(place).last?["event"] == "run-finished")
    }

    @Test("it is locked while the build lives, and free once that was killed")
    func held() throws {
        let place = try WorkSpace(.production([.slow("late", seconds: 1_280)]))
        let running = try place.startBuild()
        try place.waitUntilStarted("late")
        let follower = try FileHandle(forReadingFrom: place.url("cache/live"))
        defer { try? follower.close() }
        #expect(flock(follower.fileDescriptor, LOCK_SH | LOCK_NB) == -1 && errno == EWOULDBLOCK)
        running.signal(SIGKILL)
        _ = try running.wait()
        #expect(flock(follower.fileDescriptor, LOCK_SH | LOCK_NB) == 0)
    }

    @Test("a build does not fail because nobody can follow it")
    func unwritable() throws {
        let place = try WorkSpace(.song)
        try FileManager.default.createDirectory(
            at: place.url("cache/live/in the way"), withIntermediateDirectories: true)
        let build = try place.build()
        #expect(build.exit == 0)
    }

    private func live(_ place: WorkSpace) throws -> [JSON] {
        try String(contentsOf: place.url("cache/live"), encoding: .utf8).split(separator: "\n").map {
            try JSON(parsing: String($0))
        }
    }

    private func identity(_ place: WorkSpace) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: place.url("cache/live").path)[.systemFileNumber]
            as? Int
    }
}

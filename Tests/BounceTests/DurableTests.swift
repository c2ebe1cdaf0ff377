import Foundation
import Testing

@Suite("A durable build", .enabled(if: Strace.works))
struct DurableTests {
    /// Builds under strace; the calls, in their order.
    ///
    /// - Parameter path: The one file whose calls are of interest; nil for all.
    private func trace(
        _ place: WorkSpace, _ options: [String], inject: String? = nil, only path: String? = nil
    ) throws -> (result: RunResult, calls: [String]) {
        let log = place.beside("calls")
        let injection = inject.map { ["-e", "inject=\($0)"] } ?? []
        let filter = path.map { ["-P", place.url($0).path] } ?? []
        let arguments =
            ["-f", "-y", "-o", log.path, "-e", "trace=fsync,fdatasync,rename,renameat,renameat2"] + injection
            + filter
            + [Bounce.path, "build", "-f", "production.json", "-j1"] + options
        let result = try place.start(program: Strace.path, arguments, environment: Strace.environment).wait()
        let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        return (result, text.split(separator: "\n").map(String.init))
    }

    static let production = JSON.production([.stem("bass", .tone())])

    @Test("writes the file, then its name, then the record to the disk")
    func order() throws {
        let place = try WorkSpace(DurableTests.production)
        let (result, calls) = try trace(place, ["--durable"])
        #expect(result.exit == 0, "\(result)")
        func first(_ words: String..., after: Int = -1) -> Int? {
            calls.indices.first { index in
                index > after && words.allSatisfy { calls[index].contains($0) }
            }
        }
        let all = calls.joined(separator: "\n")
        let file = try #require(first("sync(", "/cache/tmp/", "bass.wav"), "\(all)")
        let move = try #require(first("rename", "bass.wav", after: file), "\(all)")
        let name = try #require(first("fsync(", "/bounces>", after: move), "\(all)")
        _ = try #require(first("sync(", "state.db-wal", after: name), "\(all)")
        // A file that was moved within the tick of the clock in which it was written is young, and looked at once more.
        try #require(try trace(place, ["--durable"]).0.exit == 0)
        // From then on, another build finds it on the disk already.
        let (again, later) = try trace(place, ["--durable"])
        #expect(again.exit == 0 && !later.contains { $0.contains("bass.wav") }, "\(later)")
    }

    @Test("that finds everything up to date has what was recorded without the option on the disk, too")
    func earlierRecords() throws {
        let place = try WorkSpace(DurableTests.production)
        try place.build()
        let (result, calls) = try trace(place, ["--durable"])
        #expect(result.exit == 0 && result.output.contains("nothing to do"), "\(result)")
        for path in ["/bounces/bass.wav>", "/cache/state.db>", "/cache/results>"] {
            #expect(calls.contains { $0.contains("fsync(") && $0.contains(path) }, "\(path): \(calls)")
        }
        // What the records say is gone is gone before they are.
        let synced = calls.filter { $0.contains("fsync(") }
        #expect(synced.first?.contains("/bounces>") == true, "\(calls)")
    }

    @Test("takes an output whose target is gone away on the disk, too, before it forgets it")
    func retired() throws {
        let place = try WorkSpace(.production([.stem("bass", .tone()), .stem("lead", .tone(220))]))
        try place.build()
        try place.write(DurableTests.production)
        let (result, calls) = try trace(place, ["--durable"])
        #expect(result.exit == 0 && !place.exists("bounces/lead.wav"), "\(result)")
        let move = try #require(
            calls.firstIndex { $0.contains("rename") && $0.contains("lead.wav") }, "\(calls)")
        #expect(calls[move...].first { $0.contains("sync(") }?.contains("/bounces>") == true, "\(calls)")
    }

    @Test("is not what a build is without the option: nothing is synced")
    func usual() throws {
        let place = try WorkSpace(DurableTests.production)
        let (result, calls) = try trace(place, [])
        #expect(result.exit == 0, "\(result)")
        #expect(!calls.contains { $0.contains("sync(") }, "\(calls)")
    }

    @Test(
        "that cannot write to the disk fails, trusts nothing of it, and is right the next time",
        arguments: ["cache/tmp/1-bass.wav", "bounces", "cache/results", "cache/state.db-wal"])
    func failures(path: String) throws {
        let place = try WorkSpace(DurableTests.production)
        // strace counts the calls of each thread; of one file there is just one that has to fail.
        let (result, calls) = try trace(
            place, ["--durable"], inject: "fsync,fdatasync:error=EIO", only: path)
        #expect(calls.contains { $0.contains("INJECTED") }, "\(calls)")
        #expect(result.exit != 0, "\(result)")
        #expect(result.text.contains("Input/output error") || path.contains("state.db"), "\(result)")
        if path.contains("bass.wav") {
            #expect(result.output.contains("✗ bass") && result.text.contains("bass.wav"), "\(result)")
            #expect(calls.count { $0.contains("sync(") } == 1, "a failed fsync is never tried again")
        }
        #expect(place.names(in: "cache/tmp") == [])
        let next = try place.build(nil, "--durable")
        #expect(next.exit == 0, "\(next)")
        #expect(try place.outputs() == cleanOutputs(DurableTests.production))
    }
}

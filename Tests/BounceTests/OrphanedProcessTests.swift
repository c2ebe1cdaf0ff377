import Foundation
import Testing

@Suite("What bounce starts")
struct OrphanedProcessTests {
    /// The processes that have this text among their arguments.
    private func processes(with text: String) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { process in
            let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            return String(decoding: arguments, as: UTF8.self).contains(text)
        }
    }

    #if os(Linux)
        @Test(
            "to make a manifest into a description ends with it, and leaves nothing, also after kill -9",
            arguments: [SIGKILL, SIGINT, SIGTERM])
        func ends(signal: Int32) throws {
            let place = try WorkSpace()
            try place.write("while true {}\n", as: "Targets.swift")
            let scratch = place.beside("scratch")
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            let running = try place.start(["status"], environment: ["TMPDIR": scratch.path])
            let deadline = ContinuousClock.now + .seconds(60 * patience)
            // The endless loop itself: the program that was compiled, and not another case's.
            func loops() -> [pid_t] { processes(with: "\(scratch.path)/manifest") }
            while loops().isEmpty, ContinuousClock.now < deadline { usleep(10_000) }
            #expect(!loops().isEmpty)
            running.signal(signal)
            let result = try running.wait(atMost: 30)
            #expect(result.exit == (signal == SIGKILL ? 137 : 130), "\(result)")
            let end = ContinuousClock.now + .seconds(10 * patience)
            func left() -> [String] {
                (try? FileManager.default.contentsOfDirectory(atPath: scratch.path)) ?? []
            }
            while !loops().isEmpty || !left().isEmpty, ContinuousClock.now < end { usleep(10_000) }
            #expect(loops() == [])
            #expect(left() == [])
        }
    #endif

    @Test("in a work space is removed by the next build, unless somebody still works with it")
    func leftovers() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write("x", as: "cache/tmp/manifest.abandoned/manifest")
        try place.write("x", as: "cache/tmp/manifest.held/manifest")
        // What other tests start meanwhile must not hold it, too.
        let held = open(place.url("cache/tmp/manifest.held").path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(held, LOCK_EX) == 0)
        #expect(try place.build(nil, "--force").exit == 0)
        #expect(place.names(in: "cache/tmp") == ["manifest.held"])
        close(held)
        #expect(try place.build(nil, "--force").exit == 0)
        #expect(place.names(in: "cache/tmp") == [])
    }
}

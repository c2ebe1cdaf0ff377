import Foundation
import Testing

@Suite("doctor")
struct DoctorTests {
    @Test("finds everything in order on this machine, and writes nothing where the production is")
    func healthy() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write("import TargetDescription", as: "Targets.swift")
        let before = try place.traces()
        let result = try place.run("doctor")
        #expect(result.exit == 0, "\(result)")
        for name in [
            "compiler", "library", "manifest", "sqlite", "libsndfile", "xxhash", "zlib", "isa-l", "nettle",
            "soxr",
        ] {
            #expect(result.lines.contains { $0.hasPrefix("✓ \(name)") }, "\(name): \(result)")
        }
        let document = try place.run("doctor", "--json").json()
        #expect(document["schema"] == 1 && document["healthy"] == true)
        let names = document["checks"].elements.map { $0["name"].text }
        for name in [
            "libarchive", "fluidsynth", "room", "file system", "openat2", "access", "records", "size",
            "locale", "terminal",
        ] {
            #expect(names.contains(name), "\(names)")
        }
        // What is well needs no advice, and what is not has some.
        for check in document["checks"].elements {
            #expect((check["state"] == "ok") == (check["advice"] == .null), "\(check)")
        }
        #expect(try place.traces() == before)
        let empty = try WorkSpace()
        #expect(try empty.run("doctor").exit == 0)
        #expect(try empty.traces() == [:])
    }

    @Test(
        "ends with status 7 where manifests cannot be compiled, and says what to do; a description needs no compiler",
        arguments: ["/no/such/swiftc", "/bin/false", "/bin/true"])
    func compiler(_ path: String) throws {
        let place = try WorkSpace(.song)
        let environment = ["BOUNCE_SWIFTC": path]
        let result = try place.run("doctor", "-q", environment: environment)
        #expect(result.exit == 7, "\(result)")
        #expect(result.output.contains("✗ "), "\(result)")
        #expect(result.output.contains(path == "/bin/true" ? "manifest" : "BOUNCE_SWIFTC"), "\(result)")
        let data = try place.run("doctor", "-q", "-f", "production.json", environment: environment)
        #expect(data.exit == 0 && data.output.contains("! ") && !data.output.contains("✗"), "\(data)")
        #expect(try place.traces().keys.sorted() == ["production.json"])
    }

    @Test("sees at a glance that the records are damaged, and something was set aside")
    func cache() throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write(Data(repeating: 7, count: 9_000), as: "cache/state.db")
        try place.write("x", as: "cache/quarantine/x")
        let result = try place.run("doctor", "-f", "production.json")
        #expect(result.exit == 0)
        #expect(result.lines.contains { $0.hasPrefix("! records") }, "\(result)")
        #expect(result.lines.contains { $0.hasPrefix("! quarantine") } && result.output.contains("bounce gc"))
    }

    @Test("says when names would look wrong", arguments: [("C", "! locale"), ("C.UTF-8", "✓ locale")])
    func locale(_ name: String, _ line: String) throws {
        let result = try WorkSpace().run("doctor", environment: ["LC_ALL": name])
        #expect(result.lines.contains { $0.hasPrefix(line) }, "\(result)")
    }
}

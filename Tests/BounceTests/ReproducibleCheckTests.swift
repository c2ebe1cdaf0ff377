import Foundation
import Testing

@Suite("build --check-reproducible")
struct ReproducibleCheckTests {
    @Test("renders everything once more, and finds the same bytes, wherever the inputs lie")
    func same() throws {
        let place = try WorkSpace()
        try place.write(Sound.take(1), as: "takes/one.wav")
        try place.write(Sound.take(2), as: "../beside.wav")
        try Sound.take(3).write(to: place.beside("absolute.wav"))
        try FileManager.default.createSymbolicLink(
            at: place.url("link.wav"), withDestinationURL: place.url("takes/one.wav"))
        let paths = [
            "takes/one.wav", "../beside.wav", "./takes/../takes/one.wav", place.beside("absolute.wav").path,
            "link.wav", "../production/takes/one.wav",
        ]
        let stems = paths.enumerated().map { JSON.stem("voice \($0)", .recording($1)) }
        var production = JSON.song
        production["targets"] = .list(
            production["targets"].elements + stems
                + [.reference("absent", file: "no.wav", more: ["optional": true])])
        let build = try place.build(production, "--check-reproducible")
        #expect(build.exit == 0, "\(build)")
        #expect(
            build.result.output.contains("reproducible: 12 outputs are the same to the last byte"), "\(build)"
        )
        #expect(place.names(in: "cache/tmp") == [])
        // Where everything is up to date, everything is compared as well, and nothing there is touched.
        let traces = try outputTraces(place)
        let again = try place.build(nil, "--check-reproducible", "mix")
        #expect(again.exit == 0 && again.rendered == [], "\(again)")
        #expect(again.result.output.contains("reproducible: 5 outputs"), "\(again)")
        #expect(try outputTraces(place) == traces)
        #expect(try place.build(nil, "-q", "--check-reproducible").result.text == "")
    }

    @Test(
        "names what differs, the first byte and the moment; what the build left stays",
        .enabled(if: Liar.works))
    func different() throws {
        let place = try WorkSpace(.song)
        let build = try place.build(nil, "--check-reproducible", environment: try Liar.environment(place))
        #expect(build.exit == 1, "\(build)")
        let line = try #require(
            build.result.lines.first { $0.contains("'lead' does not come out the same twice") })
        #expect(line.contains("bounces/lead.wav: byte ") && line.contains(" and then 0x"), "\(line)")
        #expect(line.contains("the first sample that differs is at 0.1"), "\(line)")
        #expect(build.result.lines.last?.contains("outputs are not reproducible") == true)
        #expect(try place.outputs() == cleanOutputs(.song))
        #expect(place.names(in: "cache/tmp") == [])
        #expect(try place.build(nil, "--check-reproducible").exit == 0)
    }

    @Test("compares nothing when an input changes between the renderings, and ends with status 5")
    func changed() throws {
        for seconds in slowLengths {
            let place = try WorkSpace(
                .production([.slow("slow", seconds: seconds), .stem("voice", .recording("voice.wav"))]))
            try place.write(Sound.take(1), as: "voice.wav")
            try place.build()
            let running = try place.startBuild(["--check-reproducible"])
            while place.events.last?["event"] != "run-finished" { usleep(2_000) }
            try place.write(Sound.take(2), as: "voice.wav")
            let result = try running.wait()
            if result.exit == 0 { continue }
            #expect(result.exit == 5, "\(result)")
            #expect(result.output.contains("'voice' cannot be compared"), "\(result)")
            #expect(result.output.contains("voice.wav"), "\(result)")
            return
        }
        Issue.record("no rendering was slow enough to be caught")
    }

    @Test("ends with 130 on Ctrl-C, and leaves no process and no file behind")
    func interrupted() throws {
        for seconds in slowLengths {
            let place = try WorkSpace()
            try place.build(.production([.slow("slow", seconds: seconds)]))
            let running = try place.startBuild(["--check-reproducible"])
            while place.events.last?["event"] != "run-finished" { usleep(2_000) }
            running.signal(SIGINT)
            let result = try running.wait(atMost: 30)
            if result.exit == 0 { continue }
            #expect(result.exit == 130, "\(result)")
            #expect(place.names(in: "cache/tmp") == [])
            #expect(try place.build().didNothing)
            return
        }
        Issue.record("no rendering was slow enough to be caught")
    }

    @Test("does not go with a dry run")
    func dryRun() throws {
        let result = try WorkSpace(.song).run("-n", "--check-reproducible", "-f", "production.json")
        #expect(result.exit == 2 && result.errors.contains("leave one of them out"), "\(result)")
    }

    private func outputTraces(_ place: WorkSpace) throws -> [String: String] {
        try place.traces().filter { $0.key.hasPrefix("bounces/") }
    }
}

/// A disk that turns a bit in the second rendering: compiled, and put between bounce and the C library.
private enum Liar {
    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>

        static ssize_t lie(int file, const void *bytes, size_t count, off64_t offset) {
            static ssize_t (*real)(int, const void *, size_t, off64_t);
            if (!real) real = (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
            char link[64], path[4096] = "", place[4096] = "", copy[65536];
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            if (readlink(link, path, sizeof path - 1) < 0 || !getcwd(place, sizeof place)) return -1;
            if (!strstr(place, "/cache/tmp/") || !strstr(path, "lead") || count < 4000 || count > sizeof copy)
                return real(file, bytes, count, offset);
            memcpy(copy, bytes, count);
            copy[3600] ^= 1;
            return real(file, copy, count, offset);
        }

        ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) { return lie(file, bytes, count, offset); }
        ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) { return lie(file, bytes, count, offset); }
        """

    static let works: Bool = {
        guard ProcessInfo.processInfo.environment["SANITIZER"] == nil, let place = try? WorkSpace() else {
            return false
        }
        return (try? environment(place)) != nil
    }()

    static func environment(_ place: WorkSpace) throws -> [String: String] {
        let library = place.beside("liar.so").path
        try Data(source.utf8).write(to: place.beside("liar.c"))
        let compiled = try place.start(
            program: "/usr/bin/env",
            ["cc", "-shared", "-fPIC", "-o", library, place.beside("liar.c").path, "-ldl"]
        ).wait()
        try #require(compiled.exit == 0, "\(compiled)")
        return ["LD_PRELOAD": library]
    }
}

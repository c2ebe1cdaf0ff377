import Foundation
import Testing

@Suite("An answer that does not arrive")
struct LostAnswerTests {
    /// Runs a line of shell in which `$0` is bounce.
    private func shell(_ place: WorkSpace, _ script: String) throws -> RunResult {
        try place.start(program: "/bin/sh", ["-c", script, Bounce.path]).wait()
    }

    @Test(
        "because the disk is full ends with status 7", arguments: ["describe", "status", "graph", "timing"])
    func fullDisk(command: String) throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let place = try WorkSpace(.song)
        let result = try shell(place, "\"$0\" \(command) -f production.json > /dev/full")
        #expect(result.exit == 7, "\(result)")
        #expect(result.errors.contains("cannot write the output: No space left on device"), "\(result)")
    }

    @Test("because the reader went away is no failure", arguments: ["status", "describe"])
    func closedPipe(command: String) throws {
        let place = try WorkSpace(.song)
        // The reader is gone long before there is anything to read.
        let script = "{ sleep 0.2; \"$0\" \(command) -f production.json; echo $? > code; } | true"
        _ = try shell(place, script)
        let deadline = ContinuousClock.now + .seconds(20 * patience)
        while place.names(in: ".").contains("code") == false, ContinuousClock.now < deadline { usleep(5_000) }
        usleep(20_000)
        #expect(try String(decoding: place.bytes(of: "code"), as: UTF8.self) == "0\n")
    }

    @Test("from a kept description that was damaged on disk is not believed: the manifest is compiled again")
    func damagedManifest() throws {
        let place = try WorkSpace()
        try place.write(BadManifest.text("", #".section("intro", beats: 1)"#), as: "Targets.swift")
        let first = try place.run()
        #expect(first.exit == 0, "\(first)")
        let before = try place.outputs()
        let kept = place.names(in: "cache/manifests").map { "cache/manifests/\($0)" }
        #expect(kept.count == 1)
        for path in kept {
            // Still a description, and of another sound.
            let text = String(decoding: try place.bytes(of: path), as: UTF8.self)
            let damaged = text.replacing("110", with: "120")
            #expect(damaged != text)
            try place.write(damaged, as: path)
        }
        let second = try place.run()
        #expect(second.exit == 0 && second.output.contains("nothing to do"), "\(second)")
        #expect(try place.outputs() == before)
    }
}

import Foundation
import Testing

/// `make man`: the same source as `--help`, so nothing is in one and not in the other.
@Suite("The manual pages")
struct ManualTests {
    @Test("are one for each command, with every option and argument that --help has")
    func complete() throws {
        let place = try pages()
        let help = try place.run("--experimental-dump-help").json()
        var commands = [help["command"]] + help["command"]["subcommands"].elements
        commands.removeAll { $0["commandName"] == "help" }
        #expect(commands.count > 15)
        for command in commands {
            let path = command["superCommands"].elements.map(\.text) + [command["commandName"].text]
            let page = plain(
                try String(contentsOf: place.url("man/\(path.joined(separator: "-")).1"), encoding: .utf8))
            #expect(page.contains(command["abstract"].text.prefix(40)), "\(path)")
            for argument in command["arguments"].elements where argument["shouldDisplay"] == true {
                for name in argument["names"].elements {
                    let words = (name["kind"] == "long" ? "--" : "-") + name["name"].text
                    #expect(page.contains("\\fB\(words)\\fR"), "\(words) is not in the page of \(path)")
                }
                #expect(page.contains(argument["abstract"].text.prefix(30)), "\(argument)")
            }
        }
        #expect(place.names(in: "man").count == commands.count)
        let overview = plain(try String(contentsOf: place.url("man/bounce.1"), encoding: .utf8))
        for command in commands.dropFirst() {
            #expect(overview.contains(".B \(command["commandName"].text)\n"))
        }
        #expect(overview.contains("130 interrupted"))
    }

    @Test("are set by groff without a warning", .enabled(if: Self.has("groff")))
    func groff() throws {
        let place = try pages()
        for name in place.names(in: "man") {
            let result = try place.start(
                program: "/usr/bin/groff", ["-man", "-Tutf8", "-ww", "-P-cbou", "man/\(name)"]
            ).wait()
            #expect(result.exit == 0 && result.errors == "", "\(name): \(result.errors)")
            #expect(result.output.contains("SYNOPSIS"))
        }
    }

    private static func has(_ program: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
    }

    private func plain(_ page: String) -> String {
        page.replacing("\\-", with: "-").replacing("\\(aq", with: "'").replacing("\\(ga", with: "`")
    }

    private func pages() throws -> WorkSpace {
        let place = try WorkSpace()
        let generator = URL(filePath: Bounce.path).deletingLastPathComponent().appending(path: "ManualPages")
            .path
        let result = try place.start(
            program: "/bin/sh",
            ["-c", "\"$0\" --experimental-dump-help | \"$1\" 1.2.3 man", Bounce.path, generator]
        ).wait()
        #expect(result.exit == 0, "\(result)")
        return place
    }
}

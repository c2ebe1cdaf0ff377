import Foundation
import Testing

@Suite("On a terminal")
struct TerminalTests {
    private static var edited: JSON {
        var edited = JSON.song
        edited[target: "bass"]["instruments"][0]["frequency"] = 220
        return edited
    }

    /// Runs to its end, and checks what holds for all that is shown.
    @discardableResult
    private func show(
        _ place: WorkSpace, _ arguments: String..., columns: Int, exit: Int32 = 0,
        environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        let terminal = try place.startOnTerminal(arguments, columns: columns, environment: environment)
        let status = try terminal.wait()
        #expect(status == exit, "\(terminal.screen.text)")
        check(terminal)
        return terminal
    }

    private func check(_ terminal: PseudoTerminal) {
        let screen = terminal.screen
        #expect(!screen.hasWrapped, "\(screen.text)")
        #expect(screen.isCursorVisible && screen.unknown == [], "\(screen.unknown)")
        #expect(!screen.lines.contains { $0.hasPrefix("› ") || $0.hasSuffix(" left") }, "\(screen.text)")
    }

    @Test(
        "after a build are its results, and nothing of what changed while it ran", arguments: [40, 80, 120])
    func build(columns: Int) throws {
        let place = try WorkSpace(.song)
        let first = try show(place, "build", columns: columns).screen
        #expect(first.lines.filter { $0.hasPrefix("✓ ") }.count == 6, "\(first.text)")
        #expect(first.text.contains("done: 6 rendered in "), "\(first.text)")
        #expect(first.text.contains("\n      6 new targets\n"), "\(first.text)")
        #expect(first.lines.last?.contains("s of work") == true, "\(first.text)")
        try place.write(Self.edited)
        let second = try show(place, "build", columns: columns).screen
        #expect(second.text.contains("      bass: tone.frequency: 110 Hz → 220"), "\(second.text)")
        #expect(second.text.contains("      and so: bass low, mix,"), "\(second.text)")
        let third = try show(place, "build", columns: columns)
        #expect(third.screen.text == "nothing to do: 6 targets are up to date")
        #expect(!third.bytes.contains(0x1B))
    }

    @Test("after a failing gate is what it measured, and what to do", arguments: [40, 80, 120])
    func failure(columns: Int) throws {
        var production = JSON.song
        production[target: "lead"]["gates"] = [["rule": "peak", "atMost": -60]]
        let place = try WorkSpace(production)
        let screen = try show(place, "build", "-k", columns: columns, exit: 3).screen
        #expect(screen.text.contains("✗ lead"), "\(screen.text)")
        #expect(screen.text.contains("    ✗ peak: expected ≤ -60 dBFS"), "\(screen.text)")
        #expect(screen.text.contains("failed: gate 'peak' of 'lead':"), "\(screen.text)")
    }

    /// Looks at a build that takes its time.
    ///
    /// - Parameter look: false where it was over too soon: a longer one is tried.
    private func slowBuild(columns: Int, _ look: (PseudoTerminal) throws -> Bool) throws {
        for seconds in slowLengths {
            let place = try WorkSpace(
                .production([.stem("bass", .tone()), .slow("voice", seconds: seconds)]))
            let terminal = try place.startOnTerminal(["build"], columns: columns)
            guard try terminal.wait(until: { $0.voice?.contains("%") == true }) else { continue }
            if try look(terminal) { return }
        }
        Issue.record("no build was slow enough to be looked at")
    }

    @Test("while a target is rendered is how far it is, and how fast", arguments: [40, 80, 120])
    func progress(columns: Int) throws {
        try slowBuild(columns: columns) { terminal in
            let screen = terminal.screen
            let row = try #require(screen.voice)
            #expect(row.contains(/^› voice .*\d% .*\d×/), "\(row)")
            #expect(columns < 80 || row.contains(/\d\/\d+ frames$/), "\(row)")
            #expect(screen.lines.last?.contains(#/^[01] of 2 targets, /#) == true, "\(screen.text)")
            #expect(!screen.isCursorVisible)
            let status = try terminal.wait()
            #expect(status == 0)
            check(terminal)
            return true
        }
    }

    @Test("the lines fit when the window gets narrower, and when it gets wider", arguments: [44, 120])
    func resize(columns: Int) throws {
        try slowBuild(columns: 80) { terminal in
            terminal.resize(columns: columns)
            // Once more from the beginning: what was on its way was for the old window.
            let before = terminal.bytes.count
            let isRedrawn = try terminal.wait { screen in
                let pictures = terminal.bytes.dropFirst(before).split(separator: 0x0D)
                return pictures.count > 9 && screen.voice?.contains("%") == true
            }
            guard isRedrawn else { return false }
            let row = terminal.screen.voice ?? ""
            #expect(row.count < columns && (columns < 80 || row.count > 80), "\(terminal.screen.text)")
            #expect(terminal.screen.lines.count { $0.contains("voice") } == 1, "\(terminal.screen.text)")
            let status = try terminal.wait()
            #expect(status == 0)
            check(terminal)
            return true
        }
    }

    @Test("after Ctrl-C, and after a second one, is a cursor and no half-drawn line", arguments: [1, 2])
    func interrupted(times: Int) throws {
        try slowBuild(columns: 80) { terminal in
            terminal.type(String(repeating: "\u{3}", count: times))
            let status = try terminal.wait()
            if status == 0 { return false }
            #expect(status == 130, "\(terminal.screen.text)")
            check(terminal)
            #expect(
                times == 2 || terminal.screen.text.contains("interrupted after "), "\(terminal.screen.text)")
            return true
        }
    }

    @Test("a shell that gets it back after Ctrl-Z has a cursor, and the build goes on drawing")
    func stopped() throws {
        try slowBuild(columns: 80) { terminal in
            terminal.type("\u{1A}")
            guard try terminal.waitUntilStopped(), try terminal.wait(until: { $0.isCursorVisible }) else {
                return false
            }
            #expect(terminal.screen.voice == nil, "\(terminal.screen.text)")
            terminal.signal(SIGCONT)
            guard try terminal.wait(until: { $0.voice?.contains("%") == true }) else { return false }
            #expect(!terminal.screen.isCursorVisible)
            let status = try terminal.wait()
            #expect(status == 0)
            check(terminal)
            return true
        }
    }

    @Test("NO_COLOR and --color are minded")
    func colours() throws {
        let green = Array("\u{1B}[32m".utf8)
        let place = try WorkSpace(.song)
        #expect(try show(place, "build", columns: 80).bytes.contains(green))
        let none = try show(place, "build", "--force", columns: 80, environment: ["NO_COLOR": "1"])
        #expect(!none.bytes.contains(Array("m✓".utf8)) && !none.bytes.contains(green))
        #expect(try !show(place, "--force", "--color", "never", columns: 80).bytes.contains(green))
        let always = try show(
            place, "--force", "--color", "always", columns: 80, environment: ["NO_COLOR": "1"])
        #expect(always.bytes.contains(green))
    }

    @Test(
        "where the locale knows no UTF-8, all of it is ASCII",
        arguments: [["LANG": "C"], ["LC_ALL": "POSIX"], ["LC_CTYPE": "de_DE.ISO-8859-1"], ["LANG": ""]])
    func ascii(environment: [String: String]) throws {
        let place = try WorkSpace(.song)
        let first = try show(place, "build", columns: 80, environment: environment)
        #expect(first.bytes.allSatisfy { $0 < 0x80 }, "\(first.screen.text)")
        #expect(first.screen.lines.filter { $0.hasPrefix("+ ") }.count == 6, "\(first.screen.text)")
        try place.write(Self.edited)
        let status = try show(place, "status", columns: 80, environment: environment)
        #expect(status.screen.text.contains("tone.frequency: 110 Hz -> 220 Hz"), "\(status.screen.text)")
        #expect(status.bytes.allSatisfy { $0 < 0x80 })
        // The first that is set counts.
        let other = environment.merging(["LC_ALL": "en_US.utf8"]) { _, new in new }
        #expect(try show(place, "status", columns: 80, environment: other).screen.text.contains("→"))
    }

    @Test(
        "in CI, and where it can draw nothing, lines are plain",
        arguments: [["CI": "true"], ["TERM": "dumb"]])
    func plain(environment: [String: String]) throws {
        let place = try WorkSpace(.song)
        let terminal = try place.startOnTerminal(["build"], columns: 60, environment: environment)
        let status = try terminal.wait()
        #expect(status == 0)
        #expect(!terminal.bytes.contains(0x1B))
        #expect(!terminal.screen.text.contains("of work"), "\(terminal.screen.text)")
        // Nothing is cut or broken: the terminal does that.
        #expect(terminal.screen.hasWrapped)
    }

    @Test("status, why, log and diff fit into the window", arguments: [40, 80, 120])
    func looking(columns: Int) throws {
        let place = try WorkSpace(.song)
        try place.build()
        try place.write(Self.edited)
        let status = try show(place, "status", columns: columns).screen.text
        #expect(status.contains("stale  bass\n│      tone.frequency: 110 Hz → 220 Hz\n"), "\(status)")
        #expect(status.contains("└─ may follow: bass low, mix,"), "\(status)")
        #expect(
            status.replacing(/\s+/, with: " ").contains("not up to date; to build them takes about 0."),
            "\(status)")
        let why = try show(place, "why", "mix", columns: columns).screen.text
        #expect(why.contains("└─ maybe  bass low\n   │      waits for 'bass', which"), "\(why)")
        #expect(why.contains("\n   └─ maybe  mix\n"), "\(why)")
        try place.build()
        for arguments in [["log"], ["log", "2"], ["diff", "1"]] {
            let terminal = try PseudoTerminal(
                Bounce.path, arguments, in: place.directory, columns: columns, environment: [:])
            let exit = try terminal.wait()
            #expect(exit == 0)
            check(terminal)
            let words = terminal.screen.text.replacing(/\s+/, with: " ")
            #expect(words.contains("tone.frequency: 110 Hz → 220 Hz"), "\(words)")
        }
    }

    @Test("names in wide characters keep the columns straight")
    func wideNames() throws {
        let names = ["低音", "ベースライン", "pad"]
        let place = try WorkSpace(.production(names.map { .stem($0, .tone()) }))
        let lines = try show(place, "build", "-j", "1", columns: 80).screen.lines
        // The second cell of a wide character stands for itself here.
        let places = lines.prefix(3).map {
            $0.distance(from: $0.startIndex, to: $0.firstRange(of: "rendered")?.lowerBound ?? $0.startIndex)
        }
        #expect(places == [19, 19, 19], "\(lines)")
    }
}

extension Screen {
    /// The line that says how far the slow stem is.
    fileprivate var voice: String? { lines.first { $0.hasPrefix("› voice") } }
}

extension [UInt8] {
    fileprivate func contains(_ bytes: [UInt8]) -> Bool { firstRange(of: bytes) != nil }
}

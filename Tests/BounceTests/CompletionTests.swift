import Foundation
import Testing

/// Real shells complete words with what `bounce completions` prints.
@Suite("Completion")
struct CompletionTests {
    private static let production = JSON.production([
        .stem("bass", .tone()), .stem("lead guitar", .tone()), .stem("Stimme ü", .tone()),
    ])

    @Test(
        "in bash offers commands, options, targets, runs, presets and files",
        arguments: [
            (["bounce", "sta"], ["status"]),
            (["bounce", "build", "-f", "production.json", "b"], ["bass"]),
            (["bounce", "status", "-f", "production.json", ""], ["Stimme ü", "bass", "lead guitar"]),
            (["bounce", "why", "-f", "production.json", "lead"], ["lead guitar"]),
            (["bounce", "build", "--check-"], ["--check-reproducible"]),
            (["bounce", "measure", "--preset", "ebu-r128-l"], ["ebu-r128-live"]),
            (["bounce", "diff", ""], ["1"]), (["bounce", "log", ""], ["1"]),
            (["bounce", "graph", "--format", "mer"], ["mermaid"]),
            (["bounce", "status", "-C", "el"], ["elsewhere"]),
            (["bounce", "status", "-C", "elsewhere", "-f", "production.json", ""], ["far"]),
            // The default command.
            (["bounce", "b"], ["bass", "build"]), (["bounce", "--check-"], ["--check-reproducible"]),
            (["bounce", "bass", "le"], ["lead guitar"]),
        ])
    func bash(_ words: [String], _ expected: [String]) throws {
        let place = try place(production: "production.json")
        let line = words.joined(separator: " ")
        let script = """
            source "$0"
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE='\(line)'; COMP_POINT=\(line.utf8.count)
            _bounce bounce "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}" | sort -u
            """
        let result = try shell(place, "bash", ["--norc", "-c", script], words: words)
        // Without a -f there is a Targets.swift, which the ledger of a build speaks for.
        #expect(result.output.split(separator: "\n").map(String.init) == expected.sorted(), "\(result)")
        #expect(result.errors == "")
    }

    @Test(
        "in fish", .enabled(if: Self.has("fish")),
        arguments: [
            ("bounce build -f production.json b", ["bass"]), ("bounce diff ", ["1"]),
            ("bounce measure --preset ebu-r128-l", ["ebu-r128-live"]), ("bounce lead", ["lead guitar"]),
        ])
    func fish(_ line: String, _ expected: [String]) throws {
        let place = try place(production: "production.json")
        // Without a terminal, fish 3 does not tell where in a word the cursor is.
        let script = """
            source $argv[1]
            function __bounce_tokens; contains -- -tC $argv; and echo 0; or commandline -o $argv; end
            complete -C "\(line)"
            """
        let result = try shell(
            place, "fish", ["--no-config", "-c", script], words: [])
        let found = result.output.split(separator: "\n").map {
            String($0.prefix { $0 != "\t" }).replacing("\\", with: "")
        }
        #expect(found == expected, "\(result)")
    }

    @Test("in zsh is a script that zsh reads", .enabled(if: Self.has("zsh")))
    func zsh() throws {
        let place = try place(production: "production.json")
        let script =
            "autoload -Uz compinit && compinit -u -D; source \"$0\"; compdef _bounce bounce; whence -w _bounce_build"
        let result = try shell(place, "zsh", ["-f", "-c", script], words: [])
        #expect(result.output == "_bounce_build: function\n" && result.exit == 0, "\(result)")
        let text = try place.run("completions", "zsh").output
        #expect(text.components(separatedBy: "---completion build").count > 3)
    }

    @Test("asks no compiler: what was read before is known, and what was not is not")
    func manifest() throws {
        let place = try WorkSpace()
        let none = ["BOUNCE_SWIFTC": "/bin/false"]
        try place.write(
            "import TargetDescription\nlet p = Production(\"p\", duration: .seconds(0.1), targets: [.stem(\"one\", .tone(.sine, frequency: 9, level: 0.1))])",
            as: "Targets.swift")
        #expect(try names(place, environment: none) == [])
        #expect(!place.exists("cache"))
        #expect(try place.run("build").exit == 0)
        #expect(try names(place) == ["one"])
        // After an edit, what the last build had.
        try place.write("import TargetDescription // edited", as: "Targets.swift")
        #expect(try names(place, environment: none) == ["one"])
        // What is damaged is nothing.
        try place.write("not a ledger", as: "cache/ledger")
        #expect(try names(place) == [])
        try place.write("{\"targets\": 4}", as: "bad.json")
        let result = try place.run(
            "---completion", "build", "--", "positional@0", "3", "0", "bounce", "-f", "bad.json", "")
        #expect(result.text == "\n" || result.text == "", "\(result)")
    }

    @Test("is printed for the shells there are", arguments: ["bash", "zsh", "fish"])
    func scripts(_ shell: String) throws {
        let result = try WorkSpace().run("completions", shell)
        #expect(result.exit == 0 && result.output.contains("positional@0"))
        let other = try WorkSpace().run("completions", "tcsh")
        #expect(other.exit == 2 && other.errors.contains("bash"), "\(other)")
    }

    private static func has(_ shell: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(shell)")
    }

    @Test("offers no name that a shell would take for more than a name")
    func strangeNames() throws {
        let place = try WorkSpace(JSON.production([.stem("bass", .tone()), .stem("größe", .tone())]))
        try place.build()
        for name in ["$(touch x).zip", "`id`.zip", "it's.zip", "x;y.zip", "fine-1.zip"] {
            try place.write("x", as: "bounces/\(name)")
        }
        let result = try place.start(
            ["---completion", "verify", "--", "positional@0", "1", "0", "bounce", "verify", ""]
        ).wait()
        #expect(result.lines.sorted() == ["bass", "bounces/fine-1.zip", "größe"])
    }

    private func names(_ place: WorkSpace, environment: [String: String] = [:]) throws -> [String] {
        let result = try place.start(
            ["---completion", "build", "--", "positional@0", "1", "0", "bounce", ""], environment: environment
        ).wait()
        #expect(result.errors == "")
        return result.lines
    }

    /// A work space with a run, a manifest that it speaks for, and another production beside it.
    private func place(production name: String) throws -> WorkSpace {
        let place = try WorkSpace(Self.production)
        try place.build()
        try place.write(JSON.production([.stem("far", .tone())]).data(), as: "elsewhere/production.json")
        return place
    }

    private func shell(_ place: WorkSpace, _ program: String, _ options: [String], words: [String]) throws
        -> RunResult
    {
        try place.write(place.run("completions", program).output, as: "completion")
        let directory = URL(filePath: Bounce.path).deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try place.start(
            program: "/usr/bin/env", [program] + options + ["completion"] + words,
            environment: ["PATH": "\(directory):\(path)", "HOME": place.directory.path]
        ).wait()
    }
}

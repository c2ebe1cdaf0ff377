import Foundation
import Testing

@Suite("bounce init")
struct InitTests {
    /// A directory with recordings: two rates, mono and stereo, two lengths, and a file that is no sound.
    private func place(_ files: [String] = ["kick.wav", "snare hard.wav", "loop one.wav"]) throws -> WorkSpace
    {
        let place = try WorkSpace()
        for (index, file) in files.enumerated() {
            try place.write(Self.voice(seed: index), as: "recordings/\(file)")
        }
        try place.write("no sound", as: "recordings/notes.txt")
        return place
    }

    /// Half a second and more of something like a voice: loud and soft in turn, at two sample rates.
    private static func voice(seed: Int) -> Data {
        let rate: UInt32 = seed % 2 == 0 ? 48_000 : 44_100
        let channels = seed % 3 == 2 ? 2 : 1
        let samples = (0..<(Int(rate) * (6 + seed) / 10 * channels)).map { index in
            let time = Double(index / channels) / Double(rate)
            return Float(
                0.3 * sin(2 * .pi * 220 * Double(seed + 1) * time) * (0.6 + 0.4 * sin(2 * .pi * 3 * time)))
        }
        return Sound.wav(samples, rate: rate, channels: UInt16(channels))
    }

    // MARK: Templates

    @Test(
        "each template builds as it was written, and is verified",
        arguments: ["starter", "production", "beat", "stems", "podcast"])
    func builds(template: String) throws {
        let place = try place()
        let written = try place.run("init", "--template", template)
        #expect(written.exit == 0, "\(written)")
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
        #expect(try place.run("verify").exit == 0)
        #expect(try place.run().output.contains("nothing to do"))
    }

    @Test("the beat takes drums and loops from a directory of samples")
    func beat() throws {
        let place = try place(["my Kick 01.wav", "Snare.wav", "drone loop.wav", "voice.wav"])
        let written = try place.run(
            "init", "--template", "beat", "--recordings", "recordings", "--tempo", "97.5")
        #expect(written.exit == 0, "\(written)")
        let manifest = String(decoding: try place.bytes(of: "Targets.swift"), as: UTF8.self)
        #expect(
            manifest.contains(".sample(.kick, \"recordings/my Kick 01.wav\")"), "\(manifest)")
        #expect(manifest.contains(".sample(.snare, \"recordings/Snare.wav\", resample: true)"))
        #expect(
            manifest.contains(".stem(\"drone loop\", .recording(\"recordings/drone loop.wav\", to: .bars(1)"))
        #expect(manifest.contains("tempo: 97.5,"))
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
        #expect(place.exists("bounces/drone loop.wav"))
    }

    @Test("stems have one target for each recording, with its channels, all of one rate and length")
    func stems() throws {
        let place = try place(["a.wav", "b.wav", "c.wav", "d.aiff"])
        #expect(try place.run("init", "--template", "stems").exit == 0)
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
        let measured = try place.run(
            "measure", "--json", "bounces/a.wav", "bounces/b.wav", "bounces/c.wav", "bounces/d.wav")
        let files = try JSON(parsing: measured.output)["files"].elements
        #expect(files.map { $0["channels"].integer } == [1, 1, 2, 1])
        #expect(Set(files.map { $0["sampleRate"].integer }) == [48_000])
        // The longest: 0.9 s at 44.1 kHz, converted.
        #expect(Set(files.map { $0["frames"].integer }) == [43_200])
    }

    @Test("the production is Targets.swift.example, to the letter")
    func production() throws {
        let place = try WorkSpace()
        #expect(try place.run("init", "--template", "production").exit == 0)
        #expect(
            try place.bytes(of: "Targets.swift")
                == Data(contentsOf: Page.root.appending(path: "Targets.swift.example")))
    }

    @Test("the production at another tempo is in order")
    func otherTempo() throws {
        let place = try WorkSpace()
        #expect(try place.run("init", "--template", "production", "--tempo", "90").exit == 0)
        let result = try place.run("timing")
        #expect(result.exit == 0 && result.output.contains("90 beats per minute"), "\(result)")
    }

    @Test("--list names every template, and writes nothing")
    func list() throws {
        let place = try WorkSpace()
        let result = try place.run("init", "--list")
        let names = result.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(names == ["starter", "production", "beat", "stems", "podcast"])
        #expect(place.names(in: ".") == [])
    }

    // MARK: Names

    @Test("files and productions of strange names give a manifest that builds")
    func strangeNames() throws {
        let place = try place([
            "a \"quoted\" take.wav", "back\\slash.wav", "\\(1 + 1).wav", "-dash.wav", "Zoë’s ‮kick‬.wav",
            "雨.wav",
            "con.wav", "UPPER.wav", "upper.WAV", "  .wav", "stems.wav", "\"\"\".wav", "#\"x\"#.wav",
            "e\u{301}.wav",
        ])
        let written = try place.run("init", "--template", "stems", "--name", "Zoë's \\(name) «live»")
        #expect(written.exit == 2 && written.errors.contains("give another name"), "\(written)")
        let again = try place.run("init", "--template", "stems", "--name", "Zoë's (name) «live»")
        #expect(again.exit == 0, "\(again)")
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
        #expect(place.names(in: "bounces").filter { $0.hasSuffix(".wav") }.count == 14)
        for template in ["beat", "podcast"] {
            #expect(
                try place.run(
                    "init", "--template", template, "--recordings", "recordings", "-f", "\(template).swift"
                )
                .exit == 0)
            let described = try place.run("describe", "-f", "\(template).swift")
            #expect(described.exit == 0, "\(described)")
        }
    }

    @Test("what cannot be used is left out and said; a name with a line break in it is one of them")
    func leftOut() throws {
        let place = try place(["good.wav"])
        try place.write("RIFF", as: "recordings/short.wav")
        try place.write(Sound.wav([], rate: 48_000), as: "recordings/empty.wav")
        try place.write(Self.voice(seed: 0), as: "recordings/two\nlines.wav")
        let result = try place.run("init", "--template", "stems")
        #expect(result.exit == 0)
        let notes = result.errors.split(separator: "\n")
        #expect(notes.count == 3 && notes.allSatisfy { $0.hasPrefix("note: left out ") }, "\(result)")
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
    }

    // MARK: Refusals

    @Test(
        "what is wrong is said with what to do, and nothing is written",
        arguments: [
            (["--template", "stemz"], "did you mean 'stems'?"),
            (["--template", "stems"], "no audio file in this directory"),
            (
                ["--template", "podcast", "--recordings", "none"],
                "there is no directory none: --recordings names one"
            ),
            (["--template", "podcast", "--tempo", "100"], "leave out --tempo"),
            (["--template", "production", "--recordings", "."], "leave out --recordings"),
            (["--recordings", "."], "add --template beat, stems or podcast"),
            (["--tempo", "0"], "from 1 to 1000 beats per minute, found '0'"),
            (["--tempo", "nan"], "found 'nan'"), (["--name", "a/b"], "give another name"),
            (["--name", ""], "the name is empty"), (["-f", "x.json"], "ends in .swift"),
        ])
    func refusals(arguments: [String], words: String) throws {
        let place = try WorkSpace()
        let result = try place.start(["init"] + arguments).wait()
        #expect(result.exit == 2 && result.errors.contains(words), "\(result)")
        #expect(place.names(in: ".") == [])
    }

    @Test("a file that is there stays, and no question is asked about another")
    func existing() throws {
        let place = try WorkSpace()
        try place.write("mine", as: "Targets.swift")
        let run = try place.startTyped("init")
        #expect(try run.wait() == 2)
        #expect(run.shown.contains("exists already") && !run.shown.contains("template ["), "\(run.shown)")
        #expect(try place.bytes(of: "Targets.swift") == Data("mine".utf8))
    }

    // MARK: Questions

    @Test("on a terminal it asks, and answers that cannot stand are asked for again")
    func questions() throws {
        let place = try place()
        let run = try place.startTyped("init")
        try run.answer("template [starter]: ", "beet")
        try run.answer("template [starter]: ", "beat")
        try run.answer("name [production]: ", "a:b")
        try run.answer("name [production]: ", "Nacht Fahrt")
        try run.answer("beats per minute [96]: ", "fast")
        try run.answer("beats per minute [96]: ", "1001")
        try run.answer("beats per minute [96]: ", "140")
        try run.answer("directory of samples, or none [recordings]: ", "nowhere")
        try run.answer("directory of samples, or none [recordings]: ", "")
        try run.wait(for: "wrote Targets.swift")
        #expect(try run.wait() == 0)
        #expect(
            run.shown.contains("did you mean 'beat'?") && run.shown.contains("found 'fast'"), "\(run.shown)")
        let manifest = String(decoding: try place.bytes(of: "Targets.swift"), as: UTF8.self)
        #expect(manifest.contains("\"Nacht Fahrt\",\n    tempo: 140,"), "\(manifest)")
        #expect(manifest.contains("recordings/kick.wav"))
        let build = try place.run()
        #expect(build.exit == 0, "\(build)")
    }

    @Test("Return takes what is usual: all of them give what no terminal gives")
    func defaults() throws {
        let (typed, plain) = (try WorkSpace(), try WorkSpace())
        let run = try typed.startTyped("init")
        for question in ["template [starter]: ", "name [first bounce]: ", "beats per minute [112]: "] {
            try run.answer(question, "")
        }
        #expect(try run.wait() == 0, "\(run.shown)")
        #expect(try plain.run("init").exit == 0)
        #expect(try typed.bytes(of: "Targets.swift") == plain.bytes(of: "Targets.swift"))
    }

    @Test("a directory of recordings is asked for where it is needed, and has to hold some")
    func askedRecordings() throws {
        let place = try place(["host.wav", "guest.wav"])
        try place.write("", as: "empty/readme.txt")
        let run = try place.startTyped("init")
        try run.answer("template [starter]: ", "podcast")
        try run.answer("name [production]: ", "")
        try run.answer("directory of recordings [recordings]: ", "empty")
        try run.answer("directory of recordings [recordings]: ", "")
        #expect(try run.wait() == 0, "\(run.shown)")
        #expect(run.shown.contains("no audio file in 'empty'"))
        #expect(try place.run("describe").exit == 0)
    }

    @Test("the end of the input ends it, with nothing written", arguments: [0, 1, 2])
    func endOfInput(answers: Int) throws {
        let place = try WorkSpace()
        let run = try place.startTyped("init")
        for question in ["template [starter]: ", "name [first bounce]: "].prefix(answers) {
            try run.answer(question, "")
        }
        try run.wait(for: "]: ")
        run.endInput()
        #expect(try run.wait() == 2)
        #expect(run.shown.contains("nothing was written"), "\(run.shown)")
        #expect(place.names(in: ".") == [])
    }

    @Test("Ctrl-C ends it, with nothing written")
    func interrupted() throws {
        let place = try WorkSpace()
        let run = try place.startTyped("init")
        try run.wait(for: "template [starter]: ")
        run.signal(SIGINT)
        #expect(try run.wait() == 130)
        #expect(place.names(in: ".") == [])
    }

    @Test("options in place of answers ask nothing, also on a terminal")
    func options() throws {
        let place = try WorkSpace()
        let run = try place.startTyped("init", "--tempo", "90")
        #expect(try run.wait() == 0)
        #expect(!run.shown.contains("["), "\(run.shown)")
        #expect(String(decoding: try place.bytes(of: "Targets.swift"), as: UTF8.self).contains("tempo: 90,"))
    }
}

internal import SoundFiles

/// A beat: a kit of samples as far as there are any, their loops, and a bass.
enum BeatTemplate {
    static let names = ["drums", "bass", "beat", "delivery"]

    static func manifest(_ choices: TemplateChoices) -> String {
        let roles = SampleRoles(choices.recordings)
        let rate = FoundRecordings.commonRate(choices.recordings)
        let loops = roles.loops.map { loop($0, tempo: choices.tempo, rate: rate) }
        return """
            import TargetDescription

            // A beat. A step is a sixteenth: x a hit, X an accent, o a soft one, . a rest.
            let patterns: [Pattern] = [
                .pattern(closedHat: "x.o. x.o. x.o. x.o.", in: ["intro"]),
                .pattern(
                    kick: "X... ..x. ..x. ....", snare: ".... X... .... X..o", closedHat: "x.o. x.o. x.o. x.o.",
                    openHat: ".... .... .... ..o.", in: ["groove"]),
            ]

            // Which drum plays which file. What is not named here is synthesised.
            let kit: [Voice] = [\(list(roles.kit.map { voice($0.part, $0.file, rate: rate) }))]

            // Loops, each cut to whole bars and repeated to the end.
            let loops: [Target] = [\(list(loops))]
            \(others(roles.others, rate: rate))
            let drums = Target.stem("drums", .drums(patterns, kit: kit, level: 0.5))

            let bass = Target.stem(
                "bass", .synth([.phrase("E1 -:0.5 E1:0.5 - G1 A1")]), in: ["groove"],
                effects: [.lowpass(frequency: 500), .fade(out: .seconds(0.1))])

            // At the level of a streaming service: add .loudness(-14) to the gates, and see what it says.
            let beat = Target.master(
                "beat",
                of: [.input("drums"), .input("bass", gain: .decibels(-6))]\(mixed(roles.loops)),
                through: [.truePeakLimiter(ceiling: -1.2)],
                gates: [.truePeak(atMost: -1)])

            let delivery = Target.archive(
                "delivery", of: ["beat", "drums", "bass"]\(packed(roles.loops)), gates: [.aligned()])

            let production = Production(
                \(SwiftLiteral.text(choices.name)),
                tempo: \(SwiftLiteral.number(choices.tempo)),
                sampleRate: \(SwiftLiteral.whole(rate)),
                sections: [.section("intro", bars: 2), .section("groove", bars: 8)],
                targets: [drums, bass] + loops + [beat, delivery])

            """
    }

    private static func list(_ rows: [String]) -> String {
        rows.isEmpty ? "" : "\n" + rows.map { "    \($0)\n" }.joined()
    }

    private static func voice(_ part: String, _ file: FoundRecording, rate: Int) -> String {
        ".sample(.\(part), \(SwiftLiteral.text(file.path))\(conversion(file, rate))),  // \(file.remark)"
    }

    private static func loop(_ file: FoundRecording, tempo: Double, rate: Int) -> String {
        let bars = max(1, (file.info.seconds * tempo / 60 / 4).rounded())
        let channels = file.info.channels > 2 ? ", channels: .mix" : ""
        return """
            .stem(\(SwiftLiteral.text(file.name)), .recording(\(SwiftLiteral.text(file.path)), \
            to: .bars(\(SwiftLiteral.number(bars))), loop: .whole\(channels)\(conversion(file, rate)))),  // \(file.remark)
            """
    }

    /// What the names do not place: for somebody to place by hand.
    private static func others(_ files: [FoundRecording], rate: Int) -> String {
        guard !files.isEmpty else { return "" }
        let rows = files.map {
            "//   .recording(\(SwiftLiteral.text($0.path)), at: .bars(4)\(conversion($0, rate)))  \($0.remark)"
        }
        return """

            // These were found, too. To use one, give it a stem: .stem("name", .recording(…)), and an input of the mix.
            \(rows.joined(separator: "\n"))

            """
    }

    private static func mixed(_ loops: [FoundRecording]) -> String {
        guard !loops.isEmpty else { return "" }
        return " + ["
            + loops.map { ".input(\(SwiftLiteral.text($0.name)), gain: .decibels(-6))" }
            .joined(separator: ", ") + "]"
    }

    private static func packed(_ loops: [FoundRecording]) -> String {
        guard !loops.isEmpty else { return "" }
        return " + [" + loops.map { SwiftLiteral.text($0.name) }.joined(separator: ", ") + "]"
    }

    private static func conversion(_ file: FoundRecording, _ rate: Int) -> String {
        file.info.sampleRate == rate ? "" : ", resample: true"
    }
}

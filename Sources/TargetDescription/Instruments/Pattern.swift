/// What the voices of a drum kit play, step by step.
///
/// Each voice is a line of steps: `x` a hit, `X` an accent, `o` a soft hit, `.` or `-` a rest. Spaces and
/// `|` are for the eye only. A line repeats until its section ends, each line at its own length, so lines of
/// 16 and 12 steps make a polymetre.
public struct Pattern: Sendable {
    package let recipe: Recipe

    /// A pattern, line by line.
    ///
    /// - Parameters:
    ///   - kick: The steps of the kick drum.
    ///   - snare: The steps of the snare drum.
    ///   - closedHat: The steps of the closed hi-hat; it stops an open one.
    ///   - openHat: The steps of the open hi-hat.
    ///   - clap: The steps of the hand clap.
    ///   - stepsPerBeat: The grid: 4 is sixteenths in 4/4, 3 is triplets. 1 … 48. Default 4.
    ///   - sections: The sections in which it plays, from the first step in each; empty for the whole
    ///     timeline. Default empty.
    public static func pattern(
        kick: String = "", snare: String = "", closedHat: String = "", openHat: String = "",
        clap: String = "",
        stepsPerBeat: Int = 4, in sections: [String] = [], line: Int = #line
    ) -> Pattern {
        Pattern(
            recipe: Recipe(
                .pattern,
                [
                    .text(kick), .text(snare), .text(closedHat), .text(openHat), .text(clap),
                    .integer(stepsPerBeat), .texts(sections),
                ], line: line))
    }

    /// Kick on 1 and 3, snare on 2 and 4, closed hi-hat in eighths, in four beats of sixteenths.
    ///
    /// - Parameter sections: The sections in which it plays; empty for the whole timeline.
    public static func backbeat(in sections: [String] = [], line: Int = #line) -> Pattern {
        .pattern(
            kick: "x... .... x... ....",
            snare: ".... x... .... x...",
            closedHat: "x.o. x.o. x.o. x.o.",
            in: sections, line: line)
    }
}

extension Rule {
    package static let pattern = Rule(
        "pattern", .pattern,
        DrumPart.allCases.map { Parameter($0.rawValue, .steps, default: .text("")) } + [
            Parameter("stepsPerBeat", .integer(1...48, unit: "steps"), default: .integer(4)),
            Parameter("sections", .list(.section, count: Kind.anyCount), default: .list([])),
        ])
}

/// What the voices of a drum kit play, step by step.
///
/// Each voice is a line of steps: `x` a hit, `X` an accent, `o` a soft hit, `1` … `9` a hit that sounds so many times
/// in ten, `.` or `-` a rest. Spaces and `|` are for the eye only. A line repeats until its section ends, each line at its
/// own length, so lines of 16 and 12 steps make a polymetre.
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
    ///   - lowTom: The steps of the low tom.
    ///   - midTom: The steps of the tom in the middle.
    ///   - highTom: The steps of the high tom.
    ///   - cowbell: The steps of the cowbell.
    ///   - rim: The steps of the rim shot.
    ///   - ride: The steps of the ride cymbal.
    ///   - crash: The steps of the crash cymbal.
    ///   - stepsPerBeat: The grid: 4 is sixteenths in 4/4, 3 is triplets. 1 … 48. Default 4.
    ///   - sections: The sections in which it plays, from the first step in each; empty for the whole
    ///     timeline. Default empty.
    ///   - placement: Where in each section it lies; at its end it is a fill. Default from its start.
    ///   - repeats: Whether it is repeated until the section ends. Default yes where it lies at the start, and no at the
    ///     end: a fill.
    ///   - groove: Swing, and a player's irregularities. Default none.
    public static func pattern(
        kick: String = "", snare: String = "", closedHat: String = "", openHat: String = "",
        clap: String = "", lowTom: String = "", midTom: String = "", highTom: String = "",
        cowbell: String = "", rim: String = "", ride: String = "", crash: String = "",
        stepsPerBeat: Int = 4, in sections: [String] = [], at placement: Placement = .start,
        repeats: Bool? = nil,
        groove: Groove? = nil, line: Int = #line
    ) -> Pattern {
        Pattern(
            recipe: Recipe(
                .pattern,
                [
                    .text(kick), .text(snare), .text(closedHat), .text(openHat), .text(clap),
                    .text(lowTom), .text(midTom), .text(highTom), .text(cowbell), .text(rim), .text(ride),
                    .text(crash), .integer(stepsPerBeat), .texts(sections), .choice(placement),
                    .optional(repeats.map(Value.flag)),
                    .optional((groove?.recipe).map(Value.recipe)),
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
            .playedSections, .placement, .repeats, .groove,
        ])
}

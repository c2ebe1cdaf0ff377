import Signal
import Testing

@Suite("Step patterns")
struct StepPatternTests {
    @Test(
        "a pattern's characters become velocities and rests",
        arguments: [
            ("x", [0.8]), ("X.o-", [1, nil, 0.5, nil]),
            ("x... x...", [0.8, nil, nil, nil, 0.8, nil, nil, nil]),
            ("|x.|X.|", [0.8, nil, 1, nil]), ("....", [nil, nil, nil, nil]),
        ] as [(String, [Double?])])
    func steps(text: String, expected: [Double?]) throws {
        #expect(try StepPattern(parsing: text).steps == expected)
    }

    @Test(
        "an unknown character is named with its position, counted from 1",
        arguments: [("x..y", "y", 4), ("é...", "é", 1), ("x. 0", "0", 4), ("x\t.", "\t", 2)]
            as [(String, Character, Int)])
    func unknown(text: String, character: Character, position: Int) {
        #expect(throws: StepPatternError.unknownCharacter(character, position: position, pattern: text)) {
            try StepPattern(parsing: text)
        }
    }

    @Test("a pattern without steps is refused", arguments: ["", "  ", "| |"])
    func empty(text: String) {
        #expect(throws: StepPatternError.noSteps(pattern: text)) { try StepPattern(parsing: text) }
    }

    @Test(
        "errors say what was found, where, and what to write",
        arguments: [
            (
                StepPatternError.unknownCharacter("y", position: 4, pattern: "x..y"),
                "step pattern \"x..y\": unknown character \"y\" at position 4; write x for a hit, X for an "
                    + "accent, o for a soft hit, 1 to 9 for a hit so many times in ten, . or - for a rest"
            ),
            (
                .noSteps(pattern: "| |"),
                "step pattern \"| |\" has no steps; write x for a hit, X for an accent, o for a soft hit, "
                    + "1 to 9 for a hit so many times in ten, . or - for a rest, one character for each step"
            ),
        ])
    func words(error: StepPatternError, expected: String) {
        #expect(error.description == expected)
    }
}

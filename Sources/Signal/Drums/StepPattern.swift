/// A drum pattern as musicians type it: `x...x...x...x...`.
///
/// One character is one step: `x` a hit, `X` an accent, `o` a soft hit, `1` … `9` a hit that sounds so many times in
/// ten, `.` or `-` a rest. Spaces and `|` group steps for the eye and mean nothing.
package struct StepPattern: Sendable, Equatable {
    /// The velocity of each step, 0 … 1; nil for a rest. At least one step.
    package let steps: [Double?]
    /// The chance of each step, 0 … 1.
    package let chances: [Double]

    package init(parsing text: String) throws(StepPatternError) {
        var steps: [Double?] = []
        var chances: [Double] = []
        for (index, character) in text.enumerated() {
            switch character {
            case "X": steps.append(1.0)
            case "x": steps.append(0.8)
            case "o": steps.append(0.5)
            case "1"..."9": steps.append(0.8)
            case ".", "-": steps.append(nil)
            case " ", "|": continue
            default: throw .unknownCharacter(character, position: index + 1, pattern: text)
            }
            chances.append(character.isASCII ? character.wholeNumberValue.map { Double($0) / 10 } ?? 1 : 1)
        }
        guard !steps.isEmpty else { throw .noSteps(pattern: text) }
        self.steps = steps
        self.chances = chances
    }
}

/// Why a text is not a drum pattern.
package enum StepPatternError: Error, Equatable, CustomStringConvertible {
    /// The position counts characters of the text from 1.
    case unknownCharacter(Character, position: Int, pattern: String)
    case noSteps(pattern: String)

    package var description: String {
        let words =
            "write x for a hit, X for an accent, o for a soft hit, 1 to 9 for a hit so many times in ten, . or - for a rest"
        return switch self {
        case .unknownCharacter(let character, let position, let pattern):
            "step pattern \"\(pattern)\": unknown character \"\(character)\" at position \(position); \(words)"
        case .noSteps(let pattern):
            "step pattern \"\(pattern)\" has no steps; \(words), one character for each step"
        }
    }
}

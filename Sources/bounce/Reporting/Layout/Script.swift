extension Layout {
    /// The text in characters that the window shows. In ASCII, signs become what is typed for them, and letters that
    /// ASCII does not have become question marks, as many as the columns that they took.
    func written(_ text: String) -> String {
        guard !isUnicode, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return text.reduce(into: "") { result, character in
            if character.isASCII || character == Self.tie {
                result.append(character)
            } else {
                result += Self.typed[character] ?? String(repeating: "?", count: character.columns)
            }
        }
    }

    private static let typed: [Character: String] = [
        "→": "->", "≤": "<=", "≥": ">=", "±": "+/-", "×": "x", "−": "-", "–": "-", "—": "-", "…": "...",
        "·": "-",
        "✓": "+", "✗": "x", "›": ">", "└": "`", "├": "|", "│": "|", "─": "-", "━": "#", "°": "deg", "µ": "u",
        "‘": "'", "’": "'", "“": "\"", "”": "\"",
    ]
}

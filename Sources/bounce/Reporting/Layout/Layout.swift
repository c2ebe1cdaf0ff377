/// How text is laid out for whoever reads it.
struct Layout: Equatable, Sendable {
    /// The columns of a window; nil where nothing is broken or cut: a file, a pipe, the log of a CI run.
    var columns: Int?
    var rows = 24
    /// Whether the window shows more than ASCII.
    var isUnicode = true

    /// Stands between words that are not to be torn apart, as a number and its unit.
    static let tie: Character = "\u{A0}"

    /// A text in lines that fit, broken between words, and within words where one is longer than a line.
    ///
    /// - Parameters:
    ///   - first: Stands before the first line.
    ///   - rest: Stands before the others.
    func lines(_ text: String, first: String = "", rest: String = "") -> [String] {
        let text = written(text)
        guard let columns else { return [first + untied(text)] }
        var lines: [String] = []
        var line = written(first)
        var room = room(columns, beside: line)
        var isEmpty = true
        for (space, word) in words(text, atMost: self.room(columns, beside: written(rest))) {
            let width = width(word)
            if !isEmpty, space.count + width > room {
                lines.append(line)
                line = written(rest)
                room = self.room(columns, beside: line)
            } else if !isEmpty {
                line += space
                room -= space.count
            }
            line += word
            room -= width
            isEmpty = false
        }
        return (lines + [line]).map(untied)
    }

    /// A line that begins with spaces, with the rest of it under its text.
    func lines(indented text: String, by further: Int = 2) -> [String] {
        let indent = String(text.prefix { $0 == " " })
        return lines(
            String(text.dropFirst(indent.count)), first: indent,
            rest: indent + String(repeating: " ", count: further))
    }

    /// A text cut to so many columns.
    func cut(_ text: String, to columns: Int) -> String {
        let text = written(text)
        guard width(text) > columns else { return text }
        let mark = written("…")
        guard columns > mark.count else { return String(mark.prefix(max(0, columns))) }
        return Self.prefix(text, columns - mark.count) + mark
    }

    /// A text cut or filled to so many columns.
    func column(_ text: String, _ columns: Int) -> String { padded(cut(text, to: columns), columns) }

    /// Even the narrowest window has so much for text.
    private func room(_ columns: Int, beside prefix: String) -> Int { max(12, columns - width(prefix)) }

    /// The words with the spaces before them. What is longer than a line comes in pieces.
    private func words(_ text: String, atMost room: Int) -> [(space: String, word: String)] {
        var words: [(space: String, word: String)] = []
        var space = ""
        for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
            guard !piece.isEmpty else {
                space += " "
                continue
            }
            for (index, part) in parts(String(piece), atMost: room).enumerated() {
                words.append((index == 0 ? space : part.space, part.word))
            }
            space = " "
        }
        return words
    }

    private func parts(_ word: String, atMost room: Int) -> [(space: String, word: String)] {
        guard width(word) > room else { return [("", word)] }
        if word.contains(Self.tie) { return words(untied(word), atMost: room) }
        var parts: [(space: String, word: String)] = []
        var rest = word
        while width(rest) > room {
            let part = Self.prefix(rest, room)
            parts.append(("", part))
            rest.removeFirst(part.count)
        }
        return parts + [("", rest)]
    }

    private func untied(_ text: String) -> String { text.replacing(String(Self.tie), with: " ") }

    /// As much of a text as fits, and at least a character of it. A colour in it ends with it.
    private static func prefix(_ text: String, _ columns: Int) -> String {
        var taken = ""
        for character in text {
            guard taken.isEmpty || width(taken) + character.columns <= columns else { break }
            taken.append(character)
        }
        return taken.contains("\u{1B}") ? taken + "\u{1B}[0m" : taken
    }
}

/// A text with spaces behind it, up to so many columns.
func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
}

import Foundation

/// Somebody who reads what a program asks, and types.
extension PseudoTerminal {
    /// What it wrote, with its line ends as one character.
    var shown: String { String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n") }

    /// Waits until the terminal shows a text behind what was waited for before, then types an answer.
    func answer(_ question: String, _ text: String) throws {
        try wait(for: question)
        type(text + "\n")
    }

    /// Ctrl-D: the end of the input, at the beginning of a line.
    func endInput() { type("\u{4}") }

    func wait(for text: String) throws {
        var end: Int?
        let isThere = try wait { _ in
            let unread = String(shown.dropFirst(answered))
            guard let range = unread.range(of: text) else { return false }
            end = answered + unread.distance(from: unread.startIndex, to: range.upperBound)
            return true
        }
        guard isThere, let end else { throw NotShown(text: text, shown: shown) }
        answered = end
    }

    struct NotShown: Error {
        let text: String
        let shown: String
    }
}

extension WorkSpace {
    /// Starts `bounce` in the directory, on a terminal so wide that no line is folded.
    func startTyped(_ arguments: String...) throws -> PseudoTerminal {
        try PseudoTerminal(Bounce.path, arguments, in: directory, columns: 1_000)
    }
}

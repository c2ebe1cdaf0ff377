import Foundation

/// What a terminal shows: enough of one for what bounce writes (ECMA-48, and DECTCEM of the VT220).
struct Screen {
    private(set) var columns: Int
    let rows: Int
    /// Every line that was ever there, those that were scrolled out first.
    private var cells: [[Character]] = [[]]
    private var row = 0
    private var column = 0
    private(set) var isCursorVisible = true
    /// Whether a line went on in the next one by itself.
    private(set) var hasWrapped = false
    /// Sequences that it does not know.
    private(set) var unknown: [String] = []
    private var pending: [UInt8] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }

    var lines: [String] {
        var lines = cells.map { line in
            String(line).replacing(/\ +$/, with: "")
        }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    var text: String { lines.joined(separator: "\n") }

    /// Cuts nothing: as a terminal does that does not break lines anew.
    mutating func resize(columns: Int) { self.columns = columns }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        // A character that is not whole yet waits for its rest.
        let text = String(validating: pending, as: UTF8.self) ?? wholePart()
        guard let text else { return }
        pending.removeFirst(text.utf8.count)
        var rest = Substring(text)
        while let scalar = rest.unicodeScalars.first {
            if scalar == "\u{1B}" {
                guard
                    let end = rest.unicodeScalars.dropFirst(2).firstIndex(where: { ("@"..."~").contains($0) })
                else {
                    pending = Array(rest.utf8) + pending
                    return
                }
                obey(String(rest[...end]))
                rest = rest[rest.unicodeScalars.index(after: end)...]
            } else {
                put(scalar)
                rest = rest[rest.unicodeScalars.index(after: rest.startIndex)...]
            }
        }
    }

    private func wholePart() -> String? {
        (1...3).lazy.compactMap { String(validating: pending.dropLast($0), as: UTF8.self) }.first
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r": column = 0
        case "\n":
            row += 1
            if row == cells.count { cells.append([]) }
        default:
            if column >= columns {
                hasWrapped = true
                column = 0
                put("\n")
            }
            // Wide characters are two cells, as they are there; no test here has others that are not one.
            let isWide = (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xD7FF).contains(scalar.value)
            while cells[row].count < column + (isWide ? 2 : 1) { cells[row].append(" ") }
            cells[row][column] = Character(scalar)
            if isWide { cells[row][column + 1] = "\u{200B}" }
            column += isWide ? 2 : 1
        }
    }

    private mutating func obey(_ sequence: String) {
        let number = Int(sequence.filter(\.isNumber)) ?? 0
        switch (sequence.last, sequence.contains("?")) {
        case ("m", false): break
        case ("K", false): cells[row].removeSubrange(min(column, cells[row].count)...)
        case ("J", false):
            cells[row].removeSubrange(min(column, cells[row].count)...)
            for below in cells.indices.dropFirst(row + 1) { cells[below] = [] }
        // Not beyond the top of the window: what is scrolled out is out of reach.
        case ("A", false): row = max(max(0, cells.count - rows), row - max(1, number))
        case ("h", true) where number == 25: isCursorVisible = true
        case ("l", true) where number == 25: isCursorVisible = false
        default: unknown.append(sequence)
        }
    }
}

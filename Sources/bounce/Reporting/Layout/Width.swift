/// How many columns of a terminal a text takes. Colours take none.
///
/// The C library's `wcwidth` answers only after a locale was loaded, and by that locale; the standard library knows
/// everything that is needed but which characters are wide.
func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    var columns = 0
    var isEscaped = false
    for character in text {
        if character == "\u{1B}" {
            isEscaped = true
        } else if isEscaped {
            // A colour ends with its letter (ECMA-48, SGR).
            isEscaped = !character.isLetter
        } else {
            columns += character.columns
        }
    }
    return columns
}

extension Character {
    /// The columns that it takes: 0, 1 or 2; more where a script writes marks beside the letter.
    var columns: Int {
        let scalars = unicodeScalars
        guard let first = scalars.first else { return 0 }
        if first.properties.isEmojiPresentation || (first.properties.isEmoji && scalars.contains("\u{FE0F}"))
        {
            // Also where several are drawn as one: flags, families.
            return 2
        }
        return scalars.reduce(0) { $0 + $1.columns }
    }
}

extension Unicode.Scalar {
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control: 0
        case .format: self == "\u{AD}" ? 1 : 0
        // The vowels and finals of Hangul are drawn into the syllable that they follow.
        default: (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) ? 0 : isWide ? 2 : 1
        }
    }

    private var isWide: Bool {
        guard value >= 0x1100 else { return false }
        return Self.wide.contains { $0.contains(value) }
    }

    /// Wide and full width (Unicode 16, EastAsianWidth.txt), without emoji, and with what is not assigned among
    /// them.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

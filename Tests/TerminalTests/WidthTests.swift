import Testing

@testable import bounce

@Suite("The columns that a text takes")
struct WidthTests {
    @Test(
        "are those of a terminal",
        arguments: [
            ("", 0), ("bass", 4), ("Bässe", 5), ("Ba\u{308}sse", 5), ("低音", 4), ("ベース", 6), ("ﾍﾞｰｽ", 4),
            ("베이스", 6), ("\u{1107}\u{1166}", 2), ("Ａ", 2), ("🎸", 2), ("🇯🇵", 2), ("👩‍🎤", 2), ("❤️", 2), ("❤", 1),
            ("a\u{200B}b", 2), ("שלום", 4), ("→", 1), ("✓", 1), ("━", 1), ("𠀀", 2), ("。", 2), ("½", 1),
            ("\u{1B}[32m✓\u{1B}[0m bass", 6),
        ] as [(String, Int)])
    func width(text: String, columns: Int) {
        #expect(bounce.width(text) == columns)
        #expect(bounce.width(padded(text, 10)) == 10)
    }
}

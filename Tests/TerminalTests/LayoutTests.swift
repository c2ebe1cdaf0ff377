import Testing

@testable import bounce

@Suite("Text in a window")
struct LayoutTests {
    private static let facts =
        "rendered in 0.16 s, aligned 0 frames apart, true-peak -1.93 dBTP, 110 samples limited"

    @Test("is broken between words, and goes on under its text")
    func folded() {
        let lines = Layout(columns: 40).lines(Self.facts, first: "✓ mix ", rest: "    ")
        #expect(
            lines == [
                "✓ mix rendered in 0.16 s, aligned 0", "    frames apart, true-peak -1.93 dBTP,",
                "    110 samples limited",
            ])
        #expect(
            Layout(columns: 20).lines(indented: "    because: it was never built") == [
                "    because: it was", "      never built",
            ])
    }

    @Test("keeps together what is tied, as long as that fits")
    func tied() {
        let tie = String(Layout.tie)
        let text = ["one two", "three four", "five"].map { $0.replacing(" ", with: tie) }
            .joined(separator: ", ")
        #expect(Layout(columns: 19).lines(text) == ["one two,", "three four, five"])
        #expect(Layout(columns: nil).lines(text) == ["one two, three four, five"])
        let long = "a much longer fact than fits".replacing(" ", with: tie)
        #expect(Layout(columns: 20).lines(long) == ["a much longer fact", "than fits"])
    }

    @Test("breaks a word that is longer than a line, and no character")
    func longWord() {
        let lines = Layout(columns: 14).lines("低音低音低音低音 end")
        #expect(lines == ["低音低音低音低", "音 end"])
        #expect(Layout(columns: 14).lines("a\u{308}" + String(repeating: "b", count: 20)).count == 2)
    }

    @Test("is whole where there is no window")
    func noWindow() {
        #expect(Layout(columns: nil).lines(Self.facts, first: "✓ ", rest: "  ") == ["✓ " + Self.facts])
    }

    @Test("never wraps, whatever the width", arguments: 20...130)
    func everyWidth(columns: Int) {
        for isUnicode in [true, false] {
            let layout = Layout(columns: columns, isUnicode: isUnicode)
            for line in layout.lines("ベース: " + Self.facts + " 55 Hz → 61.74 Hz", first: "✓ ", rest: "  ") {
                #expect(width(line) <= columns, "\(line)")
            }
        }
    }

    @Test("in ASCII has signs as they are typed")
    func ascii() {
        let layout = Layout(columns: 80, isUnicode: false)
        #expect(layout.written("55 Hz → 61.74 Hz, ≤ -1 dBTP, 81×") == "55 Hz -> 61.74 Hz, <= -1 dBTP, 81x")
        #expect(layout.written("└─ ✓ Bässe, 低") == "`- + B?sse, ??")
        #expect(Layout(columns: 80).written("→") == "→")
    }

    @Test("is cut with a sign that it goes on")
    func cut() {
        #expect(Layout(columns: 80).cut("processed", to: 6) == "proce…")
        #expect(Layout(columns: 80).cut("低音低音", to: 6) == "低音…")
        #expect(Layout(columns: 80, isUnicode: false).cut("processed", to: 6) == "pro...")
        #expect(Layout(columns: 80).column("mix", 6) == "mix   ")
    }
}

@Suite("Numbers in words")
struct SpansTests {
    @Test(
        "spans of time",
        arguments: [
            (0.284, "0.28 s"), (3.42, "3.4 s"), (9.96, "10 s"), (59.7, "1 min 00 s"), (125, "2 min 05 s"),
            (4_800, "1 h 20 min"), (-1, "0.00 s"),
        ] as [(Double, String)])
    func spans(seconds: Double, words: String) { #expect(spanned(seconds) == words) }

    @Test("lists end with how many more there are")
    func lists() {
        #expect(listed(["a", "b", "c"], atMost: 3) == "a, b, c")
        #expect(listed(["a", "b", "c"], atMost: 2) == "a, b and 1 more")
    }
}

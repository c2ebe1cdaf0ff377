import Testing

@testable import BuildEngine

@Suite("The check of JSON")
struct JSONCheckTests {
    private func refusal(_ text: String) -> String? {
        do throws(Refusal) {
            try JSONCheck.check(Array(text.utf8))
            return nil
        } catch {
            return error.message
        }
    }

    @Test(
        "takes what is JSON",
        arguments: [
            "{}", " [ ] ", "null", #"{"a":[1,-0.5e+3,true,{"a":"\u00e4\n\"","b":{}}],"b":[[],[[]]]}"#, "0",
            #""ä""#,
            #"{"a":1,"A":2}"#, "\r\n\t[1 , 2]\n", "\u{FEFF}{}",
        ])
    func sound(text: String) { #expect(refusal(text) == nil) }

    @Test(
        "refuses everything else, with its place",
        arguments: [
            ("", "line 1, column 1: expected a value, found the end"),
            ("[1,]", "column 4: expected a value, found ']'"),
            ("{\"a\":1,}", "column 8: expected a name in quotes, found '}'"),
            ("{\n  \"ä\": 1,\n  \"b\" 2}", "line 3, column 7: expected a colon, found '2'"),
            ("[1 2]", "expected a comma or ], found '2'"), ("{\"a\":1]", "expected a comma or }, found ']'"),
            ("{\"a\":1,\n \"b\":{\"a\":2},\n \"a\":3}", "line 3, column 2: \"a\" stands twice in one object"),
            ("01", "expected nothing more, found '1'"), ("-", "expected a digit"), ("1.", "expected a digit"),
            ("1e", "expected a digit"), ("[nul]", "expected a value, found 'n'"),
            ("\"a", "expected the end of a text"),
            ("\"\n\"", "found a control character"), ("\"\\x\"", "expected an escape"),
            ("\"\\u12g4\"", "four hexadecimal"),
            ("[1] // no", "expected nothing more, found '/'"), ("{'a':1}", "expected a name in quotes"),
            ("[", "expected a value, found the end"), ("[[", "found the end"),
            ("NaN", "expected a value, found 'N'"),
        ])
    func broken(text: String, words: String) {
        #expect(refusal(text)?.contains(words) == true, "\(refusal(text) ?? "")")
    }

    @Test("ends with a refusal, however deep it goes")
    func deep() {
        #expect(
            refusal(String(repeating: "[", count: 1_000_000))?.contains("more than 500 lists and objects")
                == true)
    }

    @Test("finds the second of a name among many", arguments: [2, 33, 5_000])
    func many(count: Int) {
        let members = (0..<count).map { "\"n\($0)\":0" }
        #expect(refusal("{\(members.joined(separator: ","))}") == nil)
        #expect(
            refusal("{\((members + ["\"n1\":0"]).joined(separator: ","))}")?.contains("\"n1\" stands twice")
                == true)
    }
}

import Testing

@testable import BuildEngine

@Suite("A refusal in the words of a manifest")
struct SwiftWordsTests {
    @Test(
        "names the parameter in place of its path, and quantities as Swift has them",
        arguments: [
            (
                "'bass', effect 1 (lowpass)", "targets[0].effects[0].frequency", "expected a number, found 0",
                "'bass', effect 1 (lowpass): frequency: expected a number, found 0"
            ),
            ("'bass'", "targets[0].effects[0]", "'x' is not an effect", "'bass': 'x' is not an effect"),
            (
                "", "duration", "such as {\"seconds\": 1.5} or {\"beats\": 4}, found {\"seconds\": -2}",
                "duration: such as .seconds(1.5) or .beats(4), found .seconds(-2)"
            ),
            ("", "", "{\"rule\": \"tone\"} is odd", "{\"rule\": \"tone\"} is odd"),
        ])
    func swift(place: String, path: String, message: String, words: String) {
        let refusal = Refusal(line: 3, path: path, place: place, message)
        #expect(SwiftWords.words(of: refusal, from: "Targets.swift") == words)
        #expect(SwiftWords.words(of: refusal, from: "x.json") == refusal.words)
    }
}

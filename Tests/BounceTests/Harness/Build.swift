import Testing

/// A build that is over, as its events tell it.
struct Build: CustomStringConvertible {
    let result: RunResult
    let events: [JSON]

    init(_ result: RunResult, events: [JSON]) {
        self.result = result
        self.events = events
    }

    var exit: Int32 { result.exit }
    var description: String { "\(result)" }

    /// What became of each target that the build came to.
    var outcomes: [String: String] {
        finished.reduce(into: [:]) { $0[$1["target"].text] = $1["outcome"].text }
    }

    /// The targets with this outcome, sorted.
    func targets(_ outcome: String) -> [String] { outcomes.filter { $0.value == outcome }.keys.sorted() }

    var rendered: [String] { targets("rendered") }
    var restored: [String] { targets("restored") }
    var judged: [String] { targets("judged") }
    var failed: [String] { targets("failed") }
    var blocked: [String] { targets("blocked") }

    /// Whether it found nothing to do, and said so.
    var didNothing: Bool {
        exit == 0 && outcomes.values.allSatisfy { $0 == "fresh" || $0 == "skipped" }
            && result.output.contains("nothing to do")
    }

    /// What was reported of a target.
    subscript(target: String) -> JSON { finished.first { $0["target"].text == target } ?? .null }

    /// The reasons that were given for a target, as code and thing.
    func reasons(_ target: String) -> [String] {
        self[target]["reasons"].elements.map { "\($0["code"].text) \($0["what"].text)" }
    }

    /// The notes of the run.
    var notes: [String] { events.filter { $0["event"] == "note" }.map { $0["text"].text } }

    private var finished: [JSON] { events.filter { $0["event"] == "target-finished" } }
}

internal import BuildEngine
internal import BuildGraph

/// The lines of `status`.
enum StatusText {
    /// A target and its first reason.
    static func line(_ target: SurveyedTarget, nameWidth: Int) -> String {
        let word = action(target)
        let name = padded(target.name, nameWidth)
        let reasons = target.reasons.map(\.text)
        let more = reasons.count > 1 ? " (+\(reasons.count - 1) more)" : ""
        return "\(padded(word, 8)) \(name) \(reasons.first ?? "")\(more)"
    }

    /// The state in its colour, then every reason on its line.
    static func paragraph(_ target: SurveyedTarget) -> [String] {
        let state = Terminal.paint(padded(target.state.rawValue, 6), colour(target.state))
        return ["\(state) \(target.name)"] + target.reasons.map { "       \($0.text)" }
    }

    private static func colour(_ state: TargetState) -> Terminal.Colour {
        switch state {
        case .fresh: .green
        case .stale, .maybe: .yellow
        case .failed: .red
        }
    }

    private static func action(_ target: SurveyedTarget) -> String {
        switch target.action {
        case .reuse, .skip: "keep"
        case .judge: "judge"
        case .restore: "restore"
        case .render: "render"
        case .wait: "maybe"
        }
    }

    /// The column that names take: as wide as the widest, within reason.
    static func width(of names: [String]) -> Int { min(max(names.map(\.count).max() ?? 0, 16), 40) }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

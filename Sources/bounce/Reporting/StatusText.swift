internal import BuildEngine
internal import BuildGraph

/// Words that `status`, `why` and a dry run share.
enum StatusText {
    /// A target and its first reason.
    static func line(_ target: SurveyedTarget, nameWidth: Int) -> String {
        let reasons = target.reasons.map(\.text)
        let more = reasons.count > 1 ? " (+\(reasons.count - 1) more)" : ""
        return
            "\(padded(action(target), 8)) \(padded(target.name, nameWidth)) \(reasons.first ?? "")\(more)"
    }

    /// The state in its colour, then the name.
    static func head(_ target: SurveyedTarget) -> String {
        "\(padded(Terminal.paint(target.state.rawValue, colour(target.state)), 6)) \(target.name)"
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
    static func width(of names: [String]) -> Int {
        min(max(names.map { bounce.width($0) }.max() ?? 0, 16), 40)
    }

    static func padded(_ text: String, _ width: Int) -> String { bounce.padded(text, width) }
}

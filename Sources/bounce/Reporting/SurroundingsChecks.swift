internal import BuildEngine

/// What bounce speaks to.
enum SurroundingsChecks {
    static func all() -> [Check] { [locale, terminal] }

    private static var locale: Check {
        let stated = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Terminal.variable).first { !$0.isEmpty }
        let name = stated ?? "none"
        let isUnicode = name.lowercased().replacing("-", with: "").contains("utf8")
        return Check(
            "surroundings", "locale", isUnicode ? .ok : .warning,
            isUnicode ? name : "\(name), which is not UTF-8: signs such as ✓ and ≤ are written in ASCII",
            advice: "export LANG=C.UTF-8 (what bounce writes to files is not affected)")
    }

    private static var terminal: Check {
        guard Terminal.isInteractive else {
            return Check(
                "surroundings", "terminal", .ok, "none: lines are written as they come, without colours")
        }
        return Check(
            "surroundings", "terminal", .ok,
            "\(Terminal.variable("TERM") ?? "without a name"), \(Terminal.layout.columns.map { "\($0) columns" } ?? "of unknown width")"
        )
    }
}

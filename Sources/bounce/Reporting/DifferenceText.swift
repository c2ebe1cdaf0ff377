internal import BuildEngine
internal import BuildGraph
internal import BuildStore

/// The lines of `diff`.
enum DifferenceText {
    static func paragraph(_ target: TargetDifference) -> [String] {
        let head = Terminal.paint(target.name, .bold)
        switch target.kind {
        case .came: return ["\(head): it is new" + (target.after == nil ? ", and not built" : "")]
        case .went: return ["\(head): it is gone"]
        case .changed: return [head] + lines(target).map { "    \($0)" }
        }
    }

    private static func lines(_ target: TargetDifference) -> [String] {
        var lines = target.parameters.map(\.text) + target.gates.flatMap(self.lines)
        if target.before == nil { lines.append("it was not built before") }
        if target.after == nil { lines.append("nothing is known of it after") }
        if target.hasOtherBytes { lines.append("the same parts gave other bytes") }
        guard let problem = target.problem else { return lines }
        if let before = problem.before { lines.append("before, it failed: \(before)") }
        if let after = problem.after { lines.append("after, it failed: \(after)") }
        return lines
    }

    /// What a gate asks for, what was found, and whether that holds: each only where it is another.
    private static func lines(_ gate: GateDifference) -> [String] {
        guard let before = gate.before else {
            return ["gate '\(gate.gate)' is new: \(gate.after.map(words) ?? "")"]
        }
        guard let after = gate.after else { return ["gate '\(gate.gate)' is gone: \(words(before))"] }
        var lines: [String] = []
        if before.expected != after.expected {
            lines.append("gate '\(gate.gate)' expects: \(before.expected) → \(after.expected)")
        }
        if before.found != after.found { lines.append("\(gate.gate): \(before.found) → \(after.found)") }
        if before.holds != after.holds {
            lines.append("gate '\(gate.gate)': \(verdict(before)) → \(verdict(after))")
        }
        return lines
    }

    private static func words(_ verdict: StoredVerdict) -> String {
        "expected \(verdict.expected), found \(verdict.found), \(self.verdict(verdict))"
    }

    private static func verdict(_ verdict: StoredVerdict) -> String {
        verdict.holds ? Terminal.paint("holds", .green) : Terminal.paint("broken", .red)
    }
}

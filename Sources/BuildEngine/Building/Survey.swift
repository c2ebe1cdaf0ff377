package import BuildGraph

/// How a target stands, as `status` says it.
package enum TargetState: String, Sendable {
    /// Nothing to do.
    case fresh
    /// A build has something to do for it.
    case stale
    /// An input of it will be rendered; whether that changes anything is known then.
    case maybe
    /// It broke a gate, and nothing has changed since.
    case failed
}

/// One target in a survey.
package struct SurveyedTarget: Sendable {
    package let name: String
    package let kind: TargetKind
    package let state: TargetState
    package let output: String?
    /// What a build would do: `render`, `restore`, `judge`.
    package let action: Decision.Action
    package let reasons: [Reason]
    /// The targets it is made from.
    package let inputs: [String]
}

extension Assessment {
    /// What a build would do now, and why.
    package func survey() -> [SurveyedTarget] {
        plan.survey().map { target, decision in
            let resolved = production[target]
            return SurveyedTarget(
                name: resolved.name, kind: resolved.kind, state: TargetState(decision),
                output: resolved.output,
                action: decision.action, reasons: decision.reasons,
                inputs: production.graph.inputs[target.index].map { production[$0].name })
        }
    }
}

extension TargetState {
    fileprivate init(_ decision: Decision) {
        if decision.isKnownFailure {
            self = .failed
            return
        }
        switch decision.action {
        case .reuse, .skip: self = .fresh
        case .wait: self = .maybe
        case .judge, .restore, .render: self = .stale
        }
    }
}

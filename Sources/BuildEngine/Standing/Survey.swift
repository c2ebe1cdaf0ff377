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

/// What a build would do now, and why.
package struct Survey: Sendable {
    /// The targets that were looked at, inputs first.
    package let targets: [SurveyedTarget]
    /// How many more were found up to date at a glance.
    package let provenCount: Int
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
    /// The targets it is made from, and those that its gates look at.
    package let inputs: [String]
}

extension Assessment {
    package func survey() -> Survey {
        let targets = plan.survey().map { target, decision in
            let resolved = production[target]
            return SurveyedTarget(
                name: resolved.name, kind: resolved.kind, state: TargetState(decision),
                output: resolved.output,
                action: decision.action, reasons: decision.reasons,
                inputs: production.graph.prerequisites[target.index].map { production[$0].name })
        }
        return Survey(targets: targets, provenCount: scope.provenCount)
    }

    /// The survey with every target in it, also those that were found up to date at a glance.
    package func fullSurvey() -> Survey {
        let survey = survey()
        guard let proof = scope.proof else { return survey }
        let looked = Dictionary(uniqueKeysWithValues: survey.targets.map { ($0.name, $0) })
        let all = (0..<proof.ledger.count).filter { proof.selection[$0] }.map { number in
            let target = ProvenTarget(ledger: proof.ledger, number: number)
            return looked[target.name] ?? SurveyedTarget(target)
        }
        return Survey(targets: all, provenCount: 0)
    }
}

extension SurveyedTarget {
    fileprivate init(_ proven: ProvenTarget) {
        self.init(
            name: proven.name, kind: proven.kind, state: .fresh, output: proven.output?.path,
            action: proven.output.map { .reuse($0.content) } ?? .skip, reasons: [], inputs: proven.inputs)
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
        // It is as it should be, unless what its gates look at comes out differently.
        case .judge where decision.reasons.allSatisfy { $0.code == .upstreamMaybe }: self = .maybe
        case .judge, .restore, .render: self = .stale
        }
    }
}

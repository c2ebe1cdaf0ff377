package import BuildGraph
internal import BuildStore

extension Forecast {
    /// What a build has ahead, with the seconds that the records of runs know.
    init(
        _ production: ResolvedProduction, _ survey: [(target: TargetID, decision: Decision)],
        _ store: StateStore, workers: Int
    ) {
        var steps: [TargetID: Double?] = [:]
        for (target, decision) in survey where !decision.isNothing {
            steps[target] = .some(store.seconds(ahead: production[target], decision))
        }
        self.init(production.graph, steps, workers: workers)
    }
}

extension Assessment {
    /// How long the work takes that a build would do.
    package func forecast(workers: Int) -> Forecast {
        Forecast(production, plan.survey(), store, workers: workers)
    }
}

extension Decision {
    fileprivate var isNothing: Bool {
        switch action {
        case .reuse, .skip: true
        case .judge, .restore, .render, .wait: false
        }
    }
}

extension StateStore {
    /// How long a target took the last time that it came out like this; nil where that is not known, or long ago.
    func seconds(of target: String, lastTime outcome: TargetOutcome) -> Double? {
        entries(of: target, newest: 16).first { $0.entry.outcome == outcome.rawValue }?.entry.seconds
    }

    /// How long it takes to do what is decided; nil where it has not been done before. To bring back or judge what
    /// was measured before is over in no time.
    fileprivate func seconds(ahead target: ResolvedTarget, _ decision: Decision) -> Double? {
        switch decision.action {
        case .reuse, .skip: 0
        case .judge: seconds(of: target.name, lastTime: .judged) ?? 0
        case .restore: seconds(of: target.name, lastTime: .restored) ?? 0
        case .render, .wait:
            // A file from elsewhere is looked at, and never rendered.
            seconds(of: target.name, lastTime: target.kind == .reference ? .judged : .rendered)
        }
    }
}

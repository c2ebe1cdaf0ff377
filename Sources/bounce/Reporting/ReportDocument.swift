internal import BuildEngine
internal import BuildGraph
internal import BuildStore
internal import Signal

/// What the page of `bounce report` is made from, schema 1.
struct ReportDocument: Encodable {
    let schema = 1
    let bounce = Version.text
    let production: String
    let sampleRate: Int
    let seconds: Double
    let sections: [Section]
    /// For marks that are no sections.
    let markers: [Section] = []
    let run: Run?
    let targets: [ReportTargetEntry]

    struct Section: Encodable {
        let name: String
        let start: Double
        let end: Double
    }

    struct Run: Encodable {
        let number: Int
        let begun: String
        let seconds: Double?
        let state: String
        let counts: [String: Int]
        let spans: [Span]
    }

    /// A worker's time on a target, in seconds since the run began.
    struct Span: Encodable {
        let target: String
        let worker: Int
        let start: Double
        let end: Double
        let outcome: String
    }

    /// - Parameter link: From a path to the one that leads to the same file from the page.
    init(_ report: ProductionReport, link: (String) -> String) {
        let timeline = report.production.timeline
        production = report.production.name
        sampleRate = timeline.sampleRate
        seconds = timeline.seconds(timeline.frames)
        sections = timeline.sections.map {
            Section(
                name: $0.name, start: timeline.seconds($0.span.lowerBound),
                end: timeline.seconds($0.span.upperBound))
        }
        run = report.run.map(Run.init)
        targets = report.targets.map { ReportTargetEntry($0, link: link) }
    }
}

extension ReportDocument.Run {
    init(_ run: ReportedRun) {
        number = run.record.number
        begun = Moment(run.record.begun).utc
        seconds = run.record.end?.seconds
        state = RunState(run.record, isNewest: true).word
        counts = TargetOutcome.allCases.reduce(into: [:]) {
            $0[$1.rawValue] = run.record.end?.counts[$1.rawValue] ?? 0
        }
        spans = run.entries.compactMap { entry in
            entry.start.map { start in
                ReportDocument.Span(
                    target: entry.target, worker: start.worker, start: start.offset,
                    end: start.offset + entry.seconds, outcome: entry.outcome)
            }
        }
    }
}

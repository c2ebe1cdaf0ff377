internal import BuildEngine
internal import BuildGraph

/// What a terminal shows of a build while it runs: a value that events change, and that gives lines for any moment
/// and any window. It draws nothing, and has no clock.
struct BuildDisplay: Sendable {
    /// A target that is being worked on.
    struct Running: Sendable {
        let name: String
        let action: String
        let begun: Double
        var progress: TargetProgress?
    }

    private(set) var running: [Running] = []
    private var total = 0
    private var settled = 0
    private var gatesHeld = 0
    private var forecast: Forecast?
    private let nameWidth: Int
    /// Whether somebody asked to stop.
    var isStopping = false

    /// - Parameter nameWidth: What the names of all targets take, so that nothing jumps.
    init(nameWidth: Int) { self.nameWidth = nameWidth }

    /// - Parameter now: Seconds on whatever clock `lines` is given, too.
    mutating func take(_ event: Event, at now: Double) {
        switch event {
        case .runStarted(_, let targets): total = targets
        case .note: break
        case .forecast(let forecast):
            self.forecast = forecast
            // What had nothing to do was settled without a word.
            settled = max(settled, total - forecast.count)
        case .targetStarted(let name, let action):
            running.append(Running(name: name, action: action, begun: now))
        case .targetProgress(let progress):
            guard let index = running.firstIndex(where: { $0.name == progress.name }) else { return }
            running[index].progress = progress
        case .targetFinished(let report):
            running.removeAll { $0.name == report.name }
            settle(report)
        case .runFinished: running = []
        }
    }

    private mutating func settle(_ report: TargetReport) {
        // What the forecast leaves out was counted when it came.
        if forecast?.contains(report.name) ?? true { settled += 1 }
        gatesHeld += report.verdicts.count(where: \.holds)
        forecast?.settle(report.name)
    }

    /// The lines for a window, from the top; none while nothing is being done.
    func lines(at now: Double, _ layout: Layout) -> [String] {
        guard !running.isEmpty else { return [] }
        // The last column stays empty: some terminals go to the next line after it.
        let columns = max(20, layout.columns ?? 80) - 1
        let most = max(1, layout.rows - 3)
        let framesWidth = running.map { ProgressRow.frames($0).count }.max() ?? 0
        var lines = running.prefix(most).map { row in
            ProgressRow(row, at: now, nameWidth: nameWidth, framesWidth: framesWidth).line(columns, layout)
        }
        if running.count > most { lines.append(layout.cut("and \(running.count - most) more", to: columns)) }
        return lines + [summary(at: now, columns, layout)]
    }

    /// "3 of 6 targets, 14 gates held, 1.2 s, about 3 s left": what does not fit is left out, the least important
    /// part first.
    private func summary(at now: Double, _ columns: Int, _ layout: Layout) -> String {
        let count = "\(settled) of \(counted(total, "target"))"
        if isStopping { return layout.cut("stopping: \(count) done", to: columns) }
        let gates = gatesHeld > 0 ? "\(counted(gatesHeld, "gate")) held" : nil
        let candidates: [[String?]] = [
            [count, gates, spanned(now), left(at: now)], [count, spanned(now), left(at: now)],
            [count, left(at: now)],
        ]
        let texts = candidates.map { $0.compactMap(\.self).joined(separator: ", ") }
        return layout.cut(texts.first { width($0) <= columns } ?? count, to: columns)
    }

    private func left(at now: Double) -> String? {
        guard let forecast else { return nil }
        let standings = running.map { ($0.name, $0.standing(at: now)) }
        guard let seconds = forecast.remaining(Dictionary(standings, uniquingKeysWith: { first, _ in first }))
        else { return nil }
        // Whole seconds: tenths would only flicker.
        let words = seconds < 60 ? "\(Int(max(1, seconds.rounded(.up)))) s" : spanned(seconds)
        return "\(forecast.isComplete ? "about" : "at least") \(words) left"
    }
}

extension BuildDisplay.Running {
    var fraction: Double? {
        guard let progress, progress.of > 0 else { return nil }
        return min(1, Double(progress.frames) / Double(progress.of))
    }

    func standing(at now: Double) -> Forecast.Standing {
        Forecast.Standing(elapsed: max(0, now - begun), fraction: fraction)
    }
}

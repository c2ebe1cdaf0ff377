internal import BuildEngine
internal import BuildGraph

/// `status` as a reviewer reads it: what changed first, each with its reasons; below it, in short, what may follow.
struct StatusReport {
    /// What follows from a cause, and from no later one.
    private struct Followers {
        var targets: [SurveyedTarget] = []
        /// Whether some of them follow from an earlier cause, too.
        var haveMoreCauses = false
    }

    private let due: [SurveyedTarget]
    private let fresh: [SurveyedTarget]
    private let total: Int
    private let forecast: Forecast?
    /// By the place of the cause after which they are told.
    private var followers: [Int: Followers] = [:]

    private static let mostNames = 6

    /// - Parameter forecast: Of the work that the survey found; nil where there is none.
    init(_ survey: Survey, _ forecast: Forecast?) {
        due = survey.targets.filter { $0.state != .fresh }
        fresh = survey.targets.filter { $0.state == .fresh }
        total = survey.targets.count + survey.provenCount
        self.forecast = forecast
        fold()
    }

    /// Inputs come first, so what a target follows from is known when it is come to.
    private mutating func fold() {
        var causes: [String: ClosedRange<Int>] = [:]
        for (place, target) in due.enumerated() {
            let above = target.reasons.filter { $0.code == .upstreamMaybe }.compactMap { causes[$0.what] }
            let own = target.isFollower && !above.isEmpty ? [] : [place...place]
            guard
                let first = (above + own).map(\.lowerBound).min(),
                let last = (above + own).map(\.upperBound).max()
            else { continue }
            causes[target.name] = first...last
            guard own.isEmpty else { continue }
            followers[last, default: Followers()].targets.append(target)
            if first != last { followers[last]?.haveMoreCauses = true }
        }
    }

    private var followerNames: Set<String> {
        Set(followers.values.flatMap { $0.targets.map(\.name) })
    }

    func lines(isVerbose: Bool, _ layout: Layout) -> [String] {
        let names = followerNames
        var lines: [String] = []
        for (place, target) in due.enumerated() where !names.contains(target.name) {
            lines.append(contentsOf: layout.lines(StatusText.head(target), rest: indent))
            let found = followers[place]
            let bar = found == nil ? " " : "│"
            for reason in target.reasons {
                lines += layout.lines(reason.text, first: "\(bar)      ", rest: "\(bar)        ")
            }
            if let found { lines += isVerbose ? self.all(found, layout) : inShort(found, layout) }
        }
        if isVerbose { lines += fresh.map { StatusText.head($0) } }
        return lines + layout.lines(lastLine)
    }

    private let indent = String(repeating: " ", count: 7)

    /// "└ may follow: mix, delivery".
    private func inShort(_ found: Followers, _ layout: Layout) -> [String] {
        let whence = found.haveMoreCauses ? " from these" : ""
        let names = listed(found.targets.map(\.name), atMost: Self.mostNames)
        return layout.lines("└─ may follow\(whence): \(names)", rest: indent)
    }

    private func all(_ found: Followers, _ layout: Layout) -> [String] {
        found.targets.enumerated().flatMap { place, target in
            let isLast = place == found.targets.count - 1
            let (corner, bar) = isLast ? ("└─ ", "   ") : ("├─ ", "│  ")
            return layout.lines(StatusText.head(target), first: corner, rest: "\(bar)       ")
                + target.reasons.flatMap {
                    layout.lines($0.text, first: "\(bar)       ", rest: "\(bar)         ")
                }
        }
    }

    private var lastLine: String {
        guard !due.isEmpty else {
            return total == 1 ? "the target is up to date" : "all \(total) targets are up to date"
        }
        let count =
            "\(due.count) of \(counted(total, "target")) \(due.count == 1 ? "is" : "are") not up to date"
        guard let forecast, let seconds = forecast.remaining() else { return count }
        let bound = forecast.isComplete ? "about" : "at least"
        return "\(count); to build \(due.count == 1 ? "it" : "them") takes \(bound) \(spanned(seconds))"
    }
}

extension SurveyedTarget {
    /// Whether nothing about it changed but what it is made from.
    var isFollower: Bool { !reasons.isEmpty && reasons.allSatisfy { $0.code == .upstreamMaybe } }
}

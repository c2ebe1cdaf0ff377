internal import BuildEngine
internal import BuildGraph

/// What a run changed, from what, and what that cost: for its last lines.
struct RunChanges {
    private var new = 0
    private var forced = 0
    /// What was edited, and how.
    private var causes: [String] = []
    /// What followed from that.
    private var followers: [String] = []
    private var work = 0.0

    private static let mostCauses = 3
    private static let mostFollowers = 6

    mutating func add(_ report: TargetReport) {
        switch report.outcome {
        case .fresh, .skipped, .blocked, .failed: return
        case .rendered, .restored, .judged: break
        }
        work += report.seconds
        let own = report.reasons.filter { !$0.isFollowing }
        if own.contains(where: { $0.code == .new }) {
            new += 1
        } else if own.contains(where: { $0.code == .forced }) {
            forced += 1
        } else if let first = own.first {
            let more = own.count > 1 ? " (+\(own.count - 1) more)" : ""
            causes.append("\(report.name): \(first.text)\(more)")
        } else {
            followers.append(report.name)
        }
    }

    /// "bass: tone.frequency: 55 Hz → 61.74 Hz", "and so: mix, delivery", "0.31 s of work".
    var lines: [String] {
        var lines = causes.prefix(Self.mostCauses).map { "      \($0)" }
        if causes.count > Self.mostCauses {
            lines.append("      and \(counted(causes.count - Self.mostCauses, "other target"))")
        }
        if forced > 0 { lines.append("      \(counted(forced, "target")) asked for with --force") }
        if new > 0 { lines.append("      \(counted(new, "new target"))") }
        if !followers.isEmpty {
            lines.append("      and so: \(listed(followers, atMost: Self.mostFollowers))")
        }
        return lines + ["      \(spanned(work)) of work"]
    }
}

extension Reason {
    /// Whether it speaks of another target of the production: of no cause, but of what follows from one.
    var isFollowing: Bool { code == .upstream || code == .upstreamMaybe }
}

/// How long the work takes that is ahead, by what each target took before: at least as long as all of it shared by
/// the workers, and at least as long as the longest chain of targets that wait for each other.
package struct Forecast: Equatable, Sendable {
    /// One target that is ahead.
    private struct Step: Equatable, Sendable {
        /// Nil where nobody knows.
        let seconds: Double?
        /// From its start to the end of the longest chain that it begins.
        let path: Double
    }

    /// How far a target is that is being worked on.
    package struct Standing: Equatable, Sendable {
        package let elapsed: Double
        /// How much of it is done, 0 to 1, where it tells.
        package let fraction: Double?

        package init(elapsed: Double, fraction: Double? = nil) {
            self.elapsed = elapsed
            self.fraction = fraction
        }

        /// Before so much of it is done, its pace says little.
        private static let leastFraction = 0.05

        /// - Parameter earlier: What the target took before.
        fileprivate func left(_ earlier: Double?) -> Double? {
            if let fraction, fraction >= Self.leastFraction { return elapsed * (1 - fraction) / fraction }
            return earlier.map { max(0, $0 - elapsed) }
        }
    }

    private var steps: [String: Step] = [:]
    private var work = 0.0
    private var unknown = 0
    private let workers: Int

    /// - Parameter steps: The targets that something has to be done for, and the seconds that each takes, where
    ///   that is known.
    package init(_ graph: Graph, _ steps: [TargetID: Double?], workers: Int) {
        self.workers = max(1, workers)
        var path = CriticalPath(graph) { (steps[$0] ?? nil) ?? 0 }
        for (target, seconds) in steps {
            self.steps[graph[target].name] = Step(seconds: seconds, path: path.remaining(from: target))
            work += seconds ?? 0
            unknown += seconds == nil ? 1 : 0
        }
    }

    /// How many targets are left.
    package var count: Int { steps.count }

    /// Whether a target is left.
    package func contains(_ target: String) -> Bool { steps[target] != nil }

    /// Whether it knows of each target that is left how long it takes: otherwise it takes longer than it says.
    package var isComplete: Bool { unknown == 0 }

    /// Takes note that a target is done with.
    package mutating func settle(_ target: String) {
        guard let step = steps.removeValue(forKey: target) else { return }
        work -= step.seconds ?? 0
        unknown -= step.seconds == nil ? 1 : 0
    }

    /// The seconds that are left; nil where nothing is known.
    ///
    /// - Parameter running: The targets that are being worked on.
    package func remaining(_ running: [String: Standing] = [:]) -> Double? {
        guard steps.count > unknown || running.values.contains(where: { $0.left(nil) != nil }) else {
            return nil
        }
        var work = work
        var longest = 0.0
        for (name, step) in steps {
            guard let left = running[name]?.left(step.seconds) else {
                longest = max(longest, step.path)
                continue
            }
            let earlier = step.seconds ?? 0
            work += left - earlier
            longest = max(longest, step.path + left - earlier)
        }
        return max(work / Double(workers), longest, 0)
    }
}

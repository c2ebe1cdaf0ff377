// How many runs are kept. What older ones did is forgotten, but for each target's last good build before them: by
// it the oldest that is kept can still be compared.

extension StateStore {
    /// So many runs are kept, as long as they did not have to do with more than `mostRunTargets` altogether.
    package static let mostRuns = 1_000
    package static let mostRunTargets = 500_000
    /// So many runs too many are let be, so that not every run has to trim.
    private static let slack = 50

    /// Forgets the oldest runs, when there are too many.
    package func trimRuns(atMost most: Int = mostRuns, targets: Int = mostRunTargets) throws(StoreError) {
        guard let cutoff = oldestToKeep(most, targets) else { return }
        let run = SQLValue.integer(Int64(cutoff))
        try write { database throws(StoreError) in
            try database.run("DELETE FROM runs WHERE number < ?", [run])
            try database.run(
                """
                DELETE FROM run_targets WHERE run < ?1 AND (is_good = 0 OR EXISTS (
                    SELECT 1 FROM run_targets AS later WHERE later.target = run_targets.target
                    AND later.run > run_targets.run AND later.run <= ?1 AND later.is_good = 1))
                """, [run])
            try database.run("DELETE FROM run_members WHERE went > 0 AND went <= ?", [run])
            // Of a target that is no longer known to have been there, nothing is asked.
            try database.run(
                """
                DELETE FROM run_targets WHERE run < ?1
                AND NOT EXISTS (SELECT 1 FROM run_members WHERE run_members.target = run_targets.target)
                """, [run])
        }
    }

    /// Whether a build should trim.
    package var hasRunsToTrim: Bool { oldestToKeep(Self.mostRuns + Self.slack, Self.mostRunTargets) != nil }

    /// The oldest run to keep; nil where all are. The newest two always are.
    private func oldestToKeep(_ most: Int, _ targets: Int) -> Int? {
        var (count, rows) = (0, 0)
        var oldest: Int?
        var isOver = false
        try? read("SELECT number, row_count FROM runs ORDER BY number DESC") { row in
            count += 1
            rows += Int(row.integer(1))
            if count > 2, count > most || rows > targets { isOver = true }
            if !isOver { oldest = Int(row.integer(0)) }
        }
        return isOver ? oldest : nil
    }
}

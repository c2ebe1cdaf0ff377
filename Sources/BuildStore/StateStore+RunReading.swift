internal import BuildGraph

// The records of runs, as `log`, `diff` and `gc` read them. A row whose seal is broken counts as missing.

extension StateStore {
    /// The newest runs, the newest first.
    package func runs(newest count: Int = .max) -> [RunRecord] {
        var runs: [RunRecord] = []
        try? read(
            "SELECT content, seal FROM runs ORDER BY number DESC LIMIT ?", [.integer(Int64(count))]
        ) { row in
            if let run = RunRecord(row) { runs.append(run) }
        }
        return runs
    }

    /// The run of that number.
    package func run(_ number: Int) -> RunRecord? {
        var run: RunRecord?
        try? read("SELECT content, seal FROM runs WHERE number = ?", [.integer(Int64(number))]) { row in
            run = RunRecord(row)
        }
        return run?.number == number ? run : nil
    }

    /// The newest run that ended well.
    package func lastGreenRun() -> RunRecord? {
        var run: RunRecord?
        try? read("SELECT content, seal FROM runs WHERE exit = 0 ORDER BY number DESC") { row in
            guard run == nil, let found = RunRecord(row), found.end?.exit == 0 else { return }
            run = found
        }
        return run
    }

    /// What a run did with each target that was not up to date, in the order in which they were done.
    package func entries(ofRun run: Int) -> [RunTarget] {
        var entries: [RunTarget] = []
        try? read(
            "SELECT run, content, seal FROM run_targets WHERE run = ? ORDER BY rowid", [.integer(Int64(run))]
        ) { row in
            if let entry = RunTarget(row) { entries.append(entry) }
        }
        return entries
    }

    /// How a target stood after a run: what that run did with it, or else its last good build before.
    package func entry(of target: String, asOf run: Int) -> RunTarget? {
        var found: RunTarget?
        let sql = """
            SELECT run, content, seal FROM run_targets
            WHERE target = ?1 AND (run = ?2 OR (run < ?2 AND is_good = 1)) ORDER BY run DESC LIMIT 4
            """
        try? read(sql, [.text(target), .integer(Int64(run))]) { row in
            guard found == nil, let entry = RunTarget(row), entry.isAttempt else { return }
            found = entry
        }
        return found
    }

    /// What the newest runs that had something to do with a target did with it, the newest first.
    package func entries(of target: String, newest count: Int) -> [(run: Int, entry: RunTarget)] {
        var entries: [(run: Int, entry: RunTarget)] = []
        try? read(
            "SELECT run, content, seal FROM run_targets WHERE target = ? ORDER BY run DESC LIMIT ?",
            [.text(target), .integer(Int64(count))]
        ) { row in
            if let entry = RunTarget(row) { entries.append((Int(row.integer(0)), entry)) }
        }
        return entries
    }

    /// The targets that runs had something to do with: those of `after`, exclusive, to `upTo`, inclusive.
    package func targetsTouched(after: Int, upTo: Int) -> [String] {
        var targets: [String] = []
        try? read(
            "SELECT DISTINCT target FROM run_targets WHERE run > ? AND run <= ? ORDER BY target",
            [.integer(Int64(after)), .integer(Int64(upTo))]
        ) { row in targets.append(row.text(0)) }
        return targets
    }

    /// The targets that a run could not make.
    package func targetsFailed(in run: Int) -> [String] {
        var targets: [String] = []
        try? read(
            "SELECT target FROM run_targets WHERE run = ? AND is_good = 0 ORDER BY target",
            [.integer(Int64(run))]
        ) { row in targets.append(row.text(0)) }
        return targets
    }

    /// The targets that there were at a run.
    package func members(at run: Int) -> Set<String> {
        var members: Set<String> = []
        try? read("SELECT target, came, went, seal FROM run_members") { row in
            guard let member = RunMember(row), member.isThere(at: run) else { return }
            members.insert(member.target)
        }
        return members
    }
}

extension RunRecord {
    /// From the columns content, seal.
    init?(_ row: borrowing Row) {
        let bytes = row.blob(0)
        guard Int64(bitPattern: Digest(of: bytes).low) == row.integer(1), let run = try? RunRecord(bytes)
        else { return nil }
        self = run
    }
}

extension RunTarget {
    /// From the columns run, content, seal.
    init?(_ row: borrowing Row) {
        let bytes = row.blob(1)
        guard Int64(bitPattern: Digest(of: bytes).low) == row.integer(2),
            let entry = try? RunTarget(bytes, ofRun: Int(row.integer(0)))
        else { return nil }
        self = entry
    }
}

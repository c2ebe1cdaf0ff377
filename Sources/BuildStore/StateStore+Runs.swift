// The records of runs, as a build writes them.

extension StateStore {
    /// Begins a run: gives it its number, and notes which targets came and went since the one before.
    ///
    /// - Parameter members: The names of all targets; nil where they are those of the run before.
    package func begin(_ run: RunRecord, members: [String]?) throws(StoreError) -> RunRecord {
        var run = run
        let last = runs(newest: 1).first
        if members == nil, let last { run.members = last.members }
        run.number = (newestRunNumber ?? 0) + 1
        let begun = run
        try write { database throws(StoreError) in
            try database.run(
                "INSERT INTO runs (number, exit, row_count, content, seal) VALUES (?, NULL, 0, ?, ?)",
                [.integer(Int64(begun.number)), .blob(begun.fields.bytes), .integer(begun.fields.seal)])
            guard let members, last?.members != begun.members else { return }
            try Self.note(members: members, from: begun.number, in: database)
        }
        return run
    }

    /// Closes the record of a run.
    package func end(_ run: RunRecord) throws(StoreError) {
        try write { database throws(StoreError) in
            try database.run(
                """
                UPDATE runs SET exit = ?, content = ?, seal = ?,
                    row_count = (SELECT count(*) FROM run_targets WHERE run = ?)
                WHERE number = ?
                """,
                [
                    run.end.map { .integer(Int64($0.exit)) } ?? .null, .blob(run.fields.bytes),
                    .integer(run.fields.seal), .integer(Int64(run.number)), .integer(Int64(run.number)),
                ])
        }
    }

    /// Notes what a run did with targets.
    package func record(_ entries: [RunTarget], ofRun run: Int) throws(StoreError) {
        guard !entries.isEmpty else { return }
        try write { database throws(StoreError) in
            for entry in entries { try entry.put(ofRun: run, into: database) }
        }
    }

    private var newestRunNumber: Int? {
        var number: Int?
        try? read("SELECT max(number) FROM runs") { row in number = Int(row.integer(0)) }
        return number
    }

    /// Which targets there are, as intervals of runs: a target is there from the run that it `came` with, up to
    /// the one that it `went` with, or 0.
    private static func note(
        members: [String], from run: Int, in database: borrowing Database
    ) throws(StoreError) {
        var gone: [String: Int64] = [:]
        try database.run("SELECT target, came, went, seal FROM run_members WHERE went = 0") { row in
            guard let member = RunMember(row) else { return }
            gone[member.target] = Int64(member.came)
        }
        for target in members where gone.removeValue(forKey: target) == nil {
            try RunMember(target: target, came: run, went: 0).put(into: database)
        }
        for (target, came) in gone {
            try RunMember(target: target, came: Int(came), went: run).put(into: database)
        }
    }
}

/// While which runs a target was one of the production's.
struct RunMember {
    let target: String
    let came: Int
    /// The first run without it; 0 while it is there.
    let went: Int

    func isThere(at run: Int) -> Bool { came <= run && (went == 0 || went > run) }

    private var seal: Int64 { BuildStore.seal([target, "\(came)", "\(went)"]) }
}

extension RunMember {
    /// From the columns target, came, went, seal; nil where they are not what was written.
    init?(_ row: borrowing Row) {
        target = row.text(0)
        came = Int(row.integer(1))
        went = Int(row.integer(2))
        guard row.integer(3) == seal else { return nil }
    }

    fileprivate func put(into database: borrowing Database) throws(StoreError) {
        try database.run(
            "REPLACE INTO run_members (target, came, went, seal) VALUES (?, ?, ?, ?)",
            [.text(target), .integer(Int64(came)), .integer(Int64(went)), .integer(seal)])
    }
}

extension RunTarget {
    func put(ofRun run: Int, into database: borrowing Database) throws(StoreError) {
        let fields = fields(ofRun: run)
        try database.run(
            "REPLACE INTO run_targets (target, run, is_good, content, seal) VALUES (?, ?, ?, ?, ?)",
            [
                .text(target), .integer(Int64(run)), .integer(isGood ? 1 : 0), .blob(fields.bytes),
                .integer(fields.seal),
            ])
    }
}

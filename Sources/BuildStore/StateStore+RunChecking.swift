internal import BuildGraph

// The history of runs, as a check of the records sees it. Its tables have seals of their own kinds.

extension StateStore {
    /// Where a row of the history is, whatever it says.
    private enum Place {
        case run(Int64)
        case target(row: Int64)
        case member(SQLValue, came: SQLValue)
        case keptSize
    }

    /// The rows of the history whose seal is broken.
    func brokenRunRows() throws(StoreError) -> [BrokenRow] { try brokenPlaces().map(\.row) }

    /// Removes them: `log` and `diff` then know less, and nothing is built because of it.
    func removeBrokenRunRows() throws(StoreError) {
        let places = try brokenPlaces().map(\.place)
        guard !places.isEmpty else { return }
        try write { database throws(StoreError) in
            for place in places {
                switch place {
                case .run(let number):
                    try database.run("DELETE FROM runs WHERE number = ?", [.integer(number)])
                case .target(let row):
                    try database.run("DELETE FROM run_targets WHERE rowid = ?", [.integer(row)])
                case .member(let target, let came):
                    try database.run("DELETE FROM run_members WHERE target = ? AND came = ?", [target, came])
                case .keptSize: try database.run("DELETE FROM kept")
                }
            }
        }
    }

    private func brokenPlaces() throws(StoreError) -> [(row: BrokenRow, place: Place)] {
        var broken: [(row: BrokenRow, place: Place)] = []
        try read("SELECT content, seal, number, exit FROM runs") { row in
            let number = row.integer(2)
            var exit: Int64? = row.integer(3)
            if case .null = row.value(3) { exit = nil }
            if let run = RunRecord(row), run.number == Int(number), run.end.map({ Int64($0.exit) }) == exit {
                return
            }
            broken.append((BrokenRow(table: "runs", key: "\(number)"), .run(number)))
        }
        try read("SELECT run, content, seal, target, is_good, rowid FROM run_targets") { row in
            let target = row.text(3)
            if let entry = RunTarget(row), entry.target == target, entry.isGood == (row.integer(4) != 0) {
                return
            }
            let key = "\(target) in run \(row.integer(0))"
            broken.append((BrokenRow(table: "run_targets", key: key), .target(row: row.integer(5))))
        }
        try read("SELECT target, came, went, seal FROM run_members") { row in
            guard RunMember(row) == nil else { return }
            let place = Place.member(row.value(0), came: row.value(1))
            broken.append((BrokenRow(table: "run_members", key: row.text(0)), place))
        }
        var count = 0
        try read("SELECT 1 FROM kept") { _ in count += 1 }
        if count > 0, keptSize == nil {
            broken.append((BrokenRow(table: "kept", key: "size"), .keptSize))
        }
        return broken
    }
}

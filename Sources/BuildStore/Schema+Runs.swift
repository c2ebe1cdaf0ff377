extension Schema {
    /// The runs, what they did with each target that was not up to date, and which targets there were when; and
    /// how much is kept.
    ///
    /// What a target that was up to date was like is in the newest earlier row of it that `is_good`: such a
    /// target has no row of its own, so that a run costs what it does and not what it finds done.
    static let runTables = """
        CREATE TABLE runs (
            number INTEGER PRIMARY KEY, exit INTEGER, row_count INTEGER NOT NULL, content BLOB NOT NULL,
            seal INTEGER NOT NULL
        );
        CREATE TABLE run_targets (
            target TEXT NOT NULL, run INTEGER NOT NULL, is_good INTEGER NOT NULL, content BLOB NOT NULL,
            seal INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX run_targets_by_target ON run_targets (target, run, is_good);
        CREATE INDEX run_targets_by_run ON run_targets (run, target);
        CREATE TABLE run_members (
            target TEXT NOT NULL, came INTEGER NOT NULL, went INTEGER NOT NULL, seal INTEGER NOT NULL,
            PRIMARY KEY (target, came)
        ) WITHOUT ROWID;
        CREATE TABLE kept (bytes INTEGER NOT NULL, counted INTEGER NOT NULL, seal INTEGER NOT NULL)
        """
}

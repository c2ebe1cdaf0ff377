package import BuildGraph

/// What a run did with one target that was not up to date.
package struct RunTarget: Equatable, Sendable {
    package let target: String
    /// The word of the outcome: `rendered`, `failed`.
    package let outcome: String
    /// Whether this is from now on the target's last good build.
    package let isGood: Bool
    package var seconds = 0.0
    /// When and where it was begun; nil for one that was not.
    package var start: Start?
    package var key: Digest?
    package var judgement: Digest?
    package var output: Digest?
    /// What the key is made of: by it two runs are compared.
    package var components: [Component] = []
    package var reasons: [Reason] = []
    package var verdicts: [StoredVerdict] = []
    package var notes: [String] = []
    /// Why it failed, where that was not a gate.
    package var problem: String?
    /// The failed target that it waited for.
    package var blockedBy: String?

    /// The beginning of work on a target.
    package struct Start: Equatable, Sendable {
        /// Seconds since the run began.
        package let offset: Double
        /// Which of the workers began it, from 0: of those that are free, always the first.
        package let worker: Int

        package init(offset: Double, worker: Int) {
            self.offset = offset
            self.worker = worker
        }
    }

    package init(_ target: String, outcome: String, isGood: Bool) {
        self.target = target
        self.outcome = outcome
        self.isGood = isGood
    }

    /// Whether it says what the target was made by: one that was not begun does not.
    package var isAttempt: Bool { !components.isEmpty }
}

/// What a gate said, in words.
package struct StoredVerdict: Equatable, Sendable {
    package let gate: String
    package let holds: Bool
    package let expected: String
    package let found: String

    package init(gate: String, holds: Bool, expected: String, found: String) {
        self.gate = gate
        self.holds = holds
        self.expected = expected
        self.found = found
    }
}

// MARK: - As bytes

extension RunTarget {
    /// Everything, under the number of the run.
    func fields(ofRun run: Int) -> FieldWriter {
        var writer = FieldWriter()
        writer.put(run)
        writer.put(target)
        writer.put(outcome)
        writer.put(isGood)
        writer.put(seconds)
        writer.put(start) { writer, start in
            writer.put(start.offset)
            writer.put(start.worker)
        }
        writer.put(key) { $0.put($1) }
        writer.put(judgement) { $0.put($1) }
        writer.put(output) { $0.put($1) }
        writer.put(Component.canonicalBytes(of: components))
        writer.put(reasons) { $0.put($1) }
        writer.put(verdicts) { $1.put(into: &$0) }
        writer.put(notes) { $0.put($1) }
        writer.put(problem) { $0.put($1) }
        writer.put(blockedBy) { $0.put($1) }
        return writer
    }

    init(_ bytes: [UInt8], ofRun run: Int) throws(BrokenRow) {
        var reader = FieldReader(bytes)
        guard try reader.integer() == run else { throw BrokenRow() }
        target = try reader.text()
        outcome = try reader.text()
        isGood = try reader.flag()
        seconds = try reader.real()
        start = try reader.optional { (reader) throws(BrokenRow) in
            Start(offset: try reader.real(), worker: try reader.integer())
        }
        key = try reader.optional { (reader) throws(BrokenRow) in try reader.digest() }
        judgement = try reader.optional { (reader) throws(BrokenRow) in try reader.digest() }
        output = try reader.optional { (reader) throws(BrokenRow) in try reader.digest() }
        guard let components = Component.decode(try reader.content()) else { throw BrokenRow() }
        self.components = components
        reasons = try reader.list { (reader) throws(BrokenRow) in try reader.reason() }
        verdicts = try reader.list { (reader) throws(BrokenRow) in try StoredVerdict(&reader) }
        notes = try reader.list { (reader) throws(BrokenRow) in try reader.text() }
        problem = try reader.optional { (reader) throws(BrokenRow) in try reader.text() }
        blockedBy = try reader.optional { (reader) throws(BrokenRow) in try reader.text() }
        guard reader.isAtEnd else { throw BrokenRow() }
    }
}

extension StoredVerdict {
    func put(into writer: inout FieldWriter) {
        writer.put(gate)
        writer.put(holds)
        writer.put(expected)
        writer.put(found)
    }

    init(_ reader: inout FieldReader) throws(BrokenRow) {
        gate = try reader.text()
        holds = try reader.flag()
        expected = try reader.text()
        found = try reader.text()
    }
}

package import BuildGraph

/// One run of a build, as it is recorded: begun with the first thing that it does, ended with its outcome.
package struct RunRecord: Equatable, Sendable {
    /// Runs are counted from 1.
    package internal(set) var number = 0
    /// Nanoseconds since 1970.
    package var begun: Int64
    /// The process that it ran in.
    package var process: Int64
    package var production: String
    /// The options that change what a build does, as they were given.
    package var options: String
    /// The description that was built.
    package var description: Digest?
    /// How many targets it had to do with.
    package var targets: Int
    /// The digest of the names of all targets of the production: tells whether any came or went.
    package var members: Digest
    /// How it ended; nil for a run that is still going on, or was killed.
    package var end: End?

    package struct End: Equatable, Sendable {
        package var seconds = 0.0
        package var exit: Int32 = 0
        /// How many targets came out how, by the outcome's word.
        package var counts: [String: Int] = [:]
        package var causes = Causes()

        package init() {}
    }

    package init(
        begun: Int64, process: Int64, production: String, options: String, description: Digest?, targets: Int,
        members: Digest
    ) {
        self.begun = begun
        self.process = process
        self.production = production
        self.options = options
        self.description = description
        self.targets = targets
        self.members = members
    }
}

/// Why a run had something to do, and which gates broke: the first few, and how many there were.
package struct Causes: Equatable, Sendable {
    /// As many as are kept with the run itself; the rest is with its targets.
    package static let most = 5

    /// How many targets were never built before.
    package var new = 0
    /// What did not follow from another target.
    package var roots: [Cause] = []
    package var rootCount = 0
    package var broken: [BrokenGate] = []
    package var brokenCount = 0
    /// What went wrong with a target, other than a gate.
    package var problems: [Problem] = []
    package var problemCount = 0

    package init() {}

    package struct Cause: Equatable, Sendable {
        package let target: String
        package let reason: Reason
    }

    package struct BrokenGate: Equatable, Sendable {
        package let target: String
        package let verdict: StoredVerdict
    }

    package struct Problem: Equatable, Sendable {
        package let target: String
        package let words: String
    }

    /// Reasons that follow from another one: that bytes are no longer kept counts when they are wanted again.
    private static let consequences: Set<Reason.Code> = [.upstream, .upstreamMaybe, .evicted]

    /// Takes in what is known of one more target.
    package mutating func add(_ entry: RunTarget) {
        for reason in entry.reasons where !Self.consequences.contains(reason.code) {
            guard reason.code != .new else {
                new += 1
                continue
            }
            rootCount += 1
            if roots.count < Self.most { roots.append(Cause(target: entry.target, reason: reason)) }
        }
        for verdict in entry.verdicts where !verdict.holds {
            brokenCount += 1
            if broken.count < Self.most { broken.append(BrokenGate(target: entry.target, verdict: verdict)) }
        }
        guard let problem = entry.problem else { return }
        problemCount += 1
        if problems.count < Self.most { problems.append(Problem(target: entry.target, words: problem)) }
    }
}

// MARK: - As bytes

extension RunRecord {
    var fields: FieldWriter {
        var writer = FieldWriter()
        writer.put(number)
        writer.put(begun)
        writer.put(process)
        writer.put(production)
        writer.put(options)
        writer.put(description) { $0.put($1) }
        writer.put(targets)
        writer.put(members)
        writer.put(end) { $1.put(into: &$0) }
        return writer
    }

    init(_ bytes: [UInt8]) throws(BrokenRow) {
        var reader = FieldReader(bytes)
        number = try reader.integer()
        begun = try reader.number()
        process = try reader.number()
        production = try reader.text()
        options = try reader.text()
        description = try reader.optional { (reader) throws(BrokenRow) in try reader.digest() }
        targets = try reader.integer()
        members = try reader.digest()
        end = try reader.optional { (reader) throws(BrokenRow) in try End(&reader) }
        guard reader.isAtEnd else { throw BrokenRow() }
    }
}

extension RunRecord.End {
    fileprivate func put(into writer: inout FieldWriter) {
        writer.put(seconds)
        writer.put(Int64(exit))
        writer.put(counts.sorted { $0.key < $1.key }) { writer, count in
            writer.put(count.key)
            writer.put(count.value)
        }
        causes.put(into: &writer)
    }

    fileprivate init(_ reader: inout FieldReader) throws(BrokenRow) {
        seconds = try reader.real()
        exit = Int32(truncatingIfNeeded: try reader.number())
        let pairs = try reader.list { (reader) throws(BrokenRow) in
            (try reader.text(), try reader.integer())
        }
        counts = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        causes = try Causes(&reader)
    }
}

extension Causes {
    fileprivate func put(into writer: inout FieldWriter) {
        writer.put(new)
        writer.put(roots) { writer, root in
            writer.put(root.target)
            writer.put(root.reason)
        }
        writer.put(rootCount)
        writer.put(broken) { writer, broken in
            writer.put(broken.target)
            broken.verdict.put(into: &writer)
        }
        writer.put(brokenCount)
        writer.put(problems) { writer, problem in
            writer.put(problem.target)
            writer.put(problem.words)
        }
        writer.put(problemCount)
    }

    fileprivate init(_ reader: inout FieldReader) throws(BrokenRow) {
        new = try reader.integer()
        roots = try reader.list { (reader) throws(BrokenRow) in
            Cause(target: try reader.text(), reason: try reader.reason())
        }
        rootCount = try reader.integer()
        broken = try reader.list { (reader) throws(BrokenRow) in
            BrokenGate(target: try reader.text(), verdict: try StoredVerdict(&reader))
        }
        brokenCount = try reader.integer()
        problems = try reader.list { (reader) throws(BrokenRow) in
            Problem(target: try reader.text(), words: try reader.text())
        }
        problemCount = try reader.integer()
    }
}

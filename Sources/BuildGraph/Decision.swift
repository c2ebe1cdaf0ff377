/// What has to be done for a target, and why.
package struct Decision: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        /// Nothing: the output on disk is what a build would leave, and its gates held.
        case reuse(Digest)
        /// The bytes are in place; its gates changed, or were judged for another key.
        case judge(Digest)
        /// The bytes were built before, by the same key, and are kept: bring them back and judge them.
        case restore(Digest)
        /// Render it, measure it, judge it.
        case render
        /// An optional file does not exist: there is nothing to do.
        case skip
        /// Not known before its inputs are built.
        case wait
    }

    package let action: Action
    /// Nil while an input's output is not known.
    package let key: Digest?
    /// The digest of its gates and of what they look at.
    package let judgement: Digest
    /// What the key is made of.
    package let components: [Component]
    /// What the judgement is made of: its gates, and the contents of the targets that they look at.
    package let gates: [Component]
    /// Empty exactly when the action is `reuse` or `skip`.
    package let reasons: [Reason]
    /// Whether this very key and these very gates are known to break a gate.
    package let isKnownFailure: Bool

    /// The targets that its gates hold it against, and their contents; nil for a file that does not exist.
    package var comparisons: [(name: String, content: Digest?)] {
        gates.filter { $0.source == .target }.map { ($0.name, Digest(text: $0.value)) }
    }

    /// The input files and the contents that the key was made from.
    package var fileContents: [(path: String, content: Digest)] {
        components.filter { $0.source == .file }.compactMap { file in
            Digest(text: file.value).map { (file.name, $0) }
        }
    }

    /// The input files that do not exist.
    package var missingFiles: [String] {
        components.filter { $0.source == .file && $0.value == Component.missing }.map(\.name)
    }

    /// The output, or what a target without one checks, where it is known without rendering.
    package var knownContent: Digest? { knownOutput ?? fileContents.first?.content }

    /// The output, where it is known without rendering.
    package var knownOutput: Digest? {
        switch action {
        case .reuse(let output), .judge(let output), .restore(let output): output
        case .render, .skip, .wait: nil
        }
    }
}

/// The last good result of a target.
package struct Record: Equatable, Sendable {
    package let key: Digest
    /// The digest of the gates that held.
    package let judgement: Digest
    /// The digest of the bytes.
    package let output: Digest

    package init(key: Digest, judgement: Digest, output: Digest) {
        self.key = key
        self.judgement = judgement
        self.output = output
    }
}

/// The last attempt at a target, where it broke a gate.
package struct Failure: Equatable, Sendable {
    package let key: Digest
    package let judgement: Digest
    /// Which gate, in words.
    package let gate: String

    package init(key: Digest, judgement: Digest, gate: String) {
        self.key = key
        self.judgement = judgement
        self.gate = gate
    }
}

/// What is at the path of a target's output, seen against its record.
package enum OutputState: Equatable, Sendable {
    case missing
    /// Its content is what the record says.
    case intact
    /// Something else: edited by hand, or left there by somebody.
    case modified
}

/// What is known of one target before a run.
package struct History: Sendable {
    package var record: Record?
    package var failure: Failure?
    package var output: OutputState
    /// What is in the output's place, whoever left it there; nil where there is nothing, or no file.
    package var content: Digest?
    /// Whether the last run was stopped while it rendered this target.
    package var wasInterrupted: Bool

    package init(
        record: Record? = nil, failure: Failure? = nil, output: OutputState = .missing,
        content: Digest? = nil, wasInterrupted: Bool = false
    ) {
        self.record = record
        self.failure = failure
        self.output = output
        self.content = content
        self.wasInterrupted = wasInterrupted
    }
}

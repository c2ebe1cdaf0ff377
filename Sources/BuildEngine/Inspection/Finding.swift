/// One thing that is not as the records say, or that the records do not know of.
package struct Finding: Equatable, Sendable {
    /// The codes are a stable part of the interface.
    package enum Kind: String, Sendable {
        /// SQLite's own check of the database found something.
        case database
        /// A row of the database whose seal is broken.
        case row
        /// An output that is not what the build left.
        case outputModified = "output-modified"
        /// An output that is recorded, and is not there.
        case outputMissing = "output-missing"
        /// A file among the outputs that no build put there.
        case unrecorded
        /// A file whose stamps promise a content that it does not have.
        case unseenChange = "unseen-change"
        /// A kept object that is not what its name says.
        case object
        /// A file that was set aside as damaged, and is what its name says.
        case quarantined
        /// A file among the kept objects that is none.
        case strange
        /// A kept object that no key is known to give.
        case unknownObject = "unknown-object"
        /// A kept description of a manifest that is damaged.
        case description
        /// A kept picture of an artifact that is damaged, or was not finished.
        case picture
        /// What is kept of a broken gate is not what was recorded.
        case failed
        /// Something is known of bytes that nothing else knows of.
        case orphanedRow = "orphaned-row"
        /// A damaged line in the journal of results.
        case journal
        /// A file of a run that is over.
        case temporary

        /// Whether a repair does something about it; the next build looks after the rest, or nobody has to.
        package var isMended: Bool {
            switch self {
            case .outputModified, .outputMissing, .unrecorded: false
            default: true
            }
        }
    }

    package let kind: Kind
    /// The file, or the table and the row.
    package let path: String
    package let expected: String
    package let found: String
    /// What `--repair` does about it.
    package let remedy: String
}

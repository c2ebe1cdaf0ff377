// The form of a ledger on disk: fixed-size entries that refer to each other by position, texts behind them.
// It is read on the machine, and within the boot, that wrote it, so numbers are in the machine's own order.

internal import BuildGraph

/// What stands at the start of a ledger.
struct LedgerHeader {
    /// `bounced1`: a ledger of another form is none.
    static let mark: UInt64 = 0x3164_6563_6e75_6f62

    var mark = Self.mark
    /// XXH3-128 of everything behind the header, and of the header with this digest left out.
    var digest = Digest(high: 0, low: 0)
    /// What the ledger holds under: the program, its libraries, the compiler, the state, the boot.
    var circumstances = Digest(high: 0, low: 0)
    /// The production without its targets, packed.
    var head = LedgerSpan()
    var targets = 0
    var links = 0
    var files = 0
    var texts = 0
    var bodies = 0
}

/// A piece of one of the ledger's sections.
struct LedgerSpan {
    var start: UInt32 = 0
    var count: UInt32 = 0

    var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// One target: everything that has to be known to say that it is up to date, and its recipe for when it is not.
struct LedgerTarget {
    var name: LedgerSpan
    /// What it is made from, among the links.
    var inputs: LedgerSpan
    /// The files that it reads, among the links, and its output as the last of them.
    var files: LedgerSpan
    /// Its recipe, packed.
    var body: LedgerSpan
    /// A number that the writer gives a meaning.
    var kind: UInt32
    var hasOutput: UInt32
}

/// One file: its path, and the version of it that was current.
struct LedgerFile {
    var path: LedgerSpan
    var exists: UInt64
    var digest: Digest
    var identity: FileIdentity
    var examined: Int64

    /// Nil for a file that did not exist.
    var known: FileDigest? {
        exists == 0 ? nil : FileDigest(digest: digest, identity: identity, examined: examined)
    }
}

extension LedgerFile {
    init(path: LedgerSpan, _ known: FileDigest?) {
        self.init(
            path: path, exists: known == nil ? 0 : 1, digest: known?.digest ?? Digest(high: 0, low: 0),
            identity: known?.identity ?? FileIdentity(device: 0, inode: 0, size: 0, modified: 0, changed: 0),
            examined: known?.examined ?? 0)
    }
}

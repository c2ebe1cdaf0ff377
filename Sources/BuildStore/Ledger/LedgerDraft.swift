package import BuildGraph

/// A ledger that is being written: the targets of a production, all of which have just been found, or made,
/// up to date.
package struct LedgerDraft {
    private var header = LedgerHeader()
    private var targets: [LedgerTarget] = []
    private var links: [UInt32] = []
    private var files: [LedgerFile] = []
    private var fileNumbers: [String: UInt32] = [:]
    private var texts: [UInt8] = []
    private var bodies: [UInt8] = []

    /// - Parameters:
    ///   - source: The file that the description came from; nil where its content is not known.
    ///   - head: The production without its targets, packed.
    package init(circumstances: Digest, source: (path: String, file: FileDigest), head: [UInt8]) {
        header.circumstances = circumstances
        header.head = Self.append(head, to: &bodies)
        _ = number(ofFile: source.path, source.file)
    }

    /// Adds a target; those that it is made from are given by their numbers, in the order of adding.
    ///
    /// - Parameters:
    ///   - files: The files that it reads, and their versions; nil for one that does not exist.
    ///   - output: Its output, where it has one.
    package mutating func add(
        _ name: String, kind: Int, inputs: [Int], files: [(path: String, file: FileDigest?)],
        output: (path: String, file: FileDigest)?, body: [UInt8]
    ) {
        let inputSpan = Self.append(inputs.map { UInt32($0) }, to: &links)
        let read = files.map { number(ofFile: $0.path, $0.file) }
        let written = output.map { number(ofFile: $0.path, $0.file) }
        let fileSpan = Self.append(read + [written].compactMap(\.self), to: &links)
        targets.append(
            LedgerTarget(
                name: text(name), inputs: inputSpan, files: fileSpan, body: Self.append(body, to: &bodies),
                kind: UInt32(kind), hasOutput: output == nil ? 0 : 1))
    }

    /// The whole ledger, sealed.
    package consuming func sealed() -> Ledger {
        header.targets = targets.count
        header.links = links.count
        header.files = files.count
        header.texts = texts.count
        header.bodies = bodies.count
        var bytes: [UInt8] = []
        withUnsafeBytes(of: header) { bytes.append(contentsOf: $0) }
        targets.withUnsafeBytes { bytes.append(contentsOf: $0) }
        files.withUnsafeBytes { bytes.append(contentsOf: $0) }
        links.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: texts)
        bytes.append(contentsOf: bodies)
        return Ledger(sealing: bytes)
    }

    private mutating func number(ofFile path: String, _ file: FileDigest?) -> UInt32 {
        if let number = fileNumbers[path] { return number }
        let number = UInt32(files.count)
        fileNumbers[path] = number
        files.append(LedgerFile(path: text(path), file))
        return number
    }

    /// A text, ended by a NUL: system calls take it as it lies.
    private mutating func text(_ text: String) -> LedgerSpan {
        let span = Self.append(text.utf8, to: &texts)
        texts.append(0)
        return span
    }

    private static func append<Element>(
        _ elements: some Collection<Element>, to section: inout [Element]
    ) -> LedgerSpan {
        defer { section.append(contentsOf: elements) }
        return LedgerSpan(start: UInt32(section.count), count: UInt32(elements.count))
    }
}

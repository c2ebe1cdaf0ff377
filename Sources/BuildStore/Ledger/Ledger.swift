package import BuildGraph

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the last build left, as one flat file: every target with its recipe, what it is made from, and the
/// versions of all files that this rests on.
///
/// It is a proof, and no record: where the files are still those versions, a target is up to date, and nobody
/// has to read a description, a database or a file to say so. Whatever is not proven takes the ordinary road. So
/// a ledger can be lost at any time, and only has to be right: it is sealed as a whole, holds in the same
/// circumstances only, and is removed before anything is recorded that it does not speak of.
package struct Ledger: Sendable {
    private var bytes: [UInt8]
    private let header: LedgerHeader
    private let sections: Sections

    /// Where each section begins.
    private struct Sections {
        let targets: Int
        let files: Int
        let links: Int
        let texts: Int
        let bodies: Int
        let end: Int

        /// Nil for sizes that no ledger has.
        init?(_ header: LedgerHeader) {
            let counts = [header.targets, header.files, header.links, header.texts, header.bodies]
            guard counts.allSatisfy({ 0...Int(UInt32.max) ~= $0 }) else { return nil }
            targets = MemoryLayout<LedgerHeader>.stride
            files = targets + header.targets * MemoryLayout<LedgerTarget>.stride
            links = files + header.files * MemoryLayout<LedgerFile>.stride
            texts = links + header.links * MemoryLayout<UInt32>.stride
            bodies = texts + header.texts
            end = bodies + header.bodies
        }
    }

    /// Reads the ledger of this place; nil where there is none, or none that holds in these circumstances.
    package init?(circumstances: Digest) { self.init(circumstances) }

    /// The ledger of this place, whether or not it still holds: for what need not be true, such as names to offer.
    package static var newest: Ledger? { Ledger(nil) }

    private init?(_ circumstances: Digest?) {
        guard let file = try? Descriptor(Workspace.ledger, O_RDONLY), let size = try? file.size(),
            size >= MemoryLayout<LedgerHeader>.stride, let bytes = try? file.contents(size: Int(size))
        else { return nil }
        let header = bytes.withUnsafeBytes { $0.loadUnaligned(as: LedgerHeader.self) }
        guard header.mark == LedgerHeader.mark,
            circumstances == nil || header.circumstances == circumstances,
            let sections = Sections(header), sections.end == bytes.count,
            Self.digest(of: bytes, header) == header.digest
        else { return nil }
        (self.bytes, self.header, self.sections) = (bytes, header, sections)
    }

    /// Whether there is one, whatever it is worth.
    package static var exists: Bool { FileIdentity.isThere(Workspace.ledger) }

    /// Removes the ledger: something is about to happen that it does not speak of.
    package static func remove() throws(StoreError) { try removeFile(Workspace.ledger) }

    init(sealing bytes: [UInt8]) {
        self.bytes = bytes
        var header = bytes.withUnsafeBytes { $0.loadUnaligned(as: LedgerHeader.self) }
        guard let sections = Sections(header), sections.end == bytes.count else {
            preconditionFailure("BUG: a ledger of \(bytes.count) bytes does not hold its sections")
        }
        header.digest = Self.digest(of: bytes, header)
        self.header = header
        self.sections = sections
        self.bytes.withUnsafeMutableBytes { $0.storeBytes(of: header, as: LedgerHeader.self) }
    }

    /// Puts it in its place: whole or not at all.
    package func keep() throws(StoreError) {
        let temporary = "\(Workspace.ledger).\(getpid())"
        do throws(StoreError) {
            try Descriptor(temporary, O_WRONLY | O_CREAT | O_TRUNC).write(bytes)
            try move(temporary, to: Workspace.ledger)
        } catch {
            try? removeFile(temporary)
            throw error
        }
    }

    private static func digest(of bytes: [UInt8], _ header: LedgerHeader) -> Digest {
        var header = header
        header.digest = Digest(high: 0, low: 0)
        var hasher = ContentHasher()
        withUnsafeBytes(of: header) { hasher.update($0) }
        bytes.withUnsafeBytes {
            hasher.update(UnsafeRawBufferPointer(rebasing: $0[MemoryLayout<LedgerHeader>.stride...]))
        }
        return hasher.digest
    }
}

// MARK: - What it holds

extension Ledger {
    package var count: Int { header.targets }

    /// The production without its targets, packed.
    package var head: [UInt8] { body(header.head) }

    package func name(of target: Int) -> String { text(self.target(target).name) }

    package func kind(of target: Int) -> Int { Int(self.target(target).kind) }

    /// The recipe, packed.
    package func body(of target: Int) -> [UInt8] { body(self.target(target).body) }

    /// The targets that it is made from.
    package func inputs(of target: Int) -> [Int] { links(self.target(target).inputs) }

    /// The output, and what it held; nil for a target that only checks.
    package func output(of target: Int) -> (path: String, content: Digest)? {
        let entry = self.target(target)
        guard entry.hasOutput == 1, let number = links(entry.files).last else { return nil }
        let file = file(number)
        return (text(file.path), file.digest)
    }

    /// The files that a target would look at if they existed, and that did not.
    package func absentFiles(of target: Int) -> [String] {
        links(self.target(target).files).map(file).filter { $0.exists == 0 }.map { text($0.path) }
    }

    /// Whether there are such files at all.
    package var hasAbsentFiles: Bool { (0..<header.files).contains { file($0).exists == 0 } }

    /// The file that the description came from, and the version of it.
    package var source: (path: String, file: FileDigest?) {
        let file = file(0)
        return (text(file.path), file.known)
    }

    /// The paths of everything that the target reads and writes.
    package func paths(of target: Int) -> [String] {
        links(self.target(target).files).map { text(file($0).path) }
    }

    /// The same ledger with newer versions of some files.
    package func updated(with news: [String: FileDigest]) -> Ledger {
        var bytes = bytes
        for number in 0..<header.files {
            var file = file(number)
            guard file.exists == 1, let newer = news[text(file.path)] else { continue }
            file = LedgerFile(path: file.path, newer)
            let place = sections.files + number * MemoryLayout<LedgerFile>.stride
            bytes.withUnsafeMutableBytes { $0.storeBytes(of: file, toByteOffset: place, as: LedgerFile.self) }
        }
        return Ledger(sealing: bytes)
    }

    private func target(_ number: Int) -> LedgerTarget { load(sections.targets, number) }

    private func file(_ number: Int) -> LedgerFile { load(sections.files, number) }

    private func load<Entry: BitwiseCopyable>(_ section: Int, _ number: Int) -> Entry {
        bytes.withUnsafeBytes {
            $0.loadUnaligned(
                fromByteOffset: section + number * MemoryLayout<Entry>.stride, as: Entry.self)
        }
    }

    private func links(_ span: LedgerSpan) -> [Int] {
        span.range.map { number in
            let link: UInt32 = load(sections.links, number)
            return Int(link)
        }
    }

    private func text(_ span: LedgerSpan) -> String {
        String(decoding: bytes[sections.texts..<sections.bodies][offset: span.range], as: UTF8.self)
    }

    private func body(_ span: LedgerSpan) -> [UInt8] {
        Array(bytes[sections.bodies..<sections.end][offset: span.range])
    }
}

extension ArraySlice {
    fileprivate subscript(offset range: Range<Int>) -> ArraySlice {
        self[startIndex + range.lowerBound..<startIndex + range.upperBound]
    }
}

// MARK: - What it proves

extension Ledger {
    /// Which targets cannot be taken as up to date: a file of theirs is not the version that was current, or
    /// something that they are made from is in question.
    ///
    /// - Parameters:
    ///   - selection: Whether to look at each target.
    ///   - names: Targets that are in question whatever their files are.
    package func questioned(among selection: [Bool], because names: Set<String> = []) -> [Bool] {
        var questioned = [Bool](repeating: false, count: count)
        bytes.withUnsafeBytes { bytes in
            let reader = LedgerReader(
                bytes: bytes, targets: sections.targets, files: sections.files, links: sections.links,
                texts: sections.texts)
            // What came of the files that were looked at: several targets may read one.
            var looked = [Bool?](repeating: nil, count: header.files)
            var lookups = FileLookups()
            func isProven(_ file: Int) -> Bool {
                if let known = looked[file] { return known }
                let isProven = reader.isProven(file, &lookups)
                looked[file] = isProven
                return isProven
            }
            // What it is made from comes before a target.
            for target in 0..<count where selection[target] {
                let entry = reader.target(target)
                questioned[target] =
                    reader.links(entry.inputs).contains { questioned[$0] }
                    || reader.links(entry.files).contains { !isProven($0) }
                    || !names.isEmpty && names.contains(name(of: target))
            }
        }
        return questioned
    }

    /// These targets and everything that they are made from.
    package func closure(of targets: [Bool]) -> [Bool] {
        var closure = targets
        for target in (0..<count).reversed() where closure[target] {
            for input in inputs(of: target) { closure[input] = true }
        }
        return closure
    }

    /// The targets of these names; nil where there is none of one of them.
    package func find(_ names: [String]) -> [Bool]? {
        var missing = Set(names)
        var found = [Bool](repeating: false, count: count)
        for target in 0..<count where missing.remove(name(of: target)) != nil {
            found[target] = true
        }
        return missing.isEmpty ? found : nil
    }
}

/// The ledger's entries where they lie: a production of a hundred thousand targets is gone through in one sweep.
private struct LedgerReader {
    let bytes: UnsafeRawBufferPointer
    let targets: Int
    let files: Int
    let links: Int
    let texts: Int

    func target(_ number: Int) -> LedgerTarget {
        bytes.loadUnaligned(
            fromByteOffset: targets + number * MemoryLayout<LedgerTarget>.stride, as: LedgerTarget.self)
    }

    func links(_ span: LedgerSpan) -> some Sequence<Int> {
        span.range.lazy.map { number in
            Int(bytes.loadUnaligned(fromByteOffset: links + number * 4, as: UInt32.self))
        }
    }

    /// Whether a file's stat alone proves that it is as it was.
    func isProven(_ number: Int, _ lookups: inout FileLookups) -> Bool {
        let file = bytes.loadUnaligned(
            fromByteOffset: files + number * MemoryLayout<LedgerFile>.stride, as: LedgerFile.self)
        guard let path = bytes.baseAddress?.advanced(by: texts + Int(file.path.start)) else { return false }
        let found = lookups.look(at: path.assumingMemoryBound(to: CChar.self), length: Int(file.path.count))
        switch (found, file.known) {
        case (.file(let identity), .some(let known)): return known.isProven(by: identity)
        case (.nothing, .none): return true
        default: return false
        }
    }
}

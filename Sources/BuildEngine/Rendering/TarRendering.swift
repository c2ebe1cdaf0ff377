internal import Archives
internal import BuildGraph
internal import BuildStore

/// Packs a tar with zstd: the delivery sheet first, so that who receives the stream can check what follows, then
/// the members by their names. One worker streams it; the others look at files for the sheet before.
struct TarRendering: Sendable {
    let job: Job
    let temporary: String
    let isCancelled: @Sendable () -> Bool

    func work() throws -> Work {
        guard let sheet = job.sheet else { return .finished(try product(sheet: [])) }
        return .pieces(sheet.pieces(isCancelled)) { made in
            let found = made.compactMap(\.sheeted)
            var product = try product(sheet: sheet.sheet(found, job.timeline).members)
            product.asides = found.map { Aside(content: $0.content, news: $0.news) }
            return .finished(product)
        }
    }

    private func product(sheet: [(name: String, bytes: [UInt8])]) throws -> Product {
        let inputs = job.inputs.sorted { $0.memberName.utf8.lexicographicallyPrecedes($1.memberName.utf8) }
        let content = try write(sheet, inputs)
        try readBack(
            sheet.map { ($0.name, Digest(of: $0.bytes)) } + inputs.map { ($0.memberName, $0.content) })
        var product = try Examination(job: job, path: temporary, known: [], isCancelled: isCancelled)
            .product()
        product.temporary = temporary
        product.content = content
        product.notes = [counted(inputs.count, "member")]
        return product
    }

    private func write(
        _ sheet: [(name: String, bytes: [UInt8])], _ inputs: [JobInput]
    ) throws -> FileDigest {
        guard case .tar(let level) = job.target.recipe.archiveForm else {
            preconditionFailure("BUG: '\(job.target.name)' is no tar")
        }
        let hash = WrittenHash()
        var writer = try TarWriter(path: temporary, level: level) { hash.update($0) }
        for (name, bytes) in sheet { try writer.add(name: name, bytes: bytes) }
        for input in inputs {
            if isCancelled() { throw Interrupted() }
            try writer.add(name: input.memberName, from: input.path, isCancelled: isCancelled)
        }
        try writer.finish()
        guard let content = try FileDigest.written(temporary, hash) else {
            throw StoreError.changed(path: temporary)
        }
        return content
    }

    /// What was packed has to unpack to what it was made from, before it counts as built.
    private func readBack(_ expected: [(name: String, content: Digest)]) throws {
        var reader = try TarReader(path: temporary)
        var found: [(name: String, content: Digest)] = []
        while let entry = try reader.next() {
            if isCancelled() { throw Interrupted() }
            let hash = WrittenHash()
            try reader.read(entry) { hash.update($0) }
            found.append((entry.name, hash.digest))
        }
        guard found.elementsEqual(expected, by: { $0.name == $1.name && $0.content == $1.content }) else {
            throw RenderError(
                "the archive does not hold what was packed: run again, and report it if it stays")
        }
    }
}

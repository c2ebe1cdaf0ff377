internal import BuildGraph
internal import Signal

/// What the delivery sheet of an archive is made from, as a part of the archive's job.
struct SheetJob: Sendable {
    /// The name of the production.
    let production: String
    let key: String?
    /// In the order of their names.
    let files: [SheetedFile]

    /// The files whose form the members' verdicts speak of: those that a master among them is mixed from.
    var judgedInputs: [JobInput] { files.flatMap(\.job.judgedInputs) }

    /// Each file is looked at by itself, by any worker.
    func pieces(_ isCancelled: @escaping @Sendable () -> Bool) -> [@Sendable () throws -> Piece] {
        files.map { file in { .sheeted(try file.examine(isCancelled)) } }
    }

    /// The sheet, from what all pieces found.
    func sheet(_ found: [SheetedFile.Found], _ timeline: Timeline) -> DeliverySheet {
        DeliverySheet(production, key: key, timeline, files: found.map(\.file))
    }
}

extension DeliverySheet {
    /// The two files that it is in an archive, in the order of their names.
    var members: [(name: String, bytes: [UInt8])] { [(Self.tableName, table), (Self.jsonName, json)] }
}

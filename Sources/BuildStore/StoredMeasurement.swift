package import BuildGraph

/// A number that was measured on some bytes, or why it could not be.
package struct StoredMeasurement: Equatable, Sendable {
    package let metric: String
    /// Nil where it could not be measured. SQLite keeps no NaN, so a NaN comes back as nil.
    package let value: Double?
    package let reason: String

    package init(metric: String, value: Double?, reason: String) {
        self.metric = metric
        self.value = value
        self.reason = reason
    }
}

extension StateStore {
    /// What was measured on bytes of this digest.
    package func measurements(of output: Digest) -> [StoredMeasurement] {
        var measurements: [StoredMeasurement] = []
        let sql = "SELECT metric, value, reason, seal FROM measurements WHERE output = ? ORDER BY metric"
        try? read(sql, [.digest(output)]) { row in
            let measurement = StoredMeasurement(metric: row.text(0), value: row.real(1), reason: row.text(2))
            if row.integer(3) == measurement.seal(of: output) { measurements.append(measurement) }
        }
        return measurements
    }
}

extension StoredMeasurement {
    func put(of output: Digest, into database: borrowing Database) throws(StoreError) {
        try database.run(
            "REPLACE INTO measurements (output, metric, value, reason, seal) VALUES (?, ?, ?, ?, ?)",
            [
                .digest(output), .text(metric), value.map(SQLValue.real) ?? .null, .text(reason),
                .integer(seal(of: output)),
            ])
    }

    /// A gate is judged by it: see `seal`.
    fileprivate func seal(of output: Digest) -> Int64 {
        // As SQLite gives it back: no NaN, and no negative zero.
        let number = value.flatMap { $0.isNaN ? nil : "\(($0 + 0).bitPattern)" }
        return BuildStore.seal([output.hexadecimal, metric, number ?? "none", reason])
    }
}

package import BuildGraph

/// A number that was measured on some bytes, or why it could not be.
package struct StoredMeasurement: Equatable, Sendable {
    package let metric: String
    /// Nil where it could not be measured. SQLite keeps no NaN, so a NaN comes back as nil.
    package let value: Double?
    package let reason: String
    /// Where it lies: the first frame, how many, and the channel; nil where that is not said.
    package let frame: Int?
    package let length: Int?
    package let channel: Int?

    package init(
        metric: String, value: Double?, reason: String, frame: Int? = nil, length: Int? = nil,
        channel: Int? = nil
    ) {
        self.metric = metric
        self.value = value
        self.reason = reason
        self.frame = frame
        self.length = length
        self.channel = channel
    }
}

extension StateStore {
    /// What was measured on bytes of this digest.
    package func measurements(of output: Digest) -> [StoredMeasurement] {
        var measurements: [StoredMeasurement] = []
        let condition = "WHERE output = ? ORDER BY metric"
        try? rows(of: .measurements, condition, [.digest(output)]) { row in
            measurements.append(
                StoredMeasurement(
                    metric: row.text(1), value: row.real(2), reason: row.text(3), frame: row.whole(4),
                    length: row.whole(5), channel: row.whole(6)))
        }
        return measurements
    }
}

extension StoredMeasurement {
    func put(of output: Digest, into database: borrowing Database) throws(StoreError) {
        try database.put(
            [
                .digest(output), .text(metric), .number(value), .text(reason), .whole(frame), .whole(length),
                .whole(channel),
            ], into: .measurements)
    }
}

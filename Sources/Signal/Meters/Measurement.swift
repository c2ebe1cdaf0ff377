/// What a meter found: one number, or the reason why there is none.
///
/// Measurements are stored raw and judged later, so that an edited threshold needs no second reading.
package struct Measurement: Equatable, Sendable {
    package enum Value: Equatable, Sendable {
        /// In the unit of the metric. Only a level in decibels may be −∞, and only for digital silence:
        /// an upper bound holds for silence, a lower bound does not.
        case number(Double)
        /// The signal does not allow the measurement; the text says why, in a user's words.
        case unmeasurable(String)
    }

    /// The name of the metric, as ``Metric/name`` gives it.
    package var metric: String
    package var value: Value
    /// Where the extreme lies that the value tells of; nil where there is none or it is everywhere.
    package var place: Place?

    package init(metric: String, value: Value, place: Place? = nil) {
        self.metric = metric
        self.value = value
        self.place = place
    }
}

/// Something that listens to a whole programme and then says what it heard.
///
/// Blocks come in order, from the first frame to the last, all of one number of channels; how the programme
/// is cut into blocks does not change the result.
package protocol Meter {
    mutating func measure(_ block: borrowing Block)

    /// To be called once, after the last block.
    mutating func finish() -> [Measurement]
}

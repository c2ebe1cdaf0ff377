/// One minimum requirement of a standard: a signal, and what a meter has to read from it.
package struct ConformanceCase: Sendable {
    /// `EBU Tech 3341`.
    package let standard: String
    /// Its number in the standard's table.
    package let number: Int
    /// The signal and what is read from it.
    package let what: String
    package let unit: String
    /// How far the reading may lie from what is expected, in the unit.
    package let tolerance: ClosedRange<Double>
    let procedure: Procedure

    /// How the readings come about.
    enum Procedure: Sendable {
        /// At the end of one signal, of each metric.
        case atEnd(TestSignal, [Metric.Kind], expected: Double)
        /// Each time that the meter shows another value, from some second on.
        case steadily(TestSignal, Metric.Kind, expected: Double, from: Double)
        /// At the end of each of several signals.
        case each([TestSignal], Metric.Kind, expected: Double)
        /// The maximum so far, after each of the parts of one signal.
        case rising([TestSignal], Metric.Kind, expected: [Double])
    }

    /// What a meter read, of all readings the one that is farthest from what is expected.
    package struct Reading: Equatable, Sendable {
        package let expected: Double
        /// Nil where it could not be measured.
        package let found: Double?

        package init(expected: Double, found: Double?) {
            self.expected = expected
            self.found = found
        }

        /// How far it is off; infinitely where there is no reading.
        package var error: Double { found.map { $0 - expected } ?? .infinity }
    }

    /// Makes the signal and measures it, block by block.
    package func measure() -> Reading {
        let readings: [Reading] =
            switch procedure {
            case .atEnd(let signal, let kinds, let expected):
                kinds.map { Reading(expected: expected, found: MeterRun.value(of: $0, in: signal)) }
            case .steadily(let signal, let kind, let expected, let start):
                MeterRun.readings(of: kind, in: signal, from: start).map {
                    Reading(expected: expected, found: $0)
                }
            case .each(let signals, let kind, let expected):
                signals.map { Reading(expected: expected, found: MeterRun.value(of: kind, in: $0)) }
            case .rising(let parts, let kind, let expected):
                zip(expected, MeterRun.maxima(of: kind, after: parts)).map {
                    Reading(expected: $0, found: $1)
                }
            }
        // What cannot be read at all is the farthest.
        return readings.max { abs($0.error) < abs($1.error) } ?? Reading(expected: .nan, found: nil)
    }

    package func holds(_ reading: Reading) -> Bool { tolerance.contains(reading.error) }
}

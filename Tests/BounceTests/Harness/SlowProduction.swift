import Foundation

extension JSON {
    /// A stem that takes its time: at most a few seconds, and long enough to be caught at it. A machine that
    /// is through before it is caught tries a longer one.
    static func slow(_ name: String, _ instrument: JSON = .noise(), seconds: Double) -> JSON {
        let filter: JSON = ["rule": "lowpass", "frequency": 3_000, "order": 16]
        return .stem(
            name, instrument,
            more: [
                "duration": ["seconds": .number(seconds)],
                "effects": .list(Array(repeating: filter, count: 12)),
            ])
    }
}

/// The lengths of a slow stem to try, in seconds.
let slowLengths = [20.0, 80, 320, 1_280]

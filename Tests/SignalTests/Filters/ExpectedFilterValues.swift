import Foundation
import Testing

@testable import Signal

/// A filter whose output scipy computed; see `Expected/filters.py`.
struct FilterCase: CustomTestStringConvertible {
    let name: String
    let response: Butterworth.Response
    let order: Int

    var testDescription: String { name }

    var sections: [Biquad] { Butterworth.sections(response, order: order, sampleRate: 48000) }

    static let all = [
        FilterCase(name: "lowpass-1-8000", response: .lowpass(8000), order: 1),
        FilterCase(name: "lowpass-2-1000", response: .lowpass(1000), order: 2),
        FilterCase(name: "lowpass-4-8000", response: .lowpass(8000), order: 4),
        FilterCase(name: "lowpass-5-20000", response: .lowpass(20000), order: 5),
        FilterCase(name: "lowpass-16-12000", response: .lowpass(12000), order: 16),
        FilterCase(name: "lowpass-4-100", response: .lowpass(100), order: 4),
        FilterCase(name: "highpass-1-500", response: .highpass(500), order: 1),
        FilterCase(name: "highpass-3-2000", response: .highpass(2000), order: 3),
        FilterCase(name: "highpass-4-20", response: .highpass(20), order: 4),
        FilterCase(name: "highpass-16-6000", response: .highpass(6000), order: 16),
        FilterCase(name: "bandpass-1-200-9000", response: .bandpass(200, 9000), order: 1),
        FilterCase(name: "bandpass-2-300-3400", response: .bandpass(300, 3400), order: 2),
        FilterCase(name: "bandpass-3-50-15000", response: .bandpass(50, 15000), order: 3),
        FilterCase(name: "bandpass-8-4000-6000", response: .bandpass(4000, 6000), order: 8),
        FilterCase(name: "bandpass-16-100-8000", response: .bandpass(100, 8000), order: 16),
    ]
}

/// The numbers of one file of expected values.
func expectedFilterValues(_ name: String) throws -> [Double] {
    let file = try #require(
        Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Expected/filters"),
        "Expected/filters/\(name).txt is missing: run Expected/filters.py")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    try #require(lines.first.map(String.init) == name)
    return try lines.dropFirst().map { try #require(Double($0), "\(name): not a number: \($0)") }
}

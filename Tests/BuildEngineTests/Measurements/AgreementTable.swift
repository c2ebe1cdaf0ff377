import Foundation
import Signal
import TargetDescription
import Testing

@testable import BuildEngine

/// How far measurements were from their references, gate by gate: `docs/gates.md`.
struct AgreementTable {
    private struct Row {
        var measured = 0
        var reasons = 0
        var error = 0.0
        var tolerance = 0.0
    }

    private var rows: [String: Row] = [:]

    mutating func add(_ measurement: Measurement, _ agreement: Agreement, of file: RandomFile) {
        let metric = Self.row(measurement.metric, file)
        var row = rows[metric, default: Row()]
        if let error = agreement.error {
            row.measured += 1
            row.error = max(row.error, error)
            row.tolerance = max(row.tolerance, agreement.tolerance)
        } else {
            row.reasons += 1
        }
        rows[metric] = row
    }

    /// The octaves share a row, and so do all grids; what has two references has two.
    private static func row(_ metric: String, _ file: RandomFile) -> String {
        switch metric {
        case _ where metric.hasPrefix("band."): "band"
        case _ where metric.hasPrefix("onset-distance"): "onset-distance"
        case "true-peak" where References.interpolates(file): "true-peak, interpolated"
        default: metric
        }
    }

    /// The header of a file is what was written.
    mutating func addForm(_ isSame: Bool) {
        for metric in ["format", "duration"] {
            var row = rows[metric, default: Row()]
            row.measured += 1
            row.error = isSame ? row.error : .infinity
            rows[metric] = row
        }
    }

    private static let plain = "a plain sum over all samples"
    private static let oracle = "libebur128 1.2.6"

    /// Each gate, the measurement that it judges, what that is held against, and its unit.
    private static let gates: [(gate: String, metric: String, reference: String)] = [
        ("format", "format", "what was written"), ("duration", "duration", "what was written"),
        ("peak", "peak", plain), ("true-peak", "true-peak", oracle),
        ("true-peak", "true-peak, interpolated", "a Fourier transform of the whole file"),
        ("loudness", "loudness", oracle), ("momentary", "momentary-max", oracle),
        ("short-term", "short-term-max", oracle), ("loudness-range", "loudness-range", oracle),
        ("clipping", "clipping", plain),
        ("dc-offset", "dc-offset", plain), ("silence", "silence.longest", plain),
        ("silence", "silence.leading", plain), ("silence", "silence.trailing", plain), ("rms", "rms", plain),
        ("crest", "crest", plain), ("noise-floor", "noise-floor", plain), ("phase", "correlation", plain),
        ("mono-loss", "mono-loss", plain), ("finite", "finite", plain), ("denormal", "denormal", plain),
        ("band", "band", "plain transforms of the same windows"),
        ("onsets", "onset-distance", "the definition, over all samples"), ("sum", "residual", plain),
    ]

    private static let units = [
        "residual": "dB", "band": "dBFS", "true-peak, interpolated": "dBTP",
    ]

    /// Gates with other evidence: the tests that have it.
    private static let elsewhere: [(gate: String, why: String)] = [
        ("aligned", "headers, to the frame"), ("file-name", "a table of names"),
        ("survives", "judges what other rows measure, on what the codec left"),
        ("limit", "judges what other rows measure"), ("matches", "judges what other rows measure"),
        ("preset", "judges what other rows measure"),
    ]

    private static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }

    /// The page is complete, and says of each gate what was found; errors may differ in their digits from one library
    /// to the next, and never exceed the tolerance.
    func checkPage() throws {
        let named = Set(Self.gates.map(\.gate) + Self.elsewhere.map(\.gate))
        #expect(named == Set(Catalogue.names(in: .gate)))
        let url = Self.root.appending(path: "docs/gates.md")
        if ProcessInfo.processInfo.environment["BOUNCE_RECORD"] != nil {
            try page.write(to: url, atomically: true, encoding: .utf8)
        }
        let found = try String(contentsOf: url, encoding: .utf8)
        // BOUNCE_RECORD=1 writes it.
        #expect(Self.withoutErrors(found) == Self.withoutErrors(page))
    }

    private static func withoutErrors(_ page: String) -> [String] {
        page.split(separator: "\n").map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            return cells.count == 9
                ? cells.enumerated().filter { $0.offset != 5 }.map { String($1) }.joined() : String(line)
        }
    }

    private var page: String {
        let lines = Self.gates.map { gate, metric, reference in
            let row = rows[metric] ?? Row()
            let unit = Self.units[metric] ?? Metric(name: metric)?.unit ?? ""
            return
                "| `\(gate)` | \(metric) | \(reference) | \(text(row.tolerance)) \(unit) | \(text(row.error)) | \(row.measured) | \(row.reasons) |"
        }
        let others = Self.elsewhere.map { "| `\($0.gate)` | \($0.why) |" }
        return """
            # How far the gates can be trusted

            A hundred random files (WAV, AIFF, FLAC; integers and floats; 8 to 192 kHz; 1 to 8 channels; from no frame to
            ten minutes; from silence to beyond full scale) are written, measured as `bounce measure` does, and held against
            what is computed plainly over all their samples, or read by libebur128. The last two columns: how many of the
            files could be measured, and how many say why not, as they should. A test makes this table, and fails where an
            error exceeds its tolerance.

            | gate | measures | against | tolerance | largest error | measured | with a reason |
            | --- | --- | --- | --- | --- | --- | --- |
            \(lines.joined(separator: "\n"))

            The true peak is above libebur128's, which oversamples less and reads up to 0.69 dB low; it is compared below
            96 kHz. From there on the wave is held against one that a Fourier transform of the whole file draws: noise up to
            half of the rate is part of that, and most of the difference. Of tones up to 0.42 of the rate, at 96 to 192 kHz,
            the meter reads the true peak within 0.17 dB. Momentary and short-term loudness are also held against EBU Tech
            3341, the range against EBU Tech 3342 (`bounce selftest`); all meters against numpy and scipy, on a hundred
            random programmes (`ReferenceAgreementTests`). Where 10 ms are no whole number of frames, libebur128's windows
            are longer than ours, which is all that is seen in the errors of the loudest windows.

            | gate | evidence |
            | --- | --- |
            \(others.joined(separator: "\n"))

            """
    }

    private func text(_ number: Double) -> String {
        if number == 0 { return "0" }
        let digits = String(format: "%.1e", number)
        return number >= 0.01 ? String(format: "%.2f", number) : digits
    }
}

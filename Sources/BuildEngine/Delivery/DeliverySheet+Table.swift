internal import TargetDescription

extension DeliverySheet {
    private static let columns = [
        "record", "name", "start_frame", "end_frame", "frames", "start_seconds", "end_seconds", "seconds",
        "container", "encoding", "sample_rate_hz", "channels", "bytes", "sha256", "xxh3_128", "loudness_lufs",
        "true_peak_dbtp", "sample_peak_dbfs", "tempo_bpm", "key", "gates_passed", "gates",
    ]

    /// The sheet as a table (RFC 4180): a row for the production, one for each section, one for each file.
    package var table: [UInt8] {
        let rows = [[productionCells], sections.map(\.cells), files.map(\.cells)].joined()
        var text = Self.line(Self.columns)
        for cells in rows { text += Self.line(Self.columns.map { cells[$0] ?? "" }) }
        return [UInt8](text.utf8)
    }

    private var productionCells: [String: String] {
        [
            "record": "production", "name": cell(production.name), "frames": "\(production.frames)",
            "seconds": plain(production.seconds), "sample_rate_hz": "\(production.sampleRate)",
            "tempo_bpm": plain(production.tempo), "key": cell(production.key ?? ""),
        ]
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}

/// A text of somebody's, which a spreadsheet must not take for a formula (OWASP, "CSV Injection").
private func cell(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) else {
        return text
    }
    return "'" + text
}

extension DeliverySheet.Section {
    fileprivate var cells: [String: String] {
        [
            "record": "section", "name": cell(name), "start_frame": "\(startFrame)",
            "end_frame": "\(endFrame)",
            "frames": "\(endFrame &- startFrame)", "start_seconds": plain(startSeconds),
            "end_seconds": plain(endSeconds), "seconds": decimal(endSeconds - startSeconds, 6),
        ]
    }
}

extension DeliverySheet.File {
    fileprivate var cells: [String: String] {
        var cells = [
            "record": "file", "name": cell(name), "bytes": "\(bytes)", "sha256": cell(sha256),
            "xxh3_128": cell(xxh3),
            "gates_passed": "\(gates.count(where: \.passed)) of \(gates.count)",
            "gates": cell(
                gates.map {
                    "\($0.gate): expected \($0.expected), found \($0.found)\($0.passed ? "" : " (broken)")"
                }
                .joined(separator: "; ")),
        ]
        if let audio { cells.merge(audio.cells) { first, _ in first } }
        return cells
    }
}

extension DeliverySheet.Audio {
    fileprivate var cells: [String: String] {
        [
            "container": cell(container), "encoding": cell(encoding), "sample_rate_hz": "\(sampleRate)",
            "channels": "\(channels)", "start_frame": "0", "end_frame": "\(frames)", "frames": "\(frames)",
            "start_seconds": "0", "end_seconds": plain(seconds), "seconds": plain(seconds),
            "loudness_lufs": level(loudnessLUFS), "true_peak_dbtp": level(truePeakDBTP),
            "sample_peak_dbfs": level(samplePeakDBFS),
        ]
    }

    private func level(_ level: Double?) -> String { level.map { decimal($0, 2) } ?? "" }
}

internal import BuildEngine
internal import Signal
internal import SoundFiles

/// The lines of `measure`.
enum MeasurementText {
    /// The file, then a line for each measurement: name, value, unit, where.
    static func lines(_ file: MeasuredFile) -> [String] {
        let width = file.measurements.map(\.metric.count).max() ?? 0
        return [head(file)] + file.measurements.map { "  \(line($0, file, width))" }
    }

    private static func head(_ file: MeasuredFile) -> String {
        guard let info = file.info else { return file.path }
        return Terminal.paint(file.path, .bold)
            + ": \(decimal(info.seconds, 3)) s, \(info.sampleRate) Hz, \(info.channels) ch, \(info.encodingName) \(info.containerName)"
    }

    private static func line(_ measurement: Measurement, _ file: MeasuredFile, _ width: Int) -> String {
        let name = StatusText.padded(measurement.metric, width)
        guard case .number(let number) = measurement.value else {
            guard case .unmeasurable(let reason) = measurement.value else { return name }
            return "\(name)  \(Terminal.paint("–  \(reason)", .dim))"
        }
        let metric = Metric(name: measurement.metric)
        let value = [decimal(number, metric?.places ?? 2), metric?.unit ?? ""].filter { !$0.isEmpty }
            .joined(separator: " ")
        guard let position = file.position(of: measurement) else { return "\(name)  \(value)" }
        return "\(name)  \(StatusText.padded(value, 14)) \(Terminal.paint(position.text, .dim))"
    }
}

/// A verdict as a person reads it, wherever one is shown.
enum VerdictText {
    /// What was promised and found; for a broken one also by how much, where, and what to try.
    static func lines(_ verdict: Verdict, of name: String) -> [String] {
        let mark = verdict.holds ? Terminal.paint("✓", .green) : Terminal.paint("✗", .red)
        return ["  \(mark) \(verdict.summary)"] + (verdict.holds ? [] : rest(verdict, indent: "    "))
    }

    /// Where a broken one is broken, by how much, and what to try.
    static func rest(_ verdict: Verdict, indent: String) -> [String] {
        let lines = [("by: ", verdict.whereabouts), ("try: ", verdict.advice)]
        return lines.filter { !$0.1.isEmpty }.map { "\(indent)\($0.0)\($0.1)" }
    }
}

package import Signal
package import SoundFiles
package import TargetDescription

/// A file from anywhere, with all that can be measured of it.
package struct MeasuredFile: Sendable {
    package let path: String
    /// What its header says; nil where it could not be read.
    package var info: SoundInfo?
    package var measurements: [Measurement] = []
    /// What a preset says of it.
    package var verdicts: [Verdict] = []
    /// Why it could not be read to its end, and how the command is to end for it.
    package var problem: (words: String, exit: ExitStatus)?

    package var passed: Bool { problem == nil && verdicts.allSatisfy(\.holds) }

    /// Where a measurement was found.
    package func position(of measurement: Measurement) -> Position? {
        guard let place = measurement.place, let info else { return nil }
        return Position(place, sampleRate: info.sampleRate, channels: info.channels, nil)
    }

    /// Reads a file once, from its first frame to its last, and takes every measurement.
    ///
    /// - Parameters:
    ///   - grid: What onsets are held against: `120/4`, beats per minute and lines a beat. Without one they are not
    ///     measured.
    ///   - preset: What to judge it by.
    package init(_ path: String, grid: String?, preset: Preset?) throws(BuildError) {
        self.path = path
        let metrics = try Self.metrics(grid: grid)
        do {
            let reader = try SoundReader(path: path)
            info = reader.info
            measurements = try reader.measurements(Set(metrics), known: []) { Interruption.isRequested }
        } catch is Interrupted {
            throw .interrupted
        } catch let error as SoundFileError where error.problem == .missing {
            problem = (error.description, .refused)
        } catch {
            let failing = Failing(error)
            problem = (failing.message, failing.exit)
        }
        guard problem == nil, let preset else { return }
        verdicts = try judge(by: preset)
    }

    private func judge(by preset: Preset) throws(BuildError) -> [Verdict] {
        let evidence = Evidence(
            fileName: String(path.split(separator: "/").last ?? ""), info: info, measurements: measurements)
        do {
            return try GateTable.unit(preset.recipe(line: 0), .none).judge(evidence)
        } catch {
            preconditionFailure("BUG: the preset '\(preset.rawValue)' is refused: \(error.message)")
        }
    }

    private static func metrics(grid: String?) throws(BuildError) -> [Metric] {
        let plain = Metric.Kind.allCases.filter { $0 != .onsetDistance }.map { Metric(kind: $0) }
        guard let grid else { return plain }
        guard let onsets = Metric(name: "\(Metric.Kind.onsetDistance.rawValue)@\(grid)"), onsets.grid != nil
        else {
            throw .usage(
                "'\(grid)' is no grid: beats per minute and lines a beat, such as 120/4")
        }
        return plain + [onsets]
    }
}

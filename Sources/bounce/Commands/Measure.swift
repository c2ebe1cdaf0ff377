internal import ArgumentParser
internal import BuildEngine
internal import BuildGraph
internal import TargetDescription

/// `bounce measure FILE…`: everything that can be measured of any audio file, without a manifest.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure any audio files, and judge them by a delivery preset.",
        discussion: """
            Needs no manifest. Exit status: 3 when a file does not keep the preset, 1 when one cannot be read to \
            its end, 2 when one does not exist.
            """)

    @Argument(help: "The files.", completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp("Judge the files by this preset: see bounce presets.", valueName: "name"),
        completion: Completing.presets)
    var preset: String?

    @Option(
        help: ArgumentHelp(
            "Measure how far onsets lie from this grid: beats per minute and lines a beat, such as 120/4.",
            valueName: "tempo/lines"))
    var grid: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try common.enter()
        let preset = try preset.map { try Preset(named: $0) }
        var measured: [MeasuredFile] = []
        for file in files {
            let result = try MeasuredFile(file, grid: grid, preset: preset)
            if let problem = result.problem, !json { Terminal.complain(problem.words) }
            if result.problem == nil, !json { say(result) }
            measured.append(result)
        }
        if json { Terminal.say(JSON.line(MeasurementDocument(preset, measured))) }
        let problem = measured.lazy.compactMap(\.problem).first
        try Exit.unlessOK(problem?.exit ?? (measured.allSatisfy(\.passed) ? .ok : .gateFailed))
    }

    private func say(_ file: MeasuredFile) {
        if !common.quiet { for line in MeasurementText.lines(file) { Terminal.say(line) } }
        for verdict in file.verdicts where !common.quiet || !verdict.holds {
            for line in VerdictText.lines(verdict, of: file.path) { Terminal.say(line) }
        }
    }
}

extension Preset {
    /// The preset of that name, as `bounce presets` prints it.
    fileprivate init(named name: String) throws(BuildError) {
        if let preset = Preset(rawValue: name) {
            self = preset
            return
        }
        let names = Preset.allCases.map(\.rawValue)
        let hint = closest(to: name, among: names).map { "did you mean '\($0)'?" }
        throw .usage("'\(name)' is no preset: \(hint ?? names.joined(separator: ", "))")
    }
}

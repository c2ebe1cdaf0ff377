internal import BuildEngine
internal import BuildGraph
internal import BuildStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a template is to be written with, from options or from answers: each is checked in the same way.
enum TemplateAnswers {
    static func template(_ name: String) throws(BuildError) -> Template {
        if let template = Template(rawValue: name) { return template }
        let names = Template.allCases.map(\.rawValue)
        let hint = closest(to: name, among: names).map { "did you mean '\($0)'?" }
        throw .usage("there is no template '\(name.prefix(40))': \(hint ?? names.joined(separator: ", "))")
    }

    static func name(_ text: String) throws(BuildError) -> String {
        if let problem = fileNameProblem(text) { throw .usage("\(problem): give another name") }
        return text
    }

    static func tempo(_ text: String) throws(BuildError) -> Double {
        guard let tempo = Double(text), (1...1_000).contains(tempo) else {
            throw .usage("expected a tempo from 1 to 1000 beats per minute, found '\(text.prefix(40))'")
        }
        return tempo
    }

    /// The audio files of a directory, for a template. It has to have some.
    static func recordings(_ directory: String, for template: Template) throws(BuildError) -> FoundRecordings
    {
        let reserved =
            switch template {
            case .beat: BeatTemplate.names
            case .stems: [StemsTemplate.archive]
            case .podcast: PodcastTemplate.names
            case .starter, .production: [String]()
            }
        let found = try FoundRecordings(in: directory, reserved: reserved)
        guard found.all.isEmpty else { return found }
        let reasons = found.leftOut.prefix(3).map { "\n  left out \($0)" }.joined()
        throw .usage(
            "there is no audio file in \(directory == "." ? "this directory" : "'\(directory)'") to write '\(template.rawValue)' for: "
                + "put WAV, AIFF, FLAC, Ogg or MP3 files there, or name another directory with --recordings\(reasons)"
        )
    }

    /// Where recordings are looked for where nobody says; nil where they need not be, and nothing looks like it.
    static func usualDirectory(for template: Template) -> String? {
        let usual = ["recordings", "samples"].first { FileKind(at: $0) == .directory }
        return switch template.recordings {
        case .none: nil
        case .needed: usual ?? "."
        case .welcome: usual.flatMap { (try? FoundRecordings(in: $0))?.all.isEmpty == false ? $0 : nil }
        }
    }

    /// A name for the production: the template's, or that of the directory.
    static func usualName(of template: Template) -> String {
        if let name = template.usualName { return name }
        let directory = resolvedPath(".").flatMap { $0.split(separator: "/").last.map(String.init) }
        return directory.flatMap(TargetNaming.acceptable) ?? template.rawValue
    }
}

internal import BuildGraph
package import BuildStore

/// How a run of bounce ends, as its exit status; part of the interface.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case ok = 0
    case renderFailed = 1
    /// Wrong usage, or a wrong manifest.
    case refused = 2
    case gateFailed = 3
    /// `status --check` found something stale.
    case stale = 4
    case inputChanged = 5
    case locked = 6
    /// The machine: a full disk, a missing tool.
    case environment = 7
    case bug = 70
    case interrupted = 130
}

/// Something in a description that cannot stand, and where.
package struct Refusal: Error, Equatable, Sendable {
    /// The line of the manifest, or 0.
    package var line: Int
    /// The place in the description, such as `targets[3].effects[0].frequency`; empty where the line says it.
    package var path: String
    /// That place as a person knows it: `'bass', effect 1 (lowpass)`; empty where there is none.
    package var place: String
    package var message: String

    package init(line: Int = 0, path: String = "", place: String = "", _ message: String) {
        self.line = line
        self.path = path
        self.place = place
        self.message = message
    }

    /// The same, of a target: whoever reads it has to find that, also where no line says it.
    func of(target name: String, line: Int) -> Refusal {
        var refusal = self
        if refusal.line == 0 { refusal.line = line }
        if refusal.place.isEmpty, !message.contains("'\(name)'") { refusal.place = "'\(name)'" }
        return refusal
    }

    /// What is wrong, behind its place in the description where there is no line for it.
    package var words: String {
        [place, path, message].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// Why a command could not do what it was asked to.
package enum BuildError: Error, Equatable, Sendable {
    /// There is no manifest, under this path.
    case noManifest(String)
    /// The description, from this file, was refused.
    case refused(Refusal, file: String)
    /// The command was asked for something that does not exist or cannot be.
    case usage(String)
    /// The compiler refused the manifest; all of its words went to standard error.
    case notCompiled(file: String, CompilerMessage?)
    /// The manifest ended badly, or stated other than one production.
    case badManifest(file: String, String)
    /// Something on this machine is missing.
    case missingTool(String)
    case store(StoreError)
    /// The user asked to stop.
    case interrupted

    package var exit: ExitStatus {
        switch self {
        case .noManifest, .refused, .usage, .notCompiled, .badManifest: .refused
        case .missingTool: .environment
        case .interrupted: .interrupted
        case .store(.locked): .locked
        case .store(.changed): .inputChanged
        case .store(let error): error.isEnvironment ? .environment : .renderFailed
        }
    }

    package var message: String {
        switch self {
        case .noManifest(let path) where path != DescriptionSource.usualFile:
            "there is no \(path) here: look at -f, which names the file, and at -C, which goes to another directory first"
        case .noManifest(let path):
            "there is no \(path) here: `bounce init` writes one, -C goes to another directory, -f names another file"
        case .refused(let refusal, let file):
            "\(file)\(refusal.line > 0 ? ":\(refusal.line)" : ""): \(SwiftWords.words(of: refusal, from: file))"
        case .usage(let message): message
        case .notCompiled(let file, nil): "\(file) does not compile: see the compiler's messages above"
        case .notCompiled(let file, let first?):
            "\(file) does not compile: begin with the first of the compiler's messages above, in line \(first.line): \(first.words)\(first.hint.map { " (\($0))" } ?? "")"
        case .badManifest(let file, let message): "\(file): \(message)"
        case .missingTool(let message): message
        case .store(let error): error.message
        case .interrupted: "interrupted"
        }
    }
}

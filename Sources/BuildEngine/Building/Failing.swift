internal import Archives
internal import BuildStore
internal import SoundFiles

/// Why a target could not be made: the words, and the exit status that goes with them.
struct Failing {
    let exit: ExitStatus
    let message: String

    init(_ error: any Error) {
        switch error {
        case let error as StoreError: (exit, message) = (BuildError.store(error).exit, error.message)
        case let error as SoundFileError:
            (exit, message) = (error.isEnvironment ? .environment : .renderFailed, error.description)
        case let error as ArchiveError:
            (exit, message) = (error.isEnvironment ? .environment : .renderFailed, error.description)
        case let error as RenderError: (exit, message) = (.renderFailed, error.description)
        default: (exit, message) = (.renderFailed, "\(error)")
        }
    }
}

extension SoundFileError {
    /// Whether the machine is at fault: a full disk, an unreadable one.
    fileprivate var isEnvironment: Bool { if case .system = problem { true } else { false } }
}

extension ArchiveError {
    /// Whether the machine is at fault: a full disk, an unreadable one, a library that is not there.
    var isEnvironment: Bool {
        switch self {
        case .system, .missingLibrary: true
        default: false
        }
    }
}

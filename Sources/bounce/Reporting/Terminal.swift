internal import BuildEngine
internal import BuildStore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The two streams that a person reads. Nothing else in the project prints.
enum Terminal {
    private static let coloured = Atomic<Bool>(false)
    /// The error number of output that was lost, other than to a reader that went away; 0 where none was.
    private static let loss = Atomic<Int32>(0)

    /// Whether standard output is a terminal that somebody looks at, and that can draw lines anew.
    static let isInteractive =
        isatty(STDOUT_FILENO) == 1 && variable("TERM") != "dumb"
        && ["", "0", "false"].contains(variable("CI") ?? "")

    /// Whether what is written may hold more than ASCII. Files and pipes are UTF-8 everywhere; a terminal is what its
    /// locale says (POSIX, "Environment Variables": the first of these that is not empty).
    private static let isUnicode: Bool = {
        guard isatty(STDOUT_FILENO) == 1 else { return true }
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
        return ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
    }()

    /// How text is to be laid out now: a window may have another size each time.
    static var layout: Layout {
        guard isInteractive else { return Layout(columns: nil, isUnicode: isUnicode) }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return Layout(columns: 80, isUnicode: isUnicode)
        }
        return Layout(columns: max(20, Int(size.ws_col)), rows: Int(size.ws_row), isUnicode: isUnicode)
    }

    static func choose(_ choice: ColorChoice) {
        let isColoured =
            switch choice {
            case .always: true
            case .never: false
            case .auto: isInteractive && (variable("NO_COLOR") ?? "").isEmpty
            }
        coloured.store(isColoured, ordering: .relaxed)
    }

    static func say(_ text: String, terminator: String = "\n") {
        write(written(text) + terminator, to: STDOUT_FILENO)
    }

    /// Lines that begin with spaces; where the window is too narrow for one, it goes on under its text.
    static func say(folding lines: [String]) {
        guard !lines.isEmpty else { return }
        let layout = layout
        say(lines.flatMap { layout.lines(indented: $0) }.joined(separator: "\n"))
    }

    static func complain(_ text: String, prefix: String = "bounce: ") {
        write(prefix + written(text) + "\n", to: STDERR_FILENO)
    }

    private static func written(_ text: String) -> String { isUnicode ? text : layout.written(text) }

    /// Ends the process. A success whose output was lost is none: somebody counts on it.
    static func exit(_ status: ExitStatus) -> Never {
        let lost = loss.load(ordering: .relaxed)
        guard status == .ok, lost != 0 else { quit(status.rawValue) }
        complain("cannot write the output: \(errorText(lost))")
        quit(ExitStatus.environment.rawValue)
    }

    /// Text in a colour, where colours are shown.
    static func paint(_ text: String, _ colour: Colour) -> String {
        coloured.load(ordering: .relaxed) ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    enum Colour: Int {
        case bold = 1
        case dim = 2
        case red = 31
        case green = 32
        case yellow = 33
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                // A reader that went away (`bounce | head`) does not stop a build, and is no loss.
                if errno != EPIPE { loss.store(errno, ordering: .relaxed) }
                return
            }
            rest = rest.dropFirst(count)
        }
    }

    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func quit(_ status: Int32) -> Never { exit(status) }

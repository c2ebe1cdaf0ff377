internal import BuildEngine
internal import Synchronization

/// The lines at the bottom of a terminal that say what a build is doing, drawn anew ten times a second on a thread of
/// their own. What stays is printed above them.
///
/// The cursor rests at the beginning of the first of them. So everything below it is theirs, also after the window was
/// made narrower and the terminal broke the lines, and what a killed build leaves is covered by the next prompt.
final class LiveRegion: Sendable {
    /// Milliseconds. A shorter build shows nothing but its results.
    private static let interval: Int32 = 100

    /// Quick to take: workers wait for it. The terminal, which may be slow, is written to under the other lock.
    private let display: Mutex<BuildDisplay>
    private let isOver = Mutex(false)
    private let painter = Mutex<Painter?>(nil)
    private let started = ContinuousClock.now

    private struct Painter: ~Copyable {
        let bell: Bell
        let thread: JoinedThread
    }

    init(nameWidth: Int) { display = Mutex(BuildDisplay(nameWidth: nameWidth)) }

    deinit { end() }

    /// Takes an event, on any thread.
    func take(_ event: Event) {
        display.withLock { $0.take(event, at: now) }
        if case .targetStarted = event { begin() }
    }

    /// Prints lines that stay, above those that change.
    func say(_ lines: [String]) {
        isOver.withLock { isOver in
            guard TerminalCursor.isAway, !isOver else {
                return Terminal.say(lines.joined(separator: "\n"))
            }
            draw(below: lines)
        }
    }

    /// Takes the lines away.
    func end() {
        isOver.withLock { isOver in
            guard !isOver else { return }
            isOver = true
            TerminalCursor.bringBack()
        }
        painter.withLock { painter in
            painter?.bell.ring()
            // It is waited for.
            painter = nil
        }
    }

    private var now: Double {
        let elapsed = (ContinuousClock.now - started).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    private var isWanted: Bool { isOver.withLock { !$0 } }

    /// The thread starts with the first thing to show: a build that finds nothing to do has none.
    private func begin() {
        painter.withLock { painter in
            guard painter == nil else { return }
            let bell = Bell()
            let thread = JoinedThread { [unowned self] in
                // Without a pipe no bell rings: the flag alone says that it is over.
                while !bell.hasRung(within: Self.interval), isWanted {
                    isOver.withLock { if !$0 { draw(below: []) } }
                }
            }
            // Without a thread, what stays is all there is to see.
            if let thread { painter = Painter(bell: bell, thread: thread) }
        }
    }

    /// One write for each picture: nothing flickers.
    private func draw(below stays: [String]) {
        let layout = Terminal.layout
        let lines = display.withLock { display in
            display.isStopping = Interruption.isRequested
            return display.lines(at: now, layout)
        }
        guard !lines.isEmpty || TerminalCursor.isAway || !stays.isEmpty else { return }
        TerminalCursor.hide()
        // Erase to the end of each line, and of the screen after the last one; then back up (ECMA-48: EL, ED, CUU).
        var picture = TerminalCursor.hidden + "\r" + stays.map { $0 + "\u{1B}[K\n" }.joined()
        picture += lines.joined(separator: "\u{1B}[K\n") + "\u{1B}[J\r"
        if lines.count > 1 { picture += "\u{1B}[\(lines.count - 1)A" }
        Terminal.say(picture, terminator: "")
    }
}

internal import BuildEngine

/// The line of a target that is being worked on: how far it is, and how fast.
struct ProgressRow {
    private let running: BuildDisplay.Running
    private let elapsed: Double
    private let nameWidth: Int
    private let framesWidth: Int

    private static let mostBar = 40
    private static let fewestBar = 8

    /// - Parameters:
    ///   - nameWidth: The column for names.
    ///   - framesWidth: The column for frames, so that all rows line up.
    init(_ running: BuildDisplay.Running, at now: Double, nameWidth: Int, framesWidth: Int) {
        self.running = running
        elapsed = max(0, now - running.begun)
        self.nameWidth = nameWidth
        self.framesWidth = framesWidth
    }

    /// In a narrow window the bar goes, and the number of frames before it.
    func line(_ columns: Int, _ layout: Layout) -> String {
        let name = layout.column(running.name, min(nameWidth, max(8, columns / 3)))
        let head = layout.written("› ") + name
        guard let progress = running.progress, let fraction = running.fraction else {
            return layout.cut("\(head) \(running.action), \(spanned(elapsed))", to: columns)
        }
        let numbers = "\(filled(percent(fraction), 4)) \(filled(layout.written(speed(progress)), 6))"
        let frames = " \(filled(Self.frames(running), framesWidth))"
        let room = columns - width(head) - 1 - width(numbers)
        let long = numbers + frames
        let isLong = room - width(frames) - 1 >= Self.fewestBar
        let space = room - (isLong ? width(frames) : 0) - 1
        let bar = space >= Self.fewestBar ? " " + bar(fraction, min(space, Self.mostBar), layout) : ""
        return layout.cut(head + bar + " " + (isLong ? long : numbers), to: columns)
    }

    /// "952320/1536000 frames"; with as many characters from the first frame on.
    static func frames(_ running: BuildDisplay.Running) -> String {
        guard let progress = running.progress else { return "" }
        let done = "\(progress.frames)"
        let space = String(repeating: " ", count: max(0, "\(progress.of)".count - done.count))
        return "\(space)\(done)/\(progress.of) frames"
    }

    private func bar(_ fraction: Double, _ columns: Int, _ layout: Layout) -> String {
        let done = Int(fraction * Double(columns))
        let (full, rest) = layout.isUnicode ? ("━", "─") : ("#", "-")
        return Terminal.paint(String(repeating: full, count: done), .green)
            + Terminal.paint(String(repeating: rest, count: columns - done), .dim)
    }

    private func percent(_ fraction: Double) -> String { "\(Int(fraction * 100))%" }

    /// How many times faster than it sounds: "81×".
    private func speed(_ progress: TargetProgress) -> String {
        guard elapsed > 0, progress.sampleRate > 0 else { return "" }
        let times = Double(progress.frames) / Double(progress.sampleRate) / elapsed
        return times < 9.95 ? "\(decimal(times, 1))×" : "\(Int(min(times, 99_999).rounded()))×"
    }

    /// To the right.
    private func filled(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - width(text))) + text
    }
}

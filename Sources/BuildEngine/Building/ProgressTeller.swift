/// Somebody who wants to hear how far targets are, from whatever thread works on them.
package typealias ProgressListener = @Sendable (Event) -> Void

/// Tells from time to time how far a worker is with its target. Where nobody listens, it does not even count.
struct ProgressTeller {
    /// Ten times a second is as often as anybody can look.
    private static let interval = Duration.milliseconds(100)

    private let listener: ProgressListener?
    private var progress: TargetProgress
    private var next = ContinuousClock.now + interval

    /// - Parameter frames: The length that is gone through.
    init(_ target: String, frames: Int, sampleRate: Int, to listener: ProgressListener?) {
        self.listener = listener
        progress = TargetProgress(name: target, of: frames, sampleRate: sampleRate)
    }

    mutating func advance(by frames: Int) {
        guard let listener else { return }
        progress.frames += frames
        let now = ContinuousClock.now
        guard now >= next else { return }
        next = now + Self.interval
        listener(.targetProgress(progress))
    }
}

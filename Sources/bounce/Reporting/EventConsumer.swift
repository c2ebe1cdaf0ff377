internal import BuildEngine

/// Something that shows a build to somebody.
protocol EventConsumer {
    func take(_ event: Event)

    /// All events are in.
    func finish() throws
}

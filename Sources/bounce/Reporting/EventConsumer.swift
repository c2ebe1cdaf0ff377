internal import BuildEngine

/// Something that shows a build to somebody.
protocol EventConsumer {
    func take(_ event: Event)

    /// Takes what workers tell of their progress, on any thread; nil where that is nothing to it.
    var listener: ProgressListener? { get }

    /// All events are in.
    func finish() throws
}

extension EventConsumer {
    var listener: ProgressListener? { nil }
}

extension [any EventConsumer] {
    /// All that listen; nil where nobody does.
    var listener: ProgressListener? {
        let listeners = compactMap(\.listener)
        guard !listeners.isEmpty else { return nil }
        return { event in for listener in listeners { listener(event) } }
    }
}

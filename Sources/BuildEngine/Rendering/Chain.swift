internal import Signal

/// A stream with a change made in place.
final class Chain<Step: Processor>: SampleStream {
    private let upstream: any SampleStream
    private(set) var step: Step

    init(_ upstream: any SampleStream, _ step: Step) {
        self.upstream = upstream
        self.step = step
    }

    var channels: Int { upstream.channels }

    func read(into block: inout Block) throws {
        try upstream.read(into: &block)
        step.process(&block)
    }
}

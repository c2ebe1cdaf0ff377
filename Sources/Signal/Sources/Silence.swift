/// Digital silence of a given length.
package final class Silence: SampleStream {
    package let channels: Int
    private var playhead: Playhead

    package init(channels: Int, frames: Int) {
        self.channels = channels
        playhead = Playhead(frames: frames)
    }

    package func read(into block: inout Block) {
        _ = playhead.next(in: &block)
        block.clear()
    }
}

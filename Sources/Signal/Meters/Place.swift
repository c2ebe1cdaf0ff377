/// Where in a programme the extreme lies that a measurement tells of: the peak, the loudest window, the first clip,
/// the longest silence.
package struct Place: Equatable, Sendable {
    /// The first frame of it.
    package var frame: Int
    /// How many frames it lasts; nil where it is a single one.
    package var length: Int?
    /// The channel, from 0; nil where it is all of them.
    package var channel: Int?

    package init(frame: Int, length: Int? = nil, channel: Int? = nil) {
        self.frame = frame
        self.length = length
        self.channel = channel
    }
}

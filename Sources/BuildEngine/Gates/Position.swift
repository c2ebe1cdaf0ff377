internal import Arrangement
internal import Signal
internal import TargetDescription

/// Where in an artifact something is, as whoever mends it looks for it.
package struct Position: Equatable, Sendable {
    /// Seconds from the start of the file.
    package let seconds: Double
    /// How many seconds it lasts; nil where it is a single moment.
    package let length: Double?
    /// The bar, from 1, and the beat in it, from 1, with its fraction; nil for a file that is not laid out on the
    /// timeline.
    package let bar: Int?
    package let beat: Double?
    /// The section of the timeline; nil where there is none.
    package let section: String?
    /// `left`, `right`, `channel 3`; nil where it is all of them, or the only one.
    package let channel: String?

    /// - Parameter timeline: What the file is laid out on; nil for a file from elsewhere.
    init(_ place: Place, sampleRate: Int, channels: Int, _ timeline: Timeline?) {
        seconds = Double(place.frame) / Double(sampleRate)
        length = place.length.map { Double($0) / Double(sampleRate) }
        if let timeline {
            let frame = Double(place.frame) / Double(sampleRate) * Double(timeline.sampleRate)
            let (whole, rest) = timeline.map.bar(atBeat: timeline.map.beat(atFrame: frame))
            bar = whole + 1
            // To a hundredth of a beat, downwards: it is not in the next one.
            beat = ((rest * 100 + 1e-6).rounded(.down) + 100) / 100
        } else {
            (bar, beat) = (nil, nil)
        }
        section = timeline?.sections.first { $0.span.contains(place.frame) }?.name
        channel = place.channel.flatMap { Position.name(ofChannel: $0, of: channels) }
    }

    /// "at 83.200 s (bar 42, beat 3), in 'chorus', left".
    package var text: String {
        var words = "at \(decimal(seconds, 3)) s"
        if let length, length >= 0.001 { words += " for \(decimal(length, 3)) s" }
        if let bar, let beat { words += " (bar \(bar), beat \(plain(beat)))" }
        if let section { words += ", in '\(section)'" }
        if let channel { words += ", \(channel)" }
        return words
    }

    private static func name(ofChannel channel: Int, of channels: Int) -> String? {
        switch channels {
        case 1: nil
        case 2: channel == 0 ? "left" : "right"
        default: "channel \(channel + 1)"
        }
    }
}

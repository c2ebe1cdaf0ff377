package import Signal

/// A sound file placed on the timeline: silence, the recording, silence, up to the end of the production.
package final class Recording: SampleStream {
    /// Which channels of the file go to which channels of the stream.
    package enum Channels: Equatable, Sendable {
        /// The file's channels as they are, or its only one on every channel.
        case matching(Int)
        /// The file's first channel on so many.
        case left(Int)
        /// The file's second channel on so many.
        case right(Int)
        /// The mean of the file's channels on so many.
        case mix(Int)

        /// The channels of the stream.
        package var count: Int {
            switch self {
            case .matching(let count), .left(let count), .right(let count), .mix(let count): count
            }
        }
    }

    /// A recording that is cut off fades out over so many seconds, so that it does not click.
    private static let fade = 0.002

    private let reader: any PlacedSound
    private let map: Channels
    private let gain: Double
    private let trim: Range<Int>
    private let total: Int
    /// The frames of the timeline where the recording sounds.
    private let span: Range<Int>
    /// The gains of the last frames of the span; empty where the recording ends by itself.
    private let fadeOut: [Double]
    private var position = 0
    private var slice: Block

    package var channels: Int { map.count }

    /// - Parameters:
    ///   - trim: the frames of the file that are used; all of them when nil, those that exist when it goes
    ///     beyond the end.
    ///   - start: the frame of the timeline where the recording begins.
    ///   - end: the frame of the timeline where it ends at the latest. Where it is cut there it fades out
    ///     over 2 ms; its natural end is left as it is.
    ///   - loops: begin again, and again, until `end`. The joints are left as they are.
    ///   - gain: a factor.
    ///   - total: frames of the timeline, and of this stream.
    ///   - channelMap: must suit the file: see ``Channels``.
    package init(
        reader: any PlacedSound, trim: Range<Int>?, at start: Int, until end: Int, loops: Bool, gain: Double,
        frames total: Int, channelMap: Channels
    ) {
        precondition(start >= 0 && total >= 0, "BUG: a recording at \(start) of \(total) frames")
        precondition(
            channelMap.suits(reader.channels), "BUG: \(channelMap) of a file with \(reader.channels) channels"
        )
        let all = 0..<reader.frames
        let used = trim.map { $0.clamped(to: all) } ?? all
        let limit = max(start, min(end, total))
        let naturalEnd = loops && !used.isEmpty ? Int.max : start + used.count
        span = start..<min(limit, naturalEnd)
        let isCut = loops ? !used.isEmpty && span.count % used.count != 0 : naturalEnd > limit
        let fadeFrames = Int((Self.fade * Double(reader.sampleRate)).rounded())
        fadeOut = isCut ? Self.raisedCosine(min(fadeFrames, span.count)) : []
        self.reader = reader
        self.gain = gain
        self.trim = used
        self.total = total
        map = channelMap
        slice = Block(channels: reader.channels)
    }

    package func read(into block: inout Block) throws {
        let count = min(block.capacity, total - position)
        block.resize(to: count)
        block.clear()
        let sounding = span.clamped(to: position..<position + count)
        var frame = sounding.lowerBound
        while frame < sounding.upperBound {
            let offset = (frame - span.lowerBound) % trim.count
            let most = min(sounding.upperBound - frame, trim.count - offset, slice.capacity)
            try reader.seek(toFrame: trim.lowerBound + offset)
            try reader.read(into: &slice, atMost: most)
            place(into: &block, at: frame - position, frame: frame)
            frame += most
        }
        position += count
    }

    /// Adds the slice, which begins at `frame` of the timeline, to the silence of the block.
    private func place(into block: inout Block, at target: Int, frame: Int) {
        for channel in 0..<block.channels {
            switch map {
            case .matching: add(reader.channels == 1 ? 0 : channel, to: channel, of: &block, at: target)
            case .left: add(0, to: channel, of: &block, at: target)
            case .right: add(1, to: channel, of: &block, at: target)
            case .mix:
                for source in 0..<reader.channels { add(source, to: channel, of: &block, at: target) }
            }
            shape(channel, of: &block, at: target, frame: frame)
        }
    }

    private func add(_ source: Int, to channel: Int, of block: inout Block, at target: Int) {
        slice.withChannel(source) { (from: UnsafeBufferPointer<Double>) in
            block.withChannel(channel) { to in
                for index in from.indices { to[target + index] += from[index] }
            }
        }
    }

    private func shape(_ channel: Int, of block: inout Block, at target: Int, frame: Int) {
        let share = map.isMix ? gain / Double(reader.channels) : gain
        let fadeStart = span.upperBound - fadeOut.count
        let count = slice.frames
        block.withChannel(channel) { samples in
            for index in 0..<count { samples[target + index] *= share }
            for index in max(0, fadeStart - frame)..<max(count, fadeStart - frame, 0) {
                samples[target + index] *= fadeOut[frame + index - fadeStart]
            }
        }
    }

    /// The falling half of a raised cosine, taken in the middle of each frame.
    private static func raisedCosine(_ count: Int) -> [Double] {
        (0..<count).map { 0.5 + 0.5 * Mathematics.cosine(turns: (Double($0) + 0.5) / Double(2 * count)) }
    }
}

extension Recording.Channels {
    fileprivate var isMix: Bool {
        if case .mix = self { true } else { false }
    }

    /// Whether a file of so many channels can be mapped so.
    package func suits(_ channels: Int) -> Bool {
        switch self {
        case .matching(let count): channels == count || channels == 1
        case .left, .mix: true
        case .right: channels > 1
        }
    }
}

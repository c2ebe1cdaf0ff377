/// What a waveform display shows: for each channel, in columns that are equally long but for rounding, the lowest and
/// the highest sample and the root of the mean square.
package struct Waveform: Equatable, Sendable {
    package let columns: Int
    package let channels: Int
    /// Channel after channel, column after column: lowest, highest, root of the mean square. ±127 is ±1.0, which is
    /// also what lies beyond counts as.
    package let values: [Int8]
}

/// Measures a ``Waveform`` of a programme whose length is known.
struct WaveformMeter {
    private let columns: Int
    private var clock: HopClock
    private var channels: [Channel]

    fileprivate struct Channel {
        var lowest = Double.infinity
        var highest = -Double.infinity
        var squares = 0.0
        var values: [Int8] = []
    }

    /// Whether every sample so far was finite, and its square.
    private(set) var isFinite = true

    init(frames: Int, channels: Int, columns most: Int) {
        columns = min(most, frames)
        clock = HopClock(sampleRate: max(1, frames), perSecond: max(1, columns))
        self.channels = Array(repeating: Channel(), count: channels)
    }

    mutating func measure(_ block: borrowing Block) {
        var clock = clock
        clock.split(block.frames) { piece, clock, isEnd in
            for index in channels.indices {
                block.withChannel(index) {
                    channels[index].add(UnsafeBufferPointer(rebasing: $0[piece]))
                }
            }
            guard isEnd, clock.index <= columns else { return }
            let frames = clock.length(ofLast: 1)
            for index in channels.indices {
                isFinite = isFinite && channels[index].squares.isFinite
                channels[index].close(frames)
            }
        }
        self.clock = clock
    }

    func finish() -> Waveform {
        Waveform(columns: columns, channels: channels.count, values: channels.flatMap(\.values))
    }
}

extension WaveformMeter.Channel {
    /// Each sample is added by itself, in its order: how the programme is cut does not matter.
    mutating func add(_ samples: UnsafeBufferPointer<Double>) {
        var (lowest, highest, squares) = (lowest, highest, squares)
        for sample in samples {
            lowest = sample < lowest ? sample : lowest
            highest = sample > highest ? sample : highest
            squares += sample * sample
        }
        (self.lowest, self.highest, self.squares) = (lowest, highest, squares)
    }

    mutating func close(_ frames: Int) {
        let level = (squares / Double(frames)).squareRoot()
        values += [Self.scaled(lowest), Self.scaled(highest), Self.scaled(level)]
        (lowest, highest, squares) = (.infinity, -.infinity, 0)
    }

    /// What is not a number, and the extremes where nothing was one, count as 0.
    private static func scaled(_ value: Double) -> Int8 {
        guard value.isFinite else { return 0 }
        return Int8((min(1, max(-1, value)) * 127).rounded())
    }
}

/// The power of a sound at each frequency, summed over its length and its channels.
///
/// P. D. Welch's method with windows of half a sine, half overlapped, as in `SpectrumMeter`: a window has the smallest power
/// of two of frames that makes bins at most 3 Hz wide, and the first begins half its length before the sound.
package struct LongTermSpectrum: Sendable {
    private static let widestBin = 3.0

    /// Hertz from one bin to the next.
    package let binWidth: Double
    /// Of the bins 0 … half the window.
    package private(set) var powers: [Double]

    /// - Parameters:
    ///   - stream: read to its end.
    ///   - sampleRate: in hertz.
    package init(of stream: any SampleStream, sampleRate: Double) throws {
        var length = 16
        while sampleRate / Double(length) > LongTermSpectrum.widestBin { length *= 2 }
        binWidth = sampleRate / Double(length)
        powers = Array(repeating: 0, count: length / 2 + 1)
        var listener = Listener(length: length, channels: stream.channels)
        var block = Block(channels: stream.channels)
        repeat {
            try stream.read(into: &block)
            listener.take(block, into: &powers)
        } while block.frames > 0
        listener.finish(into: &powers)
    }

    /// Whether all samples were numbers.
    package var isFinite: Bool { powers.allSatisfy(\.isFinite) }

    /// The power between two frequencies.
    func power(_ band: Range<Double>) -> Double { power(band) { _ in 1 } }

    /// The power between two frequencies, where each bin is weighed.
    func power(_ band: Range<Double>, weight: (Int) -> Double) -> Double {
        let first = Int((band.lowerBound / binWidth).rounded(.up))
        let end = min(Int((band.upperBound / binWidth).rounded(.up)), powers.count)
        guard first < end else { return 0 }
        return (first..<end).reduce(0) { $0 + powers[$1] * weight($1) }
    }
}

/// The windows on their way into a spectrum.
private struct Listener {
    private let length: Int
    private let transform: FourierTransform
    private let window: [Double]
    private let places: [(bin: Int, mirrored: Int)]
    private var channels: [ChannelSpectrum]

    init(length: Int, channels: Int) {
        let transform = FourierTransform(length: length)
        self.length = length
        self.transform = transform
        window = (0..<length).map { Mathematics.sine(turns: (Double($0) + 0.5) / Double(2 * length)) }
        places = (0...length / 2).map {
            (bin: transform.reversed($0), mirrored: transform.reversed((length - $0) % length))
        }
        self.channels = Array(repeating: ChannelSpectrum(length: length), count: channels)
    }

    mutating func take(_ block: borrowing Block, into sums: inout [Double]) {
        var position = 0
        while position < block.frames {
            let count = min(block.frames - position, length / 2 - channels[0].filled)
            for channel in channels.indices {
                block.withChannel(channel) {
                    channels[channel].take(UnsafeBufferPointer(rebasing: $0[position..<position + count]))
                }
            }
            position += count
            if channels[0].filled == length / 2 { closeHalf(into: &sums) }
        }
    }

    /// Silence until the last frame has been in both of its windows, and those in a transform.
    mutating func finish(into sums: inout [Double]) {
        closeWithSilence(into: &sums)
        repeat { closeWithSilence(into: &sums) } while channels[0].isHalfPair
    }

    private mutating func closeWithSilence(into sums: inout [Double]) {
        for channel in channels.indices { channels[channel].fillUp() }
        closeHalf(into: &sums)
    }

    private mutating func closeHalf(into sums: inout [Double]) {
        for channel in channels.indices where channels[channel].closeHalf(window) {
            channels[channel].powers(transform) { powers in
                for (index, place) in places.enumerated() {
                    sums[index] += powers[place.bin] + powers[place.mirrored]
                }
            }
            channels[channel].beginPair(window)
        }
    }
}

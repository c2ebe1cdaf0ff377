/// Measures the level in each octave band of the programme, `band.31.5` … `band.16000`.
///
/// P. D. Welch's method ("The use of fast Fourier transform for the estimation of power spectra", 1967) with windows
/// of half a sine, half overlapped: their squares add up to 1 everywhere, so that the bands together hold the energy of
/// the programme, no more and no less, at any length. The first window begins half its length before the programme.
/// A window has the smallest power of two of frames that makes bins at most 3 Hz wide. Bin k counts for the band in
/// which k · rate / length lies; the level is the root of the band's energy over frames and channels.
package struct SpectrumMeter: Meter {
    private static let widestBin = 3.0

    private let sampleRate: Int
    private let transform: FourierTransform
    private let window: [Double]
    /// The bands that the rate has room for, and where the powers of their bins and of the mirrored ones come to lie.
    private let bands: [(band: OctaveBand, places: [(bin: Int32, mirrored: Int32)])]
    private var channels: [ChannelSpectrum]
    private var energies: [Double]
    private var frames = 0

    package init(sampleRate: Int, channels: Int) {
        self.sampleRate = sampleRate
        var length = 16
        while Double(sampleRate) / Double(length) > Self.widestBin { length *= 2 }
        let transform = FourierTransform(length: length)
        self.transform = transform
        window = (0..<length).map { Mathematics.sine(turns: (Double($0) + 0.5) / Double(2 * length)) }
        bands = OctaveBand.all.filter { $0.fits(sampleRate: sampleRate) }.map { band in
            let bins = [band.lower, band.upper].map {
                min(Int(($0 * Double(length) / Double(sampleRate)).rounded(.up)), length / 2)
            }
            let places = (bins[0]..<bins[1]).map {
                (bin: Int32(transform.reversed($0)), mirrored: Int32(transform.reversed(length - $0)))
            }
            return (band, places)
        }
        energies = Array(repeating: 0, count: bands.count)
        self.channels = Array(repeating: ChannelSpectrum(length: length), count: channels)
    }

    package mutating func measure(_ block: borrowing Block) {
        var position = 0
        while position < block.frames {
            let count = min(block.frames - position, transform.length / 2 - channels[0].filled)
            for channel in channels.indices {
                block.withChannel(channel) {
                    channels[channel].take(UnsafeBufferPointer(rebasing: $0[position..<position + count]))
                }
            }
            position += count
            if channels[0].filled == transform.length / 2 { closeHalf() }
        }
        frames += block.frames
    }

    private mutating func closeHalf() {
        for channel in channels.indices where channels[channel].closeHalf(window) {
            addPower(of: channel)
            channels[channel].beginPair(window)
        }
    }

    private mutating func closeWithSilence() {
        for channel in channels.indices { channels[channel].fillUp() }
        closeHalf()
    }

    /// Transforms two windows of a channel at once, one as the real and one as the imaginary part: the power of both
    /// together is what two bins that mirror each other hold.
    private mutating func addPower(of channel: Int) {
        channels[channel].powers(transform) { powers in
            for index in bands.indices {
                var (sum, mirroredSum) = (0.0, 0.0)
                for place in bands[index].places {
                    sum += powers[Int(place.bin)]
                    mirroredSum += powers[Int(place.mirrored)]
                }
                energies[index] += sum + mirroredSum
            }
        }
    }

    package mutating func finish() -> [Measurement] {
        // Silence until the last frame has been in both of its windows, and those in a transform.
        closeWithSilence()
        repeat { closeWithSilence() } while channels[0].isHalfPair
        return OctaveBand.all.map { band in
            Measurement(metric: band.kind.rawValue, value: value(of: band))
        }
    }

    private func value(of band: OctaveBand) -> Measurement.Value {
        if frames == 0 { return .noAudio }
        guard let index = bands.firstIndex(where: { $0.band.kind == band.kind }) else {
            return .unmeasurable(
                "the band reaches up to \(Int(band.upper)) Hz, a rate of \(sampleRate) Hz only to \(sampleRate / 2) Hz"
            )
        }
        // Parseval: the squares of all bins are `length` times those of the frames.
        let energy = energies[index] / Double(transform.length)
        return .level(Level.decibels((energy / Double(frames * channels.count)).squareRoot()))
    }
}

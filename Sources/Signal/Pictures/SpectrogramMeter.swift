/// Measures a ``Spectrogram`` of a programme whose length is known: Hann windows, the mean power of all channels, and of
/// the windows of a column the loudest.
struct SpectrogramMeter {
    private let frames: Int
    private let layout: SpectrogramLayout
    private let transform: FourierTransform
    private let window: [Double]
    /// Where the power of each bin and that of the mirrored one come to lie.
    private let places: [(bin: Int32, mirrored: Int32)]
    private let rows: [SpectrogramRow]
    private let edges: (lowest: Double, highest: Double)

    /// The window that is being filled, of each channel. The first one is around the first frame: half of it is the
    /// silence before.
    private var channels: [[Double]]
    private var filled: Int
    private var windows = 0
    private var real: [Double]
    private var imaginary: [Double]
    private var spectrum: [Double]
    /// The highest power so far of each row in the column that is being filled.
    private var powers: [Double]
    private var column = 0
    private var pixels: [UInt8]

    init(frames: Int, sampleRate: Int, channels: Int, columns most: Int) {
        self.frames = frames
        let layout = SpectrogramLayout(frames: frames, sampleRate: sampleRate, columns: most)
        self.layout = layout
        let transform = FourierTransform(length: layout.length)
        self.transform = transform
        let length = layout.length
        // Scaled so that a sine of amplitude 1 has the power 1: half of it is in the mirrored bin.
        window = (0..<length).map { index in
            let turns = (Double(index) + 0.5) / Double(length)
            return (1 - Mathematics.cosine(turns: turns)) * 2 / Double(length)
        }
        places = (0...length / 2).map {
            (Int32(transform.reversed($0)), Int32(transform.reversed($0 == 0 ? 0 : length - $0)))
        }
        let highest = min(20_000, Double(sampleRate) / 2)
        edges = (min(20, highest / 2), highest)
        rows = SpectrogramRow.all(
            lowest: edges.lowest, highest: edges.highest, count: Spectrogram.rows, length: length,
            sampleRate: sampleRate)
        self.channels = Array(repeating: Array(repeating: 0, count: length), count: channels)
        filled = length / 2
        real = Array(repeating: 0, count: length)
        imaginary = real
        spectrum = Array(repeating: 0, count: length / 2 + 1)
        powers = Array(repeating: 0, count: Spectrogram.rows)
        pixels = Array(repeating: 0, count: layout.width * Spectrogram.rows)
    }

    mutating func measure(_ block: borrowing Block) {
        var position = 0
        while position < block.frames {
            let count = min(block.frames - position, layout.length - filled)
            for channel in channels.indices {
                block.withChannel(channel) { samples in
                    for index in 0..<count { channels[channel][filled + index] = samples[position + index] }
                }
            }
            filled += count
            position += count
            if filled == layout.length { closeWindow() }
        }
    }

    mutating func finish() -> Spectrogram {
        // Silence until the last window that is around a frame of the programme.
        while windows * layout.hop < frames {
            for channel in channels.indices {
                for index in filled..<layout.length { channels[channel][index] = 0 }
            }
            closeWindow()
        }
        closeColumn()
        return Spectrogram(
            width: layout.width, height: Spectrogram.rows, pixels: pixels, lowest: edges.lowest,
            highest: edges.highest)
    }

    private mutating func closeWindow() {
        if windows * layout.hop < frames {
            let next = layout.column(ofWindow: windows, frames: frames)
            if next != column { closeColumn() }
            column = next
            analyse()
        }
        windows += 1
        let kept = layout.length - layout.hop
        for channel in channels.indices {
            channels[channel].withUnsafeMutableBufferPointer { samples in
                for index in 0..<kept { samples[index] = samples[index + layout.hop] }
            }
        }
        filled = kept
    }

    /// Two channels go through one complex transform; of the power of both together, a bin has half, and the mirrored
    /// bin the other half.
    private mutating func analyse() {
        for index in spectrum.indices { spectrum[index] = 0 }
        for first in stride(from: 0, to: channels.count, by: 2) {
            weigh(channels[first], into: &real)
            if first + 1 < channels.count {
                weigh(channels[first + 1], into: &imaginary)
            } else {
                for index in imaginary.indices { imaginary[index] = 0 }
            }
            transform.synthesiseReversed(real: &real, imaginary: &imaginary)
            addPower()
        }
        spectrum.withUnsafeBufferPointer { spectrum in
            for row in rows.indices { powers[row] = max(powers[row], rows[row].power(spectrum)) }
        }
    }

    private func weigh(_ samples: [Double], into target: inout [Double]) {
        target.withUnsafeMutableBufferPointer { target in
            samples.withUnsafeBufferPointer { samples in
                window.withUnsafeBufferPointer { window in
                    for index in target.indices { target[index] = samples[index] * window[index] }
                }
            }
        }
    }

    private mutating func addPower() {
        let share = 0.5 / Double(channels.count)
        spectrum.withUnsafeMutableBufferPointer { spectrum in
            real.withUnsafeBufferPointer { real in
                imaginary.withUnsafeBufferPointer { imaginary in
                    func power(_ place: Int32) -> Double {
                        let (x, y) = (real[Int(place)], imaginary[Int(place)])
                        return x * x + y * y
                    }
                    for index in spectrum.indices {
                        spectrum[index] +=
                            share * (power(places[index].bin) + power(places[index].mirrored))
                    }
                }
            }
        }
    }

    private mutating func closeColumn() {
        for row in powers.indices {
            pixels[row * layout.width + column] = Self.grey(powers[row])
            powers[row] = 0
        }
    }

    /// In 64 steps of 1.6 dB, finer than an eye tells apart: the picture packs into half the bytes.
    private static func grey(_ power: Double) -> UInt8 {
        guard power > 0 else { return 0 }
        let level = Mathematics.decibels(fromAmplitude: power.squareRoot())
        let share = (level - Spectrogram.floor) / (Spectrogram.top - Spectrogram.floor)
        return UInt8((min(1, max(0, share)) * 63).rounded() * 255 / 63)
    }
}

/// What a spectrogram shows: a level for each frequency at each time, as grey.
package struct Spectrogram: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// Row after row, the highest frequency first: 0 is `floor` or less, 255 is `top` or more.
    package let pixels: [UInt8]
    /// Hertz, at the lower edge of the last row and the upper edge of the first; rows are equally high on a
    /// logarithmic scale.
    package let lowest: Double
    package let highest: Double

    /// Levels in dB: a sine at full scale on every channel reads 0, within what the window loses between two bins
    /// (1.4 dB).
    package static let floor = -100.0
    package static let top = 0.0
    package static let rows = 160
}

/// How a programme is laid out as a spectrogram: windows of `length` frames around every `hop`th frame.
struct SpectrogramLayout {
    let length: Int
    let hop: Int
    let width: Int

    /// A column is one window at least. Windows are longer where a column is: 40 ms or more for short programmes, four
    /// times that for long ones, which tells low notes apart.
    init(frames: Int, sampleRate: Int, columns most: Int) {
        let column = Double(frames) / Double(most)
        var shortest = 16
        while Double(shortest) < 0.04 * Double(sampleRate) { shortest *= 2 }
        var length = shortest
        while length < 4 * shortest, Double(length) < 2 * column { length *= 2 }
        self.length = length
        hop = min(max(Int(column), length / 4), length / 2)
        width = max(1, min(most, (frames + hop - 1) / hop))
    }

    /// The column that a window counts for, by the frame in its middle.
    func column(ofWindow window: Int, frames: Int) -> Int { min(window * hop * width / frames, width - 1) }
}

/// The frequencies that a row of a spectrogram stands for, as bins of a transform.
struct SpectrogramRow {
    /// The bins within its edges; none where bins are wider than the row.
    let bins: Range<Int>
    /// The bin at or below its middle, and how far above that the middle lies, in bins.
    let below: Int
    let fraction: Double

    static func all(lowest: Double, highest: Double, count: Int, length: Int, sampleRate: Int) -> [Self] {
        let bin = Double(sampleRate) / Double(length)
        func frequency(_ row: Double) -> Double {
            highest * Mathematics.power(lowest / highest, row / Double(count))
        }
        func first(_ frequency: Double) -> Int { min(Int((frequency / bin).rounded(.up)), length / 2) }
        return (0..<count).map { row in
            let middle = frequency(Double(row) + 0.5) / bin
            let below = min(Int(middle), length / 2 - 1)
            return Self(
                bins: first(frequency(Double(row + 1)))..<first(frequency(Double(row))), below: below,
                fraction: min(1, middle - Double(below)))
        }
    }

    /// The highest power among its bins, and between the two around its middle.
    @inline(__always)
    func power(_ spectrum: UnsafeBufferPointer<Double>) -> Double {
        var highest = spectrum[below] + fraction * (spectrum[below + 1] - spectrum[below])
        for bin in bins where spectrum[bin] > highest { highest = spectrum[bin] }
        return highest
    }
}

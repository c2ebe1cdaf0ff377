#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A Fourier transform as it is in every textbook: halves, and halves of these.
struct PlainTransform {
    private let twiddles: [(cosine: Double, sine: Double)]

    init(length: Int) {
        twiddles = (0..<length / 2).map {
            let angle = -2 * Double.pi * Double($0) / Double(length)
            return (cos(angle), sin(angle))
        }
    }

    /// A power of two, the length that it was made for.
    func callAsFunction(_ real: [Double], _ imaginary: [Double]) -> (real: [Double], imaginary: [Double]) {
        var (re, im) = Self.reordered(real, imaginary)
        let count = real.count
        var size = 2
        while size <= count {
            let (half, stride) = (size / 2, count / size)
            for start in Swift.stride(from: 0, to: count, by: size) {
                for index in 0..<half {
                    let (cosine, sine) = twiddles[index * stride]
                    let (a, b) = (start + index, start + index + half)
                    let (x, y) = (re[b] * cosine - im[b] * sine, re[b] * sine + im[b] * cosine)
                    (re[b], im[b]) = (re[a] - x, im[a] - y)
                    (re[a], im[a]) = (re[a] + x, im[a] + y)
                }
            }
            size *= 2
        }
        return (re, im)
    }

    /// Each place holds what the mirrored bits of its number name.
    private static func reordered(_ real: [Double], _ imaginary: [Double]) -> ([Double], [Double]) {
        var (re, im) = (real, imaginary)
        var mirrored = 0
        for index in 1..<max(1, real.count) {
            var bit = real.count / 2
            while mirrored & bit != 0 {
                mirrored ^= bit
                bit /= 2
            }
            mirrored |= bit
            if index < mirrored {
                re.swapAt(index, mirrored)
                im.swapAt(index, mirrored)
            }
        }
        return (re, im)
    }
}

extension PlainMeasures {
    /// The mean square in each of these bands, in hertz, by the definition of `SpectrumMeter`: half a sine as window,
    /// half overlapped, bins of at most 3 Hz.
    package func bandPowers(_ bands: [Range<Double>]) -> [Double] {
        var length = 16
        while Double(sampleRate) / Double(length) > 3 { length *= 2 }
        let half = length / 2
        let window = (0..<length).map { sin(Double.pi * (Double($0) + 0.5) / Double(length)) }
        let transform = PlainTransform(length: length)
        let silence = [Double](repeating: 0, count: length)
        var power = [Double](repeating: 0, count: half + 1)
        for channel in samples {
            for start in stride(from: -half, to: frames, by: half) {
                var piece = silence
                for index in max(0, -start)..<max(max(0, -start), min(length, frames - start)) {
                    piece[index] = channel[start + index] * window[index]
                }
                let (real, imaginary) = transform(piece, silence)
                for bin in 0...half { power[bin] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin] }
            }
        }
        return bands.map { band in
            var sum = 0.0
            for bin in 1..<half where band.contains(Double(bin) * Double(sampleRate) / Double(length)) {
                sum += power[bin]
            }
            // Each has a mirrored one.
            return 2 * sum / Double(length) / Double(frames * samples.count)
        }
    }

    /// The largest magnitude of the wave through the samples, at eight times their rate: zeros between the halves of
    /// the spectrum of all of it. What surrounds it is silence.
    package var interpolatedPeak: Double {
        let margin = 1_024
        var length = 2
        while length < frames + 2 * margin { length *= 2 }
        let (narrow, wide) = (PlainTransform(length: length), PlainTransform(length: 8 * length))
        return samples.reduce(0) { largest, channel in
            var padded = [Double](repeating: 0, count: length)
            padded.replaceSubrange(margin..<margin + frames, with: channel)
            let spectrum = narrow(padded, [Double](repeating: 0, count: length))
            var real = [Double](repeating: 0, count: 8 * length)
            var imaginary = real
            for bin in 0..<length where bin != length / 2 {
                let place = bin < length / 2 ? bin : 7 * length + bin
                (real[place], imaginary[place]) = (spectrum.real[bin], spectrum.imaginary[bin])
            }
            // Back, with the parts exchanged.
            let back = wide(imaginary, real)
            let between = back.imaginary.reduce(0) { max($0, abs($1)) } / Double(length)
            return max(largest, between, channel.reduce(0) { max($0, abs($1)) })
        }
    }
}

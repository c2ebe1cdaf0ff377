import Testing

@testable import Signal

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite("What a report draws")
struct PictureTests {
    /// The picture of a programme that comes in blocks of `capacity` frames.
    private func picture(_ programme: [[Double]], rate: Int = 48_000, capacity: Int = 8192) -> Picture {
        let frames = programme[0].count
        var meter = PictureMeter(frames: frames, sampleRate: rate, channels: programme.count)
        var block = Block(channels: programme.count, capacity: capacity)
        for start in stride(from: 0, to: frames, by: capacity) {
            block.resize(to: min(capacity, frames - start))
            for channel in programme.indices {
                block.withChannel(channel) { target in
                    for index in target.indices { target[index] = programme[channel][start + index] }
                }
            }
            meter.measure(block)
        }
        return meter.finish()
    }

    private func sine(_ frequency: Double, amplitude: Double = 1, seconds: Double = 3) -> [Double] {
        Programme.sine(
            cycles: frequency / 48_000, amplitude: amplitude, degrees: 0, frames: Int(48_000 * seconds))
    }

    /// The grey of a column, the highest frequency first.
    private func column(_ spectrogram: Spectrogram, _ column: Int) -> [UInt8] {
        (0..<spectrogram.height).map { spectrogram.pixels[$0 * spectrogram.width + column] }
    }

    private func level(_ grey: UInt8) -> Double { Spectrogram.floor + Double(grey) / 255 * 100 }

    @Test("a sine is brightest in the row of its frequency, at its level", arguments: [60.0, 1_000, 12_345])
    func sineInItsRow(frequency: Double) throws {
        for (amplitude, channels, expected) in [(1.0, 1, 0.0), (0.1, 2, -20), (0.01, 3, -40)] {
            let programme = Array(repeating: sine(frequency, amplitude: amplitude), count: channels)
            let found = picture(programme).spectrogram
            #expect(found.lowest == 20 && found.highest == 20_000 && found.height == 160)
            let middle = column(found, found.width / 2)
            let brightest = try #require(middle.max())
            let row = Int(160 * log(20_000 / frequency) / log(1_000))
            // A step of grey is 4 or 5; where a bin is wider than a row, its neighbours are as bright.
            #expect(middle[row] >= brightest - 5, "\(frequency) Hz: \(middle)")
            // A window of this kind loses up to 1.42 dB between two bins, and a step of grey is 1.6 dB.
            #expect(
                level(brightest) <= expected + 0.81 && level(brightest) >= expected - 2.25,
                "\(level(brightest)) dB, expected \(expected)")
            // Far away there is nothing of it.
            let far = frequency > 1_000 ? middle[150] : middle[5]
            #expect(far == 0)
        }
    }

    @Test("one of two channels has half the power")
    func oneChannel() throws {
        let frames = sine(1_000)
        let one = picture([frames, frames.map { _ in 0 }]).spectrogram
        let both = picture([frames, frames]).spectrogram
        let difference = level(both.pixels.max() ?? 0) - level(one.pixels.max() ?? 0)
        #expect(abs(difference - 3.01) < 1.6)
    }

    @Test("a click is in its column, and in no other one far away")
    func click() {
        var frames = [Double](repeating: 0, count: 480_000)
        frames[333_000] = -0.5
        let found = picture([frames])
        let wave = found.waveform
        #expect(wave.columns == 1_200)
        let column = 333_000 / 400
        #expect(wave.values[3 * column] == -64 && wave.values[3 * column + 1] == 0)
        // The root of the mean of one square in 400 frames.
        #expect(wave.values[3 * column + 2] == Int8((0.5 / 20.0 * 127).rounded()))
        #expect(wave.values.enumerated().allSatisfy { $0.element == 0 || $0.offset / 3 == column })
        let spectrogram = found.spectrogram
        let bright = (0..<spectrogram.width).filter { self.column(spectrogram, $0).contains { $0 > 0 } }
        let place = 333_000 * spectrogram.width / 480_000
        #expect(bright.contains(place) && bright.allSatisfy { abs($0 - place) <= 3 }, "\(bright), \(place)")
        #expect(found.truePeaks.map(\.channel) == [0])
        #expect(abs((found.truePeaks.first?.frame ?? 0) - 333_000) <= 1)
    }

    @Test("columns hold the lowest and the highest sample and the root of the mean square")
    func waveform() {
        let frames = (0..<2_400).map { $0 % 2 == 0 ? 0.5 : -0.25 }
        let found = picture([frames, frames.map { -2 * $0 }]).waveform
        #expect(found.columns == 1_200 && found.channels == 2 && found.values.count == 2 * 3 * 1_200)
        let level = Int8((((0.25 + 0.0625) / 2).squareRoot() * 127).rounded())
        #expect(Array(found.values[..<3]) == [-32, 64, level])
        // −1.0 and +0.5, on the second channel.
        #expect(Array(found.values[3_600..<3_602]) == [-127, 64])
    }

    @Test("silence is black, has no loudness, no peak and no bands")
    func silence() {
        let found = picture([[Double](repeating: 0, count: 96_000)])
        #expect(found.spectrogram.pixels.allSatisfy { $0 == 0 })
        #expect(found.waveform.values.allSatisfy { $0 == 0 })
        #expect(found.truePeaks.isEmpty && found.integrated == nil)
        #expect(found.bands.count == 10 && found.bands.allSatisfy { $0.level == nil })
        #expect(found.loudness.momentary == Array(repeating: LoudnessTrace.silence, count: 20))
    }

    @Test("the loudness is that of the meters, every tenth of a second")
    func loudness() throws {
        let programme = Programme.tones([(seconds: 5, levels: [-23, -23])])
        let found = picture(programme)
        let trace = found.loudness
        #expect(trace.hop == 0.1 && trace.momentary.count == 50 && trace.shortTerm.count == 50)
        // A full window is there after 0.4 s, and after 3 s.
        #expect(trace.momentary[2] == LoudnessTrace.silence && trace.shortTerm[28] == LoudnessTrace.silence)
        #expect(trace.momentary[3...].allSatisfy { abs($0 + 2_300) <= 10 }, "\(trace.momentary)")
        #expect(trace.shortTerm[29...].allSatisfy { abs($0 + 2_300) <= 10 }, "\(trace.shortTerm)")
        #expect(found.integrated == Metered.number(.loudness, of: programme))
        #expect(found.bands[5].level == Metered.number(.band1000, of: programme))
        #expect(
            found.bands.map(\.frequency) == [31.5, 63, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000])
    }

    @Test("a long programme has no more values than a page can draw")
    func longTrace() {
        let found = picture([[Double](repeating: 0, count: 4_000 * 400)], rate: 4_000)
        #expect(found.loudness.hop == 0.2 && found.loudness.momentary.count == 2_000)
    }

    @Test("the highest true peaks are marked, the highest first, one in each stretch")
    func truePeaks() throws {
        var frames = sine(11_025, amplitude: 0.01, seconds: 6.4)
        for index in 0..<12 { frames[(2 + 5 * index) * 4_800 + 77] = 0.3 + 0.05 * Double(index) }
        let found = picture([frames.map { _ in 0 }, frames]).truePeaks
        #expect(found.count == 8 && found.allSatisfy { $0.channel == 1 })
        #expect(found.map(\.level) == found.map(\.level).sorted(by: >))
        let expected = (0..<8).map { (2 + 5 * (11 - $0)) * 4_800 + 77 }
        #expect(zip(found, expected).allSatisfy { abs($0.frame - $1) <= 1 }, "\(found)")
        #expect(found.first?.level == Metered.number(.truePeak, of: [frames]))
    }

    @Test("a true peak near the end of a stretch is marked once", arguments: [1, 5, 23])
    func peakAtTheEnd(_ before: Int) {
        var frames = [Double](repeating: 0, count: 64 * 1_000)
        frames[32_000 - before] = 0.5
        #expect(picture([frames]).truePeaks.map(\.frame) == [32_000 - before])
    }

    @Test("how the programme is cut does not matter", arguments: [1, 7, 480, 4_096, 100_000])
    func cuts(capacity: Int) {
        let programme = (0..<3).map { channel in
            (0..<30_011).map { frame in
                CounterRandom(seed: UInt64(channel)).uniform(UInt64(frame)) * (frame < 9_000 ? 0.1 : 1)
            }
        }
        let (whole, cut) = (picture(programme), picture(programme, capacity: capacity))
        #expect(whole.waveform == cut.waveform && whole.spectrogram == cut.spectrogram)
        #expect(whole.loudness == cut.loudness && whole.truePeaks == cut.truePeaks)
        #expect(whole.integrated == cut.integrated && whole.bands.map(\.level) == cut.bands.map(\.level))
    }

    @Test(
        "any length, any rate and any number of channels has a picture",
        arguments: [0, 1, 2, 1_199, 1_201, 5_000], [1, 2, 5, 8])
    func shapes(frames: Int, channels: Int) {
        for rate in [1, 100, 8_000, 192_000] {
            let programme = Array(repeating: [Double](repeating: 0.5, count: frames), count: channels)
            let found = picture(programme, rate: rate)
            #expect(found.waveform.columns == min(1_200, frames) && found.waveform.channels == channels)
            #expect(found.waveform.values.count == 3 * found.waveform.columns * channels)
            #expect(found.waveform.values.allSatisfy { $0 == 64 })
            let (width, height) = (found.spectrogram.width, found.spectrogram.height)
            #expect((1...1_200).contains(width) && found.spectrogram.pixels.count == width * height)
        }
    }

    @Test("every column of a spectrogram has a window, whatever the length")
    func everyColumn() {
        for frames in Array(1...3_000) + [47_999, 614_399, 614_400, 1_000_003, 10_000_019] {
            let layout = SpectrogramLayout(frames: frames, sampleRate: 48_000, columns: 1_200)
            let windows = (frames + layout.hop - 1) / layout.hop
            var last = -1
            for window in 0..<windows {
                let column = layout.column(ofWindow: window, frames: frames)
                #expect(column == last || column == last + 1, "\(frames) frames, window \(window)")
                last = column
            }
            #expect(last == layout.width - 1, "\(frames) frames")
        }
    }

    @Test(
        "samples that are no numbers, or too large, break nothing and have no level",
        arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func broken(sample: Double) {
        var frames = sine(1_000, amplitude: 0.5, seconds: 1)
        frames[24_000] = sample
        let found = picture([frames])
        #expect(found.integrated == nil && found.bands.allSatisfy { $0.level == nil })
        #expect(found.waveform.values.allSatisfy { (-127...127).contains($0) })
    }
}

import Signal
import Testing

@testable import SoundFiles

@Suite("A file read at another rate")
struct ResampledReaderTests {
    private static func reader(_ workplace: Workplace, frames: Int) throws -> ResampledReader {
        let format = SoundFormat(container: .wav, encoding: .float64, sampleRate: 44_100, channels: 2)
        try write(samples(on: .float64, channels: 2, frames: frames), to: workplace.path("take.wav"), format)
        return try ResampledReader(SoundReader(path: workplace.path("take.wav")), sampleRate: 48_000)
    }

    private static func read(_ reader: ResampledReader, _ frames: Int) throws -> [Double] {
        var block = Block(channels: 2, capacity: 1_000)
        var samples: [Double] = []
        while samples.count < frames {
            try reader.read(into: &block, atMost: min(1_000, frames - samples.count))
            guard block.frames > 0 else { break }
            block.withChannel(1) { (part: UnsafeBufferPointer<Double>) in samples.append(contentsOf: part) }
        }
        return samples
    }

    @Test("is as long as the file, and reads the same from anywhere, within 1e-12")
    func seeking() throws {
        let workplace = try Workplace()
        let reader = try Self.reader(workplace, frames: 44_100)
        #expect(reader.frames == 48_000)
        let whole = try Self.read(reader, 100_000)
        #expect(whole.count == 48_000)
        for start in [40_000, 0, 3, 2_500, 12_345, 47_999, 30_000] {
            try reader.seek(toFrame: start)
            let part = try Self.read(reader, 1_500)
            #expect(part.count == min(1_500, 48_000 - start))
            let worst = zip(part, whole[start...]).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            #expect(worst < 1e-12, "from \(start): \(worst)")
        }
    }

    @Test("is placed and looped like any recording")
    func looped() throws {
        let workplace = try Workplace()
        let reader = try Self.reader(workplace, frames: 22_050)
        let recording = Recording(
            reader: reader, trim: 4_000..<10_000, at: 0, until: .max, loops: true, gain: 1, frames: 30_000,
            channelMap: .matching(2))
        let sound = try drain(recording)[1]
        #expect(sound.count == 30_000)
        let worst = (0..<6_000).reduce(0) { max($0, (sound[$1] - sound[$1 + 6_000]).magnitude) }
        #expect(worst < 1e-12)
        #expect(sound[..<6_000].contains { $0.magnitude > 0.1 })
    }
}

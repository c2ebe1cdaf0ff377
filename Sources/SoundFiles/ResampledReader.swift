internal import Resampling
package import Signal

/// A sound file read at another sample rate.
///
/// Where reading goes on from another frame, the resampler begins anew far enough ahead of it to have forgotten that,
/// at a moment that is a whole frame at both rates.
package final class ResampledReader: PlacedSound {
    /// Frames of the lower rate that a resampler is begun ahead: many times what its filter reaches.
    private static let lead = 2048

    package let frames: Int
    package let sampleRate: Int
    private let reader: SoundReader
    private var stream: ResampledStream
    private var position = 0
    private var skipped: Block

    package var channels: Int { reader.channels }

    /// - Parameter sampleRate: Hz, of what is read here.
    package init(_ reader: SoundReader, sampleRate: Int) throws {
        self.reader = reader
        self.sampleRate = sampleRate
        frames = Int(
            (Double(reader.info.frames) * Double(sampleRate) / Double(reader.info.sampleRate)).rounded())
        stream = try ResampledReader.stream(reader, sampleRate)
        skipped = Block(channels: reader.channels, capacity: 4096)
    }

    private static func stream(_ reader: SoundReader, _ sampleRate: Int) throws -> ResampledStream {
        try ResampledStream(reader, from: Double(reader.info.sampleRate), to: Double(sampleRate))
    }

    package func seek(toFrame frame: Int) throws {
        precondition((0...frames).contains(frame), "BUG: seek to frame \(frame) of \(frames)")
        guard frame != position else { return }
        let (from, to) = (reader.info.sampleRate, sampleRate)
        let common = greatestCommonDivisor(from, to)
        let lead = max(ResampledReader.lead, ResampledReader.lead * to / from)
        let steps = min(max(0, frame - lead) / (to / common), reader.info.frames / (from / common))
        try reader.seek(toFrame: steps * (from / common))
        stream = try ResampledReader.stream(reader, sampleRate)
        position = steps * (to / common)
        while position < frame {
            try stream.read(into: &skipped, atMost: frame - position)
            guard skipped.frames > 0 else { break }
            position += skipped.frames
        }
        position = frame
    }

    package func read(into block: inout Block, atMost limit: Int) throws {
        try stream.read(into: &block, atMost: min(limit, frames - position))
        position += block.frames
    }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

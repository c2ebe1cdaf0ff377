import Foundation
import TargetDescription
import Testing

@testable import BuildEngine

@Suite("The difference of two renderings")
struct FileDifferenceTests {
    /// 16-bit PCM at 8 kHz.
    static func wav(_ samples: [Int16], channels: UInt16 = 1, more: [UInt8] = []) -> [UInt8] {
        func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            withUnsafeBytes(of: number.littleEndian, Array.init)
        }
        let data = samples.flatMap(bytes)
        let size = UInt32(36 + data.count + more.count)
        return Array("RIFF".utf8) + bytes(size) + Array("WAVEfmt ".utf8) + bytes(UInt32(16))
            + bytes(UInt16(1))
            + bytes(channels) + bytes(UInt32(8_000)) + bytes(UInt32(16_000) * UInt32(channels))
            + bytes(2 * channels)
            + bytes(UInt16(16)) + Array("data".utf8) + bytes(UInt32(data.count)) + data + more
    }

    static let ramp = (0..<200_000).map { Int16(truncatingIfNeeded: $0) }

    private func difference(_ first: [UInt8], _ second: [UInt8], isSound: Bool = true) throws
        -> FileDifference?
    {
        let place = FileManager.default.temporaryDirectory.appending(path: "difference-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let paths = ["first.wav", "second.wav"].map { place.appending(path: $0) }
        for (path, bytes) in zip(paths, [first, second]) { try Data(bytes).write(to: path) }
        return try FileDifference(paths[0].path, paths[1].path, isSound: isSound, nil)
    }

    @Test("is none where all bytes are the same", arguments: [[], [1, 2, 3], wav(ramp)])
    func same(_ bytes: [UInt8]) throws {
        #expect(try difference(bytes, bytes) == nil)
    }

    @Test("is the first byte, and the moment of the first sample", arguments: [0, 100, 131_000, 199_999])
    func sample(_ frame: Int) throws {
        var other = Self.ramp
        other[frame] ^= 0x100
        for later in (frame + 1)..<max(frame + 1, min(frame + 50, other.count)) { other[later] ^= 1 }
        let found = try #require(try difference(Self.wav(Self.ramp), Self.wav(other)))
        #expect(found.byte == 44 + 2 * frame + 1)
        guard case .sample(let position) = found.sound else {
            Issue.record("\(found.words)")
            return
        }
        #expect(position.seconds == Double(frame) / 8_000 && position.channel == nil)
        #expect(found.words.contains("the first sample that differs is at "))
    }

    @Test("names the channel where it is one of two")
    func channel() throws {
        var other = Self.ramp
        other[41] ^= 1
        let found = try #require(
            try difference(Self.wav(Self.ramp, channels: 2), Self.wav(other, channels: 2)))
        #expect(found.words.contains("at 0.003 s, right"), "\(found.words)")
        other[40] ^= 1
        let both = try #require(
            try difference(Self.wav(Self.ramp, channels: 2), Self.wav(other, channels: 2)))
        #expect(both.words.hasSuffix("at 0.003 s"), "\(both.words)")
    }

    @Test("tells a header from the sound, another length from another sample, and no sound from one")
    func others() throws {
        let plain = Self.wav(Self.ramp)
        let tagged = Self.wav(Self.ramp, more: Array("LIST".utf8) + [4, 0, 0, 0] + Array("INFO".utf8))
        let header = try #require(try difference(plain, tagged))
        #expect(header.sound == .sameSamples && header.byte == 4, "\(header.words)")
        #expect(header.words.contains("of 400044 and then 400056"))
        let short = try #require(try difference(plain, Self.wav(Array(Self.ramp.dropLast(10)))))
        #expect(short.words.contains("200000 frames and then 8000 Hz, 1 ch, 199990 frames"), "\(short.words)")
        let text = try #require(try difference([1, 2, 3], [1, 2], isSound: false))
        #expect(text.words == "byte 2 of 3 and then 2 is 0x03 and then the end", "\(text.words)")
        #expect(try difference(Array(plain.dropLast()), [1], isSound: true)?.sound == nil)
    }
}

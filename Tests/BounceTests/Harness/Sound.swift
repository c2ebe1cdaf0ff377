import Foundation

/// Sound files, made by hand: the tests do not ask the library under test for its own input.
enum Sound {
    /// A WAV file of 32-bit floats (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0",
    /// and the WAVE_FORMAT_IEEE_FLOAT of the later "New Multimedia Data Types").
    static func wav(_ samples: [Float], rate: UInt32 = 8_000, channels: UInt16 = 1) -> Data {
        let data = samples.reduce(into: Data()) { $0.append(littleEndian: $1.bitPattern) }
        var format = Data()
        format.append(littleEndian: UInt16(3))
        format.append(littleEndian: channels)
        format.append(littleEndian: rate)
        format.append(littleEndian: rate * UInt32(channels) * 4)
        format.append(littleEndian: channels * 4)
        format.append(littleEndian: UInt16(32))
        format.append(littleEndian: UInt16(0))
        var fact = Data()
        fact.append(littleEndian: UInt32(samples.count / Int(channels)))
        let chunks = chunk("fmt ", format) + chunk("fact", fact) + chunk("data", data)
        return chunk("RIFF", Data("WAVE".utf8) + chunks)
    }

    /// A take: a ramp that no other number makes, so many frames long.
    static func take(_ number: Int, frames: Int = 1_000, rate: UInt32 = 8_000) -> Data {
        wav((0..<frames).map { Float(($0 * (2 * number + 3)) % 200 - 100) / 400 }, rate: rate)
    }

    /// The 32-bit float samples of a WAV file that was written by `bounce`.
    static func samples(of wav: Data) -> [Float] {
        // Chunk by chunk: a cue point names the chunk `data` as well.
        var chunk = 12
        while chunk + 8 <= wav.count, wav[chunk..<chunk + 4] != Data("data".utf8) {
            let size = Int(wav.integer(at: chunk + 4))
            chunk += 8 + size + size % 2
        }
        guard chunk + 8 <= wav.count else { return [] }
        let size = Int(wav.integer(at: chunk + 4))
        let start = chunk + 8
        return stride(from: start, to: min(start + size, wav.count) - 3, by: 4).map {
            Float(bitPattern: wav.integer(at: $0))
        }
    }

    private static func chunk(_ name: String, _ content: Data) -> Data {
        var chunk = Data(name.utf8)
        chunk.append(littleEndian: UInt32(content.count))
        return chunk + content
    }
}

extension Data {
    fileprivate mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate func integer(at offset: Int) -> UInt32 {
        (0..<4).reduce(UInt32(0)) { $0 | UInt32(self[startIndex + offset + $1]) << UInt32(8 * $1) }
    }
}

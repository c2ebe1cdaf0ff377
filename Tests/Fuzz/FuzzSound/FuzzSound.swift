internal import FuzzDriver
internal import Signal
internal import SoundFiles

/// Audio files from strangers: the check of the header, then what the library makes of the rest.
@main
enum FuzzSound {
    /// Compressed formats may promise hours within a few bytes.
    private static let mostFrames = 1 << 18

    static func main() {
        fuzz { bytes, count in
            Scratch.fill(bytes, count)
            try? FuzzSound.read()
            return 0
        }
    }

    private static func read() throws {
        let reader = try SoundReader(path: Scratch.path)
        _ = reader.markers()
        var block = Block(channels: reader.channels)
        while reader.position < mostFrames {
            try reader.read(into: &block)
            if block.frames == 0 { break }
        }
        try reader.seek(toFrame: reader.info.frames / 2)
        try reader.read(into: &block)
    }
}

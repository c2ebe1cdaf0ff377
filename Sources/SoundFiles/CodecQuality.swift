import CSndfile

/// How finely a codec works, in its own terms and in the library's: a number from 0 (best) to 1.
enum CodecQuality {
    /// Most of Opus for each channel, and least: kbit/s.
    private static let opus = 6.0...256.0

    /// The bit rates of MPEG layer III, kbit/s, and the range over which the library spreads its number.
    private static func rates(of sampleRate: Int) -> (steps: [Int], range: ClosedRange<Double>) {
        let low = [8, 16, 24, 32, 40, 48, 56, 64]
        // MPEG-1, MPEG-2 and its unofficial extension to low rates.
        if sampleRate >= 32_000 {
            return ([32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], 32...320)
        }
        return sampleRate >= 16_000 ? (low + [80, 96, 112, 128, 144, 160], 8...160) : (low, 8...64)
    }

    /// What is wrong with the quality that a format asks for.
    static func problem(_ format: SoundFormat) -> String? {
        switch format.container {
        case .opus:
            let most = opus.upperBound * Double(format.channels)
            let isFine = (opus.lowerBound...most).contains(format.quality)
            return isFine ? nil : "it takes \(Int(opus.lowerBound)) to \(Int(most)) kbit/s"
        case .mp3:
            let steps = rates(of: format.sampleRate).steps
            guard !steps.contains(where: { Double($0) == format.quality }) else { return nil }
            let list = steps.map(String.init).joined(separator: ", ")
            return "at \(format.sampleRate) Hz it takes \(list) kbit/s"
        case .vorbis: return (0...10).contains(format.quality) ? nil : "it takes a quality from 0 to 10"
        case .wav, .rf64, .w64, .bwf, .aiff, .caf, .flac: return nil
        }
    }

    /// Hands it to the library, before the first sample.
    static func set(_ format: SoundFormat, of handle: borrowing LibraryHandle) -> Bool {
        var level: Double
        switch format.container {
        case .vorbis: level = 1 - format.quality / 10
        case .opus:
            let most = opus.upperBound * Double(format.channels)
            level = (most - format.quality) / ((opus.upperBound - opus.lowerBound) * Double(format.channels))
        case .mp3:
            let range = rates(of: format.sampleRate).range
            // Half a step above: what the library makes of it is cut off to whole numbers.
            let rate = min(format.quality + 0.5, range.upperBound)
            level = (range.upperBound - rate) / (range.upperBound - range.lowerBound)
        case .wav, .rf64, .w64, .bwf, .aiff, .caf, .flac: return true
        }
        level = min(max(level, 0), 1)
        let size = Int32(MemoryLayout<Double>.size)
        guard sf_command(handle.pointer, Int32(SFC_SET_COMPRESSION_LEVEL), &level, size) != 0 else {
            return false
        }
        return format.container == .mp3 ? setConstantRate(of: handle) : true
    }

    /// After the level: the library works out the rate of the mode from it.
    private static func setConstantRate(of handle: borrowing LibraryHandle) -> Bool {
        var mode = Int32(SF_BITRATE_MODE_CONSTANT)
        let size = Int32(MemoryLayout<Int32>.size)
        return sf_command(handle.pointer, Int32(SFC_SET_BITRATE_MODE), &mode, size) != 0
    }
}

internal import Archives
internal import FoundationEssentials
internal import Signal
internal import SoundFiles

/// What a report shows of a sound, in the form in which the page reads it. It follows from the bytes of the file alone,
/// and is kept under their digest.
package struct ReportPicture: Codable, Sendable {
    package static let version = Picture.version

    package let seconds: Double
    package let sampleRate: Int
    package let channels: Int
    /// LUFS; nil where it cannot be measured.
    package let integrated: Double?
    package let waveform: Waves
    package let spectrogram: Grey
    package let loudness: Trace
    package let truePeaks: [Peak]
    package let bands: Bands

    /// `data` is as `Waveform.values` has it, in Base64.
    package struct Waves: Codable, Sendable {
        package let columns: Int
        package let channels: Int
        package let data: String
    }

    /// A PNG in 8-bit grey, in Base64.
    package struct Grey: Codable, Sendable {
        package let png: String
        package let width: Int
        package let height: Int
        package let lowest: Double
        package let highest: Double
        package let floor: Double
        package let top: Double
    }

    /// As `LoudnessTrace` has them: 16-bit integers, little endian, in Base64.
    package struct Trace: Codable, Sendable {
        package let hop: Double
        package let momentary: String
        package let shortTerm: String
    }

    package struct Peak: Codable, Sendable {
        package let seconds: Double
        package let level: Double
        package let channel: Int
    }

    package struct Bands: Codable, Sendable {
        package let centres: [Double]
        package let levels: [Double?]
    }
}

extension ReportPicture {
    /// Reads a file once, from its first frame to its last.
    init(ofFile path: String, _ isCancelled: () -> Bool) throws {
        let reader = try SoundReader(path: path)
        var meter = PictureMeter(
            frames: reader.info.frames, sampleRate: reader.info.sampleRate, channels: reader.info.channels)
        try reader.forEachBlock(isCancelled) { meter.measure($0) }
        self.init(meter.finish())
    }

    private init(_ picture: Picture) {
        let rate = Double(picture.sampleRate)
        seconds = Double(picture.frames) / rate
        sampleRate = picture.sampleRate
        channels = picture.waveform.channels
        integrated = picture.integrated
        waveform = Waves(
            columns: picture.waveform.columns, channels: picture.waveform.channels,
            data: Self.base64(picture.waveform.values))
        spectrogram = Grey(picture.spectrogram)
        loudness = Trace(
            hop: picture.loudness.hop, momentary: Self.base64(picture.loudness.momentary),
            shortTerm: Self.base64(picture.loudness.shortTerm))
        truePeaks = picture.truePeaks.filter(\.level.isFinite).map {
            Peak(seconds: Double($0.frame) / rate, level: $0.level, channel: $0.channel)
        }
        bands = Bands(centres: picture.bands.map(\.frequency), levels: picture.bands.map(\.level))
    }

    private static func base64(_ values: [some FixedWidthInteger & BitwiseCopyable]) -> String {
        values.map(\.littleEndian).withUnsafeBytes { Data($0).base64EncodedString() }
    }
}

extension ReportPicture.Grey {
    fileprivate init(_ spectrogram: Spectrogram) {
        let png = GreyPicture.png(
            width: spectrogram.width, height: spectrogram.height, pixels: spectrogram.pixels)
        self.init(
            png: Data(png).base64EncodedString(), width: spectrogram.width, height: spectrogram.height,
            lowest: spectrogram.lowest, highest: spectrogram.highest, floor: Spectrogram.floor,
            top: Spectrogram.top)
    }
}

// MARK: - As it is kept

extension ReportPicture {
    /// Nil for bytes that are none.
    init?(kept bytes: [UInt8]) {
        guard let picture = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = picture
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("BUG: a picture that cannot be written as JSON")
        }
        return Array(data)
    }
}

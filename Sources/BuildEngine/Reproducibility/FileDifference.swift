package import BuildStore
internal import Signal
internal import SoundFiles

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where two renderings of one target part.
package struct FileDifference: Equatable, Sendable {
    /// The first byte that is another, counted from 0.
    package let byte: Int
    /// The values there; nil where a file is at its end.
    package let values: (first: UInt8?, second: UInt8?)
    package let sizes: (first: Int, second: Int)
    /// What that comes to in the sound; nil for what is no audio, or cannot be read as such.
    package let sound: Sound?

    package enum Sound: Equatable, Sendable {
        /// The first sample that is another.
        case sample(Position)
        /// The header or the packing is another, and every sample the same.
        case sameSamples
        /// Another rate, another number of channels, another length.
        case form(String, String)
    }

    package static func == (left: FileDifference, right: FileDifference) -> Bool {
        left.byte == right.byte && left.values == right.values && left.sizes == right.sizes
            && left.sound == right.sound
    }

    /// Nil where the files are the same to the last byte.
    ///
    /// - Parameters:
    ///   - isSound: Whether they are audio.
    ///   - timeline: What they are laid out on; nil for nothing.
    package init?(
        _ first: String, _ second: String, isSound: Bool, _ timeline: Timeline?
    ) throws(StoreError) {
        guard let bytes = try FileDifference.firstByte(first, second) else { return nil }
        (byte, values) = bytes
        sizes = (Int(try size(of: first)), Int(try size(of: second)))
        sound = isSound ? try? FileDifference.firstSample(first, second, timeline) : nil
    }

    /// "byte 4140 of 192044 is 0x7f and then 0x80: the first sample that differs is at 0.021 s (bar 1, beat 1), left".
    package var words: String {
        let size = sizes.first == sizes.second ? "\(sizes.first)" : "\(sizes.first) and then \(sizes.second)"
        let place = "byte \(byte) of \(size) is \(shown(values.first)) and then \(shown(values.second))"
        switch sound {
        case .none: return place
        case .sample(let position): return "\(place): the first sample that differs is \(position.text)"
        case .sameSamples: return "\(place): all samples are the same, what differs is the file's header"
        case .form(let first, let second): return "\(place): it is \(first) and then \(second)"
        }
    }

    private func shown(_ byte: UInt8?) -> String {
        guard let byte else { return "the end" }
        let digits = String(byte, radix: 16)
        return "0x\(digits.count < 2 ? "0" : "")\(digits)"
    }

    private static func firstByte(
        _ first: String, _ second: String
    ) throws(StoreError) -> (Int, (first: UInt8?, second: UInt8?))? {
        let left = try Pieces(first)
        let right = try Pieces(second)
        var offset = 0
        while true {
            let (a, b) = (try left.next(), try right.next())
            if let index = zip(a, b).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
                return (offset + index, (a[index], b[index]))
            }
            let common = min(a.count, b.count)
            guard a.count == b.count else {
                return (
                    offset + common, (a.count > common ? a[common] : nil, b.count > common ? b[common] : nil)
                )
            }
            if a.isEmpty { return nil }
            offset += common
        }
    }

    private static func firstSample(
        _ first: String, _ second: String, _ timeline: Timeline?
    ) throws -> Sound {
        let (left, right) = (try SoundReader(path: first), try SoundReader(path: second))
        let forms = (form(left.info), form(right.info))
        guard forms.0 == forms.1 else { return .form(forms.0, forms.1) }
        let channels = left.channels
        var (a, b) = (Block(channels: channels), Block(channels: channels))
        while true {
            let start = left.position
            try left.read(into: &a)
            try right.read(into: &b)
            if a.frames == 0 { return .sameSamples }
            let different = (0..<channels).compactMap { channel in
                firstOther(a, b, channel).map { (frame: $0, channel: channel) }
            }
            if let earliest = different.min(by: { $0.frame < $1.frame }) {
                let channel =
                    different.count { $0.frame == earliest.frame } == channels ? nil : earliest.channel
                let place = Place(frame: start + earliest.frame, length: nil, channel: channel)
                return .sample(
                    Position(place, sampleRate: left.info.sampleRate, channels: channels, timeline))
            }
        }
    }

    private static func firstOther(_ left: Block, _ right: Block, _ channel: Int) -> Int? {
        left.withChannel(channel) { left in
            right.withChannel(channel) { right in
                zip(left, right).enumerated().first { $0.element.0.bitPattern != $0.element.1.bitPattern }?
                    .offset
            }
        }
    }

    private static func form(_ info: SoundInfo) -> String {
        "\(info.sampleRate) Hz, \(info.channels) ch, \(info.frames) frames"
    }
}

/// A file, piece by piece; all pieces but the last have the same size.
private struct Pieces: ~Copyable {
    private let file: Descriptor
    private static let size = 1 << 18

    init(_ path: String) throws(StoreError) { file = try Descriptor(path, O_RDONLY) }

    /// The next piece; empty at the end.
    func next() throws(StoreError) -> [UInt8] {
        try file.contents(size: Pieces.size)
    }
}

private func size(of path: String) throws(StoreError) -> Int64 {
    try FileIdentity(path: path)?.size ?? 0
}

internal import Signal
internal import SoundFiles

/// Listens to a mix, and takes the sum of its stems away: what is left, as its largest sample, dBFS. A mix that is
/// the very sum of its stems has −∞.
final class ResidualMeter: GateMeter.Listener {
    private let metric: String
    private let sum: MixBus?
    private let channels: Int
    /// Why there is nothing to take away.
    private let problem: String?
    private var block: Block
    private var frames = 0
    private var largest = (magnitude: 0.0, place: Place(frame: 0))
    private(set) var failure: (any Error)?

    /// - Parameters:
    ///   - info: The form of the mix.
    ///   - stems: Each as it is, at unity and in the middle.
    init(metric: String, of info: SoundInfo, stems: [(name: String, path: String)]) throws {
        self.metric = metric
        channels = info.channels
        let readers = try stems.map { (name: $0.name, reader: try SoundReader(path: $0.path)) }
        problem = ResidualMeter.problem(info, readers.map { ($0.name, $0.reader.info) })
        sum =
            problem == nil ? MixBus(readers.map { MixBus.Input(stream: $0.reader) }, channels: channels) : nil
        block = Block(channels: channels)
    }

    private static func problem(_ mix: SoundInfo, _ stems: [(name: String, info: SoundInfo)]) -> String? {
        guard let first = stems.first else { return "there are no stems" }
        func words(_ info: SoundInfo) -> String {
            "\(info.frames) frames, \(info.sampleRate) Hz, \(info.channels) ch"
        }
        for (name, info) in stems {
            let fits =
                info.frames == mix.frames && info.sampleRate == mix.sampleRate
                && info.channels == first.info.channels
                && (info.channels == mix.channels || info.channels == 1 && mix.channels == 2)
            guard fits else {
                return "'\(name)' has \(words(info)), and the mix \(words(mix))"
            }
        }
        return nil
    }

    func measure(_ block: borrowing Block) {
        guard let sum, failure == nil else { return }
        // The blocks of a mix may be of any length; the stems follow in step.
        if self.block.capacity != block.frames, block.frames > 0 {
            self.block = Block(channels: channels, capacity: block.frames)
        }
        guard block.frames > 0 else { return }
        do {
            try sum.read(into: &self.block)
        } catch {
            failure = error
            return
        }
        for channel in 0..<channels { compare(channel, block) }
        frames += block.frames
    }

    private func compare(_ channel: Int, _ mix: borrowing Block) {
        var largest = largest
        let count = min(mix.frames, block.frames)
        mix.withChannel(channel) { mix in
            block.withChannel(channel) { (sum: UnsafeBufferPointer<Double>) in
                for index in 0..<count {
                    let rest = abs(mix[index] - sum[index])
                    if rest > largest.magnitude {
                        largest = (rest, Place(frame: frames + index, channel: channel))
                    }
                }
            }
        }
        self.largest = largest
    }

    func finish() -> [Measurement] {
        if let problem { return [Measurement(metric: metric, value: .unmeasurable(problem))] }
        guard frames > 0 else {
            return [Measurement(metric: metric, value: .unmeasurable("there is no audio: 0 frames"))]
        }
        return [
            Measurement(
                metric: metric, value: .number(Mathematics.decibels(fromAmplitude: largest.magnitude)),
                place: largest.magnitude > 0 ? largest.place : nil)
        ]
    }
}

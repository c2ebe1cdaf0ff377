internal import Resampling
internal import Signal
internal import SoundFiles
internal import TargetDescription

struct ConvolutionUnit: StreamEffectUnit {
    /// The longest response, seconds.
    private static let longest = 30.0
    /// Samples that all channels of a response may have together: 64 MiB, of which several copies and their spectra are
    /// made.
    private static let mostSamples = 1 << 23

    private let file: String
    private let gain: Control
    private let isNormalised: Bool
    private let mix: Control
    private let predelay: Control
    private let resample: Bool

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        file = recipe.text("file")
        gain = recipe.gainControl("gain", timeline)
        isNormalised = recipe.flag("normalise")
        mix = recipe.control("mix", timeline)
        predelay = try recipe.predelay(timeline)
        resample = recipe.flag("resample")
    }

    func apply(to stream: any SampleStream, _ context: RenderContext) throws -> any SampleStream {
        let response = try load(context)
        let paths = try paths(response.count, stream.channels, context)
        let factor = try factor(response, paths)
        let silence = Int(predelay.constant ?? 0)
        let convolved = paths.map { path in
            // What comes after the sound's end need not be worked out.
            let taps = response[path.channel].prefix(max(0, context.frames - silence)).map { $0 * factor }
            return Convolution.Path(
                from: path.input, to: path.output, Array(repeating: 0, count: silence) + taps)
        }
        return Convolution(
            stream, convolved, mix: mix, gain: gain.constant == nil ? gain : 1,
            predelay: predelay.constant == nil ? predelay : nil, frames: context.frames)
    }

    /// The channels of the file, at the production's rate.
    private func load(_ context: RenderContext) throws -> [[Double]] {
        let (samples, info) = try decodeOneShot(path: file, maximumSeconds: ConvolutionUnit.longest)
        if !resample { try checkRate(of: file, info, context) }
        guard samples.contains(where: { !$0.isEmpty }) else {
            throw RenderError("\(file) has no samples: an impulse response needs some; export it again")
        }
        // So many times as many taps: each has to weigh so many times less.
        let weight = Double(info.sampleRate) / context.sampleRate
        let response = try resampled(samples, from: Double(info.sampleRate), to: context.sampleRate).map {
            weight == 1 ? $0 : $0.map { $0 * weight }
        }
        let count = response.reduce(0) { $0 + $1.count }
        guard count <= ConvolutionUnit.mostSamples else {
            throw RenderError(
                "\(file) has \(count) samples over all channels at \(context.timeline.sampleRate) Hz, and an impulse response may have \(ConvolutionUnit.mostSamples): shorten it"
            )
        }
        return response
    }

    private typealias Route = (input: Int, output: Int, channel: Int)

    /// Which channel of the file leads from where to where.
    private func paths(_ found: Int, _ channels: Int, _ context: RenderContext) throws -> [Route] {
        switch (found, channels) {
        case (1, _): return (0..<channels).map { ($0, $0, 0) }
        case (channels, _): return (0..<channels).map { ($0, $0, $0) }
        case (4, 2): return [(0, 0, 0), (0, 1, 1), (1, 0, 2), (1, 1, 3)]
        default:
            let accepted = channels == 2 ? "1, 2 or 4" : channels == 1 ? "1" : "1 or \(channels)"
            throw RenderError(
                "\(file) has \(found) channels, and '\(context.target)' has \(channels): its impulse response has to have \(accepted)"
            )
        }
    }

    /// By what all taps are multiplied, but for a gain that moves: the same for all channels, so that they stay as loud
    /// beside each other.
    private func factor(_ response: [[Double]], _ paths: [Route]) throws -> Double {
        let energies = response.map { $0.reduce(0) { $0 + $1 * $1 } }
        let outputs = Dictionary(grouping: paths, by: \.output).values.map { paths in
            paths.reduce(0) { $0 + energies[$1.channel] }
        }
        let loudest = outputs.max() ?? 0
        guard loudest.isFinite else {
            throw RenderError(
                "\(file) holds samples that are not finite: no impulse response does; export it again")
        }
        let gain = gain.constant ?? 1
        guard isNormalised else { return gain }
        guard loudest > 0 else {
            throw RenderError(
                "\(file) is silent, and cannot be normalised: take another file, or normalise: false")
        }
        return gain / loudest.squareRoot()
    }
}

extension Recipe {
    /// In whole frames: at the tempo of the start, or at the points of a curve.
    func predelay(_ timeline: Timeline) throws(Refusal) -> Control {
        guard case .quantity(let amount, let unit) = self["predelay"] else {
            return control("predelay", timeline).converted {
                ($0 * Double(timeline.sampleRate)).rounded()
            }
        }
        let frames = timeline.frames(amount, unit)
        guard frames > timeline.sampleRate else { return Control(Double(frames)) }
        throw Refusal(
            line: line,
            "the \(rule.name)'s predelay is \(decimal(timeline.seconds(frames), 3)) s: it has to be from 0 s to 1 s"
        )
    }
}

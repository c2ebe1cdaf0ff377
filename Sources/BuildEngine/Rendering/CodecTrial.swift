internal import Signal
internal import SoundFiles
internal import TargetDescription

/// A codec that a file is sent through, to see what a listener gets of it.
package struct CodecTrial: Sendable {
    private let recipe: Recipe
    /// `opus-128`, `vorbis-6`, `mp3-320`, `flac`.
    let name: String

    init(_ recipe: Recipe) {
        self.recipe = recipe
        let setting =
            recipe.has("kbps")
            ? "-\(recipe.integer("kbps"))"
            : recipe.has("quality") ? "-\(plain(recipe.number("quality")))" : ""
        let encoding: SoundFiles.Encoding? = recipe.has("encoding") ? recipe.word("encoding") : nil
        name = recipe.rule.name + setting + (encoding.map { "-\($0.bits)" } ?? "")
    }

    /// The form of the file at this sample rate.
    func format(sampleRate: Int, channels: Int) -> SoundFormat {
        SoundFormat(recipe, sampleRate: sampleRate, channels: channels)
    }

    /// `true-peak.after.opus-128`.
    func metric(_ kind: Metric.Kind) -> String { "\(kind.rawValue).after.\(name)" }

    /// What is measured behind the codec.
    static let kinds: [Metric.Kind] = [.truePeak, .loudness]

    /// The meter that sends a programme through it. What it measures depends on the encoder and its version.
    var meter: GateMeter {
        let trial = self
        return GateMeter(
            metrics: Self.kinds.map(metric), basis: format(sampleRate: 1, channels: 1).container.encoder
        ) { info in
            try CodecMeter(trial, info)
        }
    }
}

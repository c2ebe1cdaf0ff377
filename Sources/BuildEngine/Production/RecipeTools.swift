internal import Resampling
internal import SoundFonts
internal import TargetDescription

extension Recipe {
    /// The libraries that this recipe itself is made with, each with its version: they are in its key.
    var tools: [(name: String, version: String)] {
        if rule.name == Rule.soundFont.name, rule.family == .instrument {
            return [("synthesizer", SoundFontTrack.library ?? "not installed")]
        }
        let resamples = rule.parameters.contains { $0.name == "resample" } && flag("resample")
        let isSampler = rule.name == Rule.sampler.name && rule.family == .instrument
        return resamples || isSampler ? [("resampler", ResamplerVersion.library)] : []
    }
}

internal import Signal
internal import SoundFiles
internal import TargetDescription

/// True peak and loudness of what comes out of a codec.
struct SurvivesGate: GateUnit {
    private let trials: [CodecTrial]
    private let peak: Bounds
    private let loudness: Bounds?

    init(_ recipe: Recipe, _ timeline: Timeline) throws(Refusal) {
        trials = recipe.recipes("codecs").map(CodecTrial.init)
        peak = Bounds(atMost: recipe.number("truePeak"), unit: "dBTP")
        let tolerance = recipe.number("tolerance")
        loudness = recipe.optionalNumber("loudness").map {
            Bounds(atLeast: $0 - tolerance, atMost: $0 + tolerance, unit: "LUFS")
        }
        for (codec, trial) in zip(recipe.recipes("codecs"), trials) {
            let format = trial.format(sampleRate: timeline.sampleRate, channels: 1)
            guard format.container.isCoded else {
                throw Refusal(
                    line: recipe.line, "\(codec.rule.name) is no codec: name opus, vorbis, mp3 or flac")
            }
            // How many kilobits there may be depends on the channels, which are known when there is a file.
            if let problem = format.container.problem(withRate: timeline.sampleRate) {
                throw Refusal(
                    line: recipe.line,
                    "\(codec.rule.name) cannot take \(timeline.sampleRate) Hz: \(problem)")
            }
        }
    }

    func meters(_ job: Job) -> [GateMeter] { trials.map(\.meter) }

    func judge(_ evidence: Evidence) -> [Verdict] {
        trials.flatMap { trial -> [Verdict] in
            let name = "survives \(trial.name)"
            let peak = peak.judge("\(name), true-peak", evidence, trial.metric(.truePeak)) {
                "\(trial.name) overshoots: lower the limiter's ceiling by \(amply($0, 2)) dB, or give it more kbit/s"
            }
            guard let loudness else { return [peak] }
            return [
                peak,
                loudness.judge("\(name), loudness", evidence, trial.metric(.loudness), advice: Advice.level),
            ]
        }
    }
}

/// What a compressor or an expander takes as the level.
public enum Detector: String, CaseIterable, Sendable {
    /// The largest magnitude of the channels, sample by sample.
    case peak
    /// The root of the mean square over about 10 ms and all channels: nearer to how loud it is heard.
    case rms
}

extension Parameter {
    /// Of what turns down by a level.
    static let threshold = Parameter("threshold", .automatable(-80...0, unit: "dBFS"))
    static let makeup = Parameter("makeup", .automatable(-24...36, unit: "dB"), default: .number(0))
    static let detector = Parameter("detector", .choice(Detector.self), default: .choice(Detector.peak))
    static let sidechain = Parameter.optional("sidechain", .target)

    static func ratio(_ usual: Double) -> Parameter {
        Parameter("ratio", .automatable(1...100, unit: ""), default: .number(usual))
    }

    static func knee(_ usual: Double) -> Parameter {
        Parameter("knee", .automatable(0...40, unit: "dB"), default: .number(usual))
    }

    static func range(_ usual: Double) -> Parameter {
        Parameter("range", .automatable(0...144, unit: "dB"), default: .number(usual))
    }

    static func attack(_ usual: Double) -> Parameter {
        Parameter("attack", .automatable(0...1_000, unit: "ms"), default: .number(usual))
    }

    static func release(_ usual: Double) -> Parameter {
        Parameter("release", .automatable(1...5_000, unit: "ms"), default: .number(usual))
    }
}

/// The form of an audio file: its container, and how the samples are stored in it.
public struct Format: Sendable {
    package let recipe: Recipe

    init(_ rule: Rule, _ values: [Value], _ line: Int) { recipe = Recipe(rule, values, line: line) }

    init(_ rule: Rule, _ encoding: Encoding, _ dither: Dither, _ line: Int) {
        self.init(rule, [.choice(encoding), .choice(dither)], line)
    }
}

// Parameters that several formats share.
extension Parameter {
    static func encoding(_ encodings: [Encoding]) -> Parameter {
        Parameter("encoding", .choice(encodings.map(\.rawValue)), default: .choice(Encoding.pcm24))
    }

    static let dither = Parameter("dither", .choice(Dither.self), default: .choice(Dither.tpdf))
}

extension Gate {
    /// The file has this sample rate, these channels, this encoding, at least so many bits: for files that come
    /// from elsewhere.
    ///
    /// - Parameters:
    ///   - sampleRate: In Hz. Default any.
    ///   - channels: Default any.
    ///   - encoding: Default any.
    ///   - bits: The least resolution of a sample, in bits; 32-bit floats have 24, doubles 53. Default any.
    public static func format(
        sampleRate: Int? = nil, channels: Channels? = nil, encoding: Encoding? = nil, bits: Int? = nil,
        line: Int = #line
    ) -> Gate {
        Gate(
            recipe: Recipe(
                .formatGate,
                [
                    .optional(sampleRate.map(Value.integer)), .optional(channels.map(Value.choice)),
                    .optional(encoding.map(Value.choice)), .optional(bits.map(Value.integer)),
                ], line: line))
    }
}

extension Rule {
    package static let formatGate = Rule(
        "format", .gate,
        [
            .optional("sampleRate", .integer(1...1_000_000, unit: "Hz")),
            .optional("channels", .choice(Channels.self)),
            .optional("encoding", .choice(Encoding.self)),
            .optional("bits", .integer(1...64, unit: "bits")),
        ])
}

extension Gate {
    /// What is lost when both channels are played by one loudspeaker: their power together above that of their
    /// sum. The same signal on both loses nothing, unrelated ones lose 3 dB, and what differs only in sign is lost.
    ///
    /// - Parameter atMost: 0 … 200 dB. Default 4: a little more than unrelated channels lose.
    public static func monoLoss(atMost: Double = 4, line: Int = #line) -> Gate {
        Gate(recipe: Recipe(.monoLossGate, [.number(atMost)], line: line))
    }
}

extension Rule {
    package static let monoLossGate = Rule(
        "mono-loss", .gate, [Parameter("atMost", .number(0...200, unit: "dB"), default: .number(4))])
}

extension Effect {
    /// Repeats what is heard, later and quieter each time. What would be heard after the target's end is cut there.
    ///
    /// ```swift
    /// .delay(.beats(0.75), feedback: 0.5, mix: 0.3, lowpass: 4_000)
    /// ```
    ///
    /// - Parameters:
    ///   - time: From one repeat to the next, 1 ms … 30 s. In beats each repeat falls so many beats after the one before
    ///     it, also where the tempo changes.
    ///   - feedback: The share of each repeat that makes the next one, 0 … 0.999; 0 for one repeat. Default 0.3. It may move.
    ///   - mix: The share of the repeats, 0 … 1: 1 on a bus that is sent to. Default 0.3. It may move.
    ///   - lowpass: Takes highs from each repeat but the first: the cut-off (−3 dB, 12 dB per octave), 1 … 190,000 Hz,
    ///     below half the sample rate. Default none. It may move.
    ///   - highpass: Takes lows from each repeat but the first. Default none. It may move.
    ///   - pingPong: Whether the repeats go from side to side, the first on the left; of a stereo sound only. Default no.
    public static func delay(
        _ time: Time, feedback: some Automatable = 0.3, mix: some Automatable = 0.3,
        lowpass: some OptionallyAutomatable = Automation?.none,
        highpass: some OptionallyAutomatable = Automation?.none, pingPong: Bool = false, line: Int = #line
    ) -> Effect {
        delay(
            time.value, [feedback.automation.value, mix.automation.value],
            [lowpass.optionalAutomation, highpass.optionalAutomation], pingPong, line)
    }

    /// A delay whose time moves, as the tape of an echo that runs faster or slower: what is repeated meanwhile is heard
    /// higher or lower.
    ///
    /// - Parameters:
    ///   - time: A curve of seconds, 0.001 … 30.
    ///   - feedback: As for a time that stands still.
    ///   - mix: As for a time that stands still.
    ///   - lowpass: As for a time that stands still.
    ///   - highpass: As for a time that stands still.
    ///   - pingPong: As for a time that stands still.
    public static func delay(
        _ time: Automation, feedback: some Automatable = 0.3, mix: some Automatable = 0.3,
        lowpass: some OptionallyAutomatable = Automation?.none,
        highpass: some OptionallyAutomatable = Automation?.none, pingPong: Bool = false, line: Int = #line
    ) -> Effect {
        delay(
            time.value, [feedback.automation.value, mix.automation.value],
            [lowpass.optionalAutomation, highpass.optionalAutomation], pingPong, line)
    }

    private static func delay(
        _ time: Value, _ levels: [Value], _ filters: [Automation?], _ pingPong: Bool, _ line: Int
    ) -> Effect {
        Effect(
            recipe: Recipe(
                .delay,
                [time] + levels + filters.map { .optional($0?.value) } + [.flag(pingPong)], line: line))
    }
}

extension Rule {
    package static let delay = Rule(
        "delay", .effect,
        [
            Parameter("time", .automatableTime(0.001...30)),
            Parameter("feedback", .automatable(0...0.999, unit: "(a share)"), default: .number(0.3)),
            .mix(0.3),
            .optional("lowpass", .automatable(1...190_000, unit: "Hz")),
            .optional("highpass", .automatable(1...190_000, unit: "Hz")),
            Parameter("pingPong", .flag, default: .flag(false)),
        ])
}

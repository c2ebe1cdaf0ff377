/// Small, and whole.
enum StarterTemplate {
    static func manifest(_ choices: TemplateChoices) -> String {
        """
        import TargetDescription

        // A small production: a bass, a beat, and their mix. Run `bounce`, change a number, run it again.

        let production = Production(
            \(SwiftLiteral.text(choices.name)),
            tempo: \(SwiftLiteral.number(choices.tempo)),
            channels: .mono,
            sections: [
                .section("intro", bars: 4),
                .section("groove", bars: 8),
            ],
            targets: [
                .stem("bass", .tone(.saw, frequency: 55, level: 0.3), effects: [.lowpass(frequency: 600)]),
                .stem("drums", .drums(level: 0.6), in: ["groove"]),
                .master(
                    "mix",
                    of: [.input("bass", gain: .decibels(-3)), .input("drums", gain: .decibels(-3))],
                    through: [.limiter(ceiling: -1.5)],
                    gates: [.peak(atMost: -1)]),
            ])

        """
    }
}

/// Voices that were recorded at the same time, each cleaned, mixed and brought to −16 LUFS.
enum PodcastTemplate {
    static let names = ["episode", "episode_mp3", "delivery"]
    /// As podcasts are made, and as MP3 can be.
    private static let rate = 48_000

    static func manifest(_ choices: TemplateChoices) -> String {
        """
        import TargetDescription

        // A podcast: each voice is cleaned for itself; the mix is brought to -16 LUFS and delivered as WAV and MP3.

        // In Hz, of all that comes out. What has another is converted.
        let sampleRate = \(SwiftLiteral.whole(rate))

        // What each voice is called, its file, the file's own sample rate, which of its channels are taken, and where
        // it begins, in seconds.
        let voices: [(name: String, file: String, rate: Int, from: RecordingChannels, at: Double)] = [
        \(choices.recordings.map(row).joined(separator: "\n"))
        ]

        // Rumble out, the room between the words down, loud and soft nearer to each other, the s softer.
        let cleaning: [Effect] = [
            .highpass(frequency: 80),
            .noiseGate(threshold: -50, range: 12, hold: 200, release: 300),
            .compressor(threshold: -24, ratio: 3, attack: 5, release: 120),
            .deEsser(threshold: -30),
        ]

        let cleaned: [Target] = voices.map { voice in
            .stem(
                voice.name,
                .recording(
                    voice.file, at: .seconds(voice.at), channels: voice.from,
                    resample: voice.rate != sampleRate),
                effects: cleaning)
        }

        // The preset asks for -16 LUFS and at most -1 dBTP; the limiter leaves room for what MP3 adds.
        let episode = Target.master(
            "episode", of: voices.map { .input($0.name) },
            through: [.normalise(.loudness, to: -16), .truePeakLimiter(ceiling: -2)],
            gates: [.preset(.podcast), .clipping()])

        let mp3 = Target.process(
            "episode_mp3", from: "episode", through: [], format: .mp3(kbps: 128), named: "episode",
            gates: [.preset(.podcast)])

        let delivery = Target.archive("delivery", of: ["episode", "episode_mp3"])

        let production = Production(
            \(SwiftLiteral.text(choices.name)),
            duration: .seconds(\(FoundRecordings.longest(choices.recordings))),
            sampleRate: sampleRate,
            tags: .tags(title: \(SwiftLiteral.text(choices.name))),
            targets: cleaned + [episode, mp3, delivery])

        """
    }

    private static func row(_ recording: FoundRecording) -> String {
        let (name, file) = (SwiftLiteral.text(recording.name), SwiftLiteral.text(recording.path))
        let rate = SwiftLiteral.whole(recording.info.sampleRate)
        return "    (\(name), \(file), \(rate), \(recording.channelWord), 0),  // \(recording.remark)"
    }
}

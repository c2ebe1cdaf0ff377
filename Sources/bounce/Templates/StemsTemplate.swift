/// Stems for delivery: what is there already, brought to one rate and one length, judged, and packed.
enum StemsTemplate {
    static let archive = "stems"

    static func manifest(_ choices: TemplateChoices) -> String {
        let rate = FoundRecordings.commonRate(choices.recordings)
        // Mono and stereo do not line up in one mix; their lengths are the same in any case.
        let channels = Set(choices.recordings.map { $0.info.channels == 2 })
        let gates = channels.count == 1 ? ", gates: [.aligned()]" : ""
        return """
            import TargetDescription

            // Stems for delivery, from recordings that are there already. All come out at one sample rate and one length,
            // so that they line up when somebody lays them side by side.

            // What every stem goes through: nothing so far. Such as [.gain(.decibels(-6))].
            let effects: [Effect] = []

            // What every stem has to fulfil. For a sync library: [.preset(.syncStems)]; `bounce presets` lists more.
            let promises: [Gate] = [.clipping()]

            // The sample rate of all that comes out, in Hz. What has another is converted.
            let sampleRate = \(SwiftLiteral.whole(rate))

            // What each stem is called, its file, the file's own sample rate, which of its channels are taken, and whether
            // the stem is mono or stereo.
            let recordings: [(name: String, file: String, rate: Int, from: RecordingChannels, channels: Channels)] = [
            \(choices.recordings.map(row).joined(separator: "\n"))
            ]

            let stems: [Target] = recordings.map { recording in
                .stem(
                    recording.name,
                    .recording(recording.file, channels: recording.from, resample: recording.rate != sampleRate),
                    channels: recording.channels, effects: effects, gates: promises)
            }

            // What is delivered: the stems with a sheet of their digests, in one zip.
            let archive = Target.archive("\(archive)", of: recordings.map(\\.name)\(gates))

            let production = Production(
                \(SwiftLiteral.text(choices.name)),
                tempo: \(SwiftLiteral.number(choices.tempo)),
                duration: .seconds(\(FoundRecordings.longest(choices.recordings))),
                sampleRate: sampleRate,
                format: .wav(.pcm24),
                targets: stems + [archive])

            """
    }

    private static func row(_ recording: FoundRecording) -> String {
        let channels = recording.info.channels == 2 ? ".stereo" : ".mono"
        let (name, file) = (SwiftLiteral.text(recording.name), SwiftLiteral.text(recording.path))
        let rate = SwiftLiteral.whole(recording.info.sampleRate)
        return
            "    (\(name), \(file), \(rate), \(recording.channelWord), \(channels)),  // \(recording.remark)"
    }
}

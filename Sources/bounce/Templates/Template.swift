/// What `init` can write. Each has a file of its own.
enum Template: String, CaseIterable {
    case starter, production, beat, stems, podcast

    var summary: String {
        switch self {
        case .starter: "a bass, a beat and their mix: a few lines to begin with"
        case .production: "all seven steps: timing, reference, stems, drums, effects, master, archive"
        case .beat: "a beat: drums and loops from your samples, or from synthesised drums"
        case .stems: "stems for delivery: one for each recording in a directory, all of one length"
        case .podcast: "a podcast: voices cleaned and levelled to -16 LUFS, as WAV and MP3"
        }
    }

    enum Recordings { case none, welcome, needed }

    var recordings: Recordings {
        switch self {
        case .starter, .production: .none
        case .beat: .welcome
        case .stems, .podcast: .needed
        }
    }

    /// In beats per minute; nil where nothing follows a tempo.
    var usualTempo: Double? {
        switch self {
        case .starter: 112
        case .production: 120
        case .beat: 96
        case .stems: 120
        case .podcast: nil
        }
    }

    /// The production's name where nobody gives one; nil for the directory's.
    var usualName: String? {
        switch self {
        case .starter: "first bounce"
        case .production: "audio production"
        case .beat, .stems, .podcast: nil
        }
    }

    func manifest(_ choices: TemplateChoices) -> String {
        switch self {
        case .starter: StarterTemplate.manifest(choices)
        case .production: ProductionTemplate.manifest(choices)
        case .beat: BeatTemplate.manifest(choices)
        case .stems: StemsTemplate.manifest(choices)
        case .podcast: PodcastTemplate.manifest(choices)
        }
    }
}

/// What a manifest is written from.
struct TemplateChoices {
    var name: String
    /// In beats per minute.
    var tempo: Double
    var recordings: [FoundRecording] = []
}

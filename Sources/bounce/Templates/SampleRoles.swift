/// What the samples of a directory are for in a beat, by their names.
struct SampleRoles {
    /// One file for each drum that is found.
    private(set) var kit: [(part: String, file: FoundRecording)] = []
    private(set) var loops: [FoundRecording] = []
    private(set) var others: [FoundRecording] = []

    /// Words in file names, and the drum that each stands for. The first that fits counts.
    private static let words: [(word: String, part: String)] = [
        ("kick", "kick"), ("snare", "snare"), ("clap", "clap"), ("rim", "rim"), ("cowbell", "cowbell"),
        ("openhat", "openHat"), ("open_hat", "openHat"), ("open-hat", "openHat"), ("hat_open", "openHat"),
        ("hat-open", "openHat"), ("hat", "closedHat"),
    ]

    init(_ recordings: [FoundRecording]) {
        for recording in recordings {
            let file = recording.path.split(separator: "/").last.map { $0.lowercased() } ?? ""
            let part = Self.part(file, recording)
            if file.contains("loop") {
                loops.append(recording)
            } else if let part, !kit.contains(where: { $0.part == part }) {
                kit.append((part, recording))
            } else {
                others.append(recording)
            }
        }
    }

    /// A kit takes up to half a minute, of one or two channels.
    private static func part(_ file: String, _ recording: FoundRecording) -> String? {
        guard recording.info.seconds <= 30, recording.info.channels <= 2 else { return nil }
        return words.first { file.contains($0.word) }?.part
    }
}

internal import BuildEngine
internal import BuildStore
internal import SoundFiles

/// A recording that a manifest is written for.
struct FoundRecording {
    /// As the manifest names it.
    var path: String
    /// What its target is called.
    var name: String
    var info: SoundInfo

    /// A comment about it.
    var remark: String {
        let channels =
            info.channels == 1 ? "mono" : info.channels == 2 ? "stereo" : "\(info.channels) channels"
        let hundredths = Int((info.seconds * 100).rounded())
        let fraction = hundredths % 100
        return
            "\(info.sampleRate) Hz, \(channels), \(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }

    /// Which of its channels a stem of one or two takes.
    var channelWord: String { info.channels > 2 ? ".mix" : ".all" }

    /// Its length in whole milliseconds, or a little more, as a manifest states it.
    var milliseconds: Int { (info.frames * 1_000 + info.sampleRate - 1) / info.sampleRate }
}

/// The audio files of a directory, by name.
struct FoundRecordings {
    private(set) var all: [FoundRecording] = []
    /// Files that look like audio and cannot be used, each with the reason.
    private(set) var leftOut: [String] = []

    private static let endings: Set = [
        "wav", "wave", "bwf", "w64", "rf64", "aif", "aiff", "aifc", "caf", "flac", "ogg", "oga", "opus",
        "mp3",
    ]

    init(in directory: String, reserved: [String] = []) throws(BuildError) {
        guard FileKind(at: resolvedPath(directory) ?? directory) == .directory else {
            throw .usage(
                "there is no directory \(shown(directory)): --recordings names one that holds audio files")
        }
        var naming = TargetNaming(reserved: reserved)
        for file in names(inDirectory: directory) where Self.isAudio(file) {
            let path = Self.path(directory, file)
            do throws(SoundFileError) {
                let info = try SoundReader(path: path).info
                if let problem = Self.problem(path, info) {
                    leftOut.append("\(shown(path)): \(problem)")
                } else {
                    all.append(FoundRecording(path: path, name: naming.name(for: file), info: info))
                }
            } catch {
                leftOut.append(shown(error.description))
            }
        }
    }

    /// The sample rate that most of them have, of those that a production can have; the higher where two are as common.
    static func commonRate(_ recordings: [FoundRecording]) -> Int {
        let rates = recordings.map(\.info.sampleRate).filter { (8_000...384_000).contains($0) }
        let counts = Dictionary(rates.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 48_000
    }

    /// The length of the longest in seconds, as a literal.
    static func longest(_ recordings: [FoundRecording]) -> String {
        SwiftLiteral.number(Double(recordings.map(\.milliseconds).max() ?? 1_000) / 1_000)
    }

    private static func isAudio(_ file: String) -> Bool {
        guard !file.hasPrefix("."), let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return endings.contains(String(file[file.utf8.index(after: dot)...]).lowercased())
    }

    private static func path(_ directory: String, _ file: String) -> String {
        if directory == "." { return file }
        return directory.hasSuffix("/") ? directory + file : "\(directory)/\(file)"
    }

    private static func problem(_ path: String, _ info: SoundInfo) -> String? {
        if path.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return "its name has a control character in it, which no manifest can name: rename it"
        }
        return info.frames == 0 ? "it is empty" : nil
    }
}

/// A path that is shown: what a terminal would obey is left out.
private func shown(_ path: String) -> String {
    String(
        String.UnicodeScalarView(
            path.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
}

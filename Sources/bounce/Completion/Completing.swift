internal import ArgumentParser
internal import BuildEngine
internal import BuildStore
internal import TargetDescription

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What a shell offers for an argument. It answers in a few milliseconds or with nothing: no manifest is compiled for it,
/// nothing is written, and nothing is said.
enum Completing {
    /// The names of the production's targets.
    static let targets = CompletionKind.custom { words, _, _ in
        here(words) { $0.knownTargetNames() }
    }

    /// The targets, and archives on disk.
    static let targetsAndArchives = CompletionKind.custom { words, _, _ in
        here(words) { source in
            source.knownTargetNames()
                + names(inDirectory: Workspace.outputs).filter(Verify.isArchive).map {
                    "\(Workspace.outputs)/\($0)"
                }
        }
    }

    /// The numbers of the newest runs.
    static let runs = CompletionKind.custom { words, _, _ in
        here(words) { _ in
            ((try? StateStore(reading: ()))?.runs(newest: 50) ?? []).map { "\($0.number)" }
        }
    }

    static let presets = CompletionKind.list(Preset.allCases.map(\.rawValue))
    static let manifests = CompletionKind.file(extensions: ["swift", "json"])

    /// In the directory, and of the manifest, that the words on the command line name.
    private static func here(_ words: [String], _ answer: (DescriptionSource) -> [String]) -> [String] {
        if let directory = value(of: "-C", in: words), chdir(directory) != 0 { return [] }
        return answer(DescriptionSource(file: value(of: "-f", in: words))).filter(isPlain)
    }

    /// Whether a shell takes a word as it is. Bash expands what it is offered, commands in it as well, and the names are a
    /// stranger's: of a file in a directory, of a target in a description.
    private static func isPlain(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", "+", ",", "@", "%", "=", " ": true
            case _ where scalar.value > 0x9F: true
            default: false
            }
        }
    }

    private static func value(of option: String, in words: [String]) -> String? {
        guard let index = words.lastIndex(of: option), index + 1 < words.count else { return nil }
        return words[index + 1].isEmpty ? nil : words[index + 1]
    }
}

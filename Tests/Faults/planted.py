"""The bugs of row 15: one place in the sources each, and the rows whose cut has to find it. PLANTED is true where the
bug is awake."""

from collections import namedtuple

Bug = namedtuple("Bug", "label file old new rows")

SOUND, GRAPH, STORE, ENGINE = "Sources/SoundFiles/", "Sources/BuildGraph/", "Sources/BuildStore/", "Sources/BuildEngine/"

BUGS = [
    Bug("short writes of sound lose bytes", SOUND + "WritableFile.swift",
        "done += put\n", "done += PLANTED ? count - done : put\n", [4]),
    Bug("the first write error is not kept", SOUND + "WritableFile.swift",
        "failure = errno\n", "if PLANTED { done = count } else { failure = errno }\n", [3, 6]),
    Bug("a truncated recording is taken for a shorter one", SOUND + "HeaderCheck.swift",
        "if declared > found {", "if declared > found, !PLANTED {", [11]),
    Bug("short writes of archives lose bytes", "Sources/Archives/NewFile.swift",
        "rebasing: rest[count...])", "rebasing: rest[(PLANTED ? rest.count : count)...])", [4]),
    Bug("files are not part of the key", GRAPH + "Judge.swift",
        "Component(.file, $0, memory.files[$0]?.text ?? Component.missing)",
        'Component(.file, $0, PLANTED ? "some" : memory.files[$0]?.text ?? Component.missing)', [9, 14]),
    Bug("the contents of inputs are not part of the key", GRAPH + "Judge.swift",
        '$1?.text ?? "not known yet")', 'PLANTED && $1 != nil ? "known" : $1?.text ?? "not known yet")', [1, 14]),
    Bug("changed gates are not judged", GRAPH + "Judge.swift",
        "let isJudged = record.judgement == judgement\n", "let isJudged = PLANTED || record.judgement == judgement\n", [14]),
    Bug("only size and stamp of modification tell versions of a file apart", STORE + "FileDigest.swift",
        "&& identity.isOlder(than: examined)",
        "&& identity.isOlder(than: examined)\n"
        "            || PLANTED && identity.size == self.identity.size && identity.modified == self.identity.modified", [8, 9]),
    Bug("kept bytes are not checked", STORE + "Artifacts.swift",
        "if found == content { return true }\n", "if found == content || PLANTED { return true }\n", [8]),
    Bug("outputs are not moved into place", STORE + "Artifacts.swift",
        "if source != destination { try move(", "if source != destination, !PLANTED { try move(", [1]),
    Bug("temporaries of killed builds stay", STORE + "Artifacts.swift",
        "for name in names(inDirectory: Workspace.temporaries) {",
        "for name in names(inDirectory: Workspace.temporaries) where !PLANTED {", [1, 2]),
    Bug("the lock is not taken", STORE + "BuildLock.swift",
        "while flock(file.raw, LOCK_EX | LOCK_NB) != 0 {", "while !PLANTED, flock(file.raw, LOCK_EX | LOCK_NB) != 0 {", [7]),
    Bug("the format is not part of the key", ENGINE + "Production/KeyComponents.swift",
        'recipe(format, named: "format")\n', 'if !PLANTED { recipe(format, named: "format") }\n', [1, 14]),
    Bug("the tempo is not part of the key", ENGINE + "Production/KeyComponents.swift",
        "guard recipe.rule.followsTempo else { return }", "guard recipe.rule.followsTempo, !PLANTED else { return }", [14]),
    Bug("broken gates pass", ENGINE + "Building/Builder+Finishing.swift",
        "verdicts.allSatisfy(\\.holds)", "(PLANTED || verdicts.allSatisfy(\\.holds))", [14]),
    Bug("a failure does not show in the exit status", ENGINE + "Building/Builder+Finishing.swift",
        "if summary.exit == .ok { summary.exit = exit }", "if summary.exit == .ok, !PLANTED { summary.exit = exit }", [3, 6]),
    Bug("inputs are not looked at again after they were read", ENGINE + "Building/Builder+Finishing.swift",
        "where (try? FileIdentity(path: path)) != source.identity {",
        "where !PLANTED && (try? FileIdentity(path: path)) != source.identity {", [9]),
    Bug("outputs of targets that are gone stay", ENGINE + "Building/Builder.swift",
        "try retireOrphans()", "if !PLANTED { try retireOrphans() }", [1, 14]),
    Bug("every target has the same dither", ENGINE + "Rendering/AudioRendering.swift",
        "seed: seed(of: job.target.name, AudioRendering.ditherSalt)",
        'seed: seed(of: PLANTED ? "" : job.target.name, AudioRendering.ditherSalt)', [1]),
    Bug("what is in bounces/ is not looked at", ENGINE + "*/Assessment.swift",
        "content == record?.output ? .intact", "(PLANTED || content == record?.output) ? .intact", [8]),
    Bug("archives take members of other content", ENGINE + "Rendering/ArchiveRendering.swift",
        "self.content == content && self.codec == codec.tool", "(self.content == content || PLANTED) && self.codec == codec.tool",
        [1, 14]),
    Bug("names may lead out of their directory", ENGINE + "Description/NameCheck.swift",
        "if let bad = name.unicodeScalars.first(where:", "if !PLANTED, let bad = name.unicodeScalars.first(where:", [12]),
]

internal import ReportPage
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A report as it goes out: its document, the page around it, and the files that it names.
struct Report: Sendable {
    let document: [UInt8]
    let page: [UInt8]
    /// Paths from the production's directory, each with the kind of file that a browser is told.
    let files: [String: String]
    /// What the production is made from besides its manifest.
    let sources: [String]

    init(document: [UInt8]) throws {
        self.document = document
        let names = try JSONDecoder().decode(Names.self, from: Data(document))
        var files: [String: String] = [:]
        for target in names.targets {
            let kind = Self.kind(of: target.audio?.path ?? target.output ?? "")
            for path in target.paths {
                files[path] = Self.kind(of: path) ?? kind ?? "application/octet-stream"
            }
        }
        self.files = files
        sources = names.targets.flatMap { $0.files ?? [] }
        page = Self.live(ReportPage.html(document: document))
    }

    /// The page asks for events where it finds this.
    private static func live(_ page: [UInt8]) -> [UInt8] {
        guard let place = page.firstRange(of: "<title>".utf8) else {
            preconditionFailure("BUG: the page has no title")
        }
        return page[..<place.lowerBound] + Array(#"<meta name="bounce-live" content="events">"#.utf8)
            + page[place.lowerBound...]
    }

    /// By the end of its name. A kept file has none: it is of its target's kind.
    private static func kind(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return nil }
        return [
            "wav": "audio/wav", "rf64": "audio/wav", "bwf": "audio/wav", "w64": "audio/x-w64",
            "flac": "audio/flac",
            "mp3": "audio/mpeg", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
            "aiff": "audio/aiff",
            "aif": "audio/aiff", "caf": "audio/x-caf", "zip": "application/zip", "mid": "audio/midi",
            "zst": "application/zstd",
        ][name[name.index(after: dot)...].lowercased()]
    }
}

/// What of a document names files.
private struct Names: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let output: String?
        let files: [String]?
        let audio: Audio?

        var paths: [String] {
            [output, audio?.path].compactMap { $0 } + (audio?.compare ?? []).compactMap(\.path)
        }
    }

    struct Audio: Decodable {
        let path: String?
        let compare: [Comparison]?
    }

    struct Comparison: Decodable {
        let path: String?
    }
}

/// The newest report.
final class Reports: Sendable {
    private let held: Mutex<Report>

    init(_ first: Report) { held = Mutex(first) }

    var newest: Report { held.withLock { $0 } }

    /// Whether it says something else than the last one.
    func take(_ report: Report) -> Bool {
        held.withLock { held in
            defer { held = report }
            return held.document != report.document
        }
    }
}

import Foundation
import Testing

/// A page of the documentation, in the pieces that tests look at.
struct Page: CustomTestStringConvertible, Sendable {
    /// From the project's directory.
    let path: String
    let text: String
    let pieces: [Piece]

    var testDescription: String { path }
    var url: URL { Page.root.appending(path: path) }

    init(path: String) throws {
        self.path = path
        text = try String(contentsOf: Page.root.appending(path: path), encoding: .utf8)
        pieces = Page.pieces(of: text)
    }

    enum Piece: Sendable {
        case heading(String)
        /// An HTML comment, as its verb and what stands behind its colon.
        case directive(Directive)
        case block(Block)
        case prose(String)
    }

    struct Directive: Sendable {
        var verb: String
        var argument: String
    }

    /// A fenced block.
    struct Block: Sendable {
        var language: String
        var text: String
        /// The line of its opening fence, counted from 1.
        var line: Int
        /// The heading above it.
        var heading: String
        /// The comments right above it.
        var directives: [Directive]

        func argument(_ verb: String) -> String? { directives.first { $0.verb == verb }?.argument }
        func has(_ verb: String) -> Bool { argument(verb) != nil }

        /// Whether it is the whole of a manifest.
        var isManifest: Bool { language == "swift" && text.contains("= Production(") }
    }

    /// All of them.
    static let all: [Page] = {
        let docs = FileManager.default.enumerator(atPath: root.appending(path: "docs").path)
        let names = docs?.compactMap { $0 as? String } ?? []
        let paths = ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
        return paths.compactMap { try? Page(path: $0) }
    }()

    /// The directory of the project.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    var blocks: [Block] { pieces.compactMap { if case .block(let block) = $0 { block } else { nil } } }

    func directives(_ verb: String) -> [String] {
        pieces.compactMap { piece in
            if case .directive(let directive) = piece, directive.verb == verb {
                directive.argument
            } else {
                nil
            }
        }
    }
}

// MARK: - Reading

extension Page {
    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var lines = Array(text.split(separator: "\n", omittingEmptySubsequences: false).enumerated())[...]
        var heading = ""
        var waiting: [Directive] = []
        while let (number, line) = lines.popFirst() {
            if line.hasPrefix("```") {
                let content = lines.prefix { !$0.element.hasPrefix("```") }
                lines = lines.dropFirst(content.count + 1)
                pieces.append(
                    .block(
                        Block(
                            language: String(line.dropFirst(3)),
                            text: content.map { "\($0.element)\n" }.joined(), line: number + 1,
                            heading: heading, directives: waiting)))
                waiting = []
            } else if line.hasPrefix("<!--") {
                var comment = String(line.dropFirst(4))
                while !comment.contains("-->"), let (_, more) = lines.popFirst() { comment += "\n\(more)" }
                let directive = Directive(comment: comment)
                pieces.append(.directive(directive))
                waiting.append(directive)
            } else if line.hasPrefix("#") {
                heading = String(line)
                pieces.append(.heading(heading))
                waiting = []
            } else {
                pieces.append(.prose(String(line)))
                if !line.isEmpty { waiting = [] }
            }
        }
        return pieces
    }
}

extension Page.Directive {
    init(comment: String) {
        let words = comment.components(separatedBy: "-->")[0]
        let parts = words.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        verb = parts[0].trimmingCharacters(in: .whitespacesAndNewlines)
        argument = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespacesAndNewlines) : ""
    }
}

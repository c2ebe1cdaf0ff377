import Foundation
import Testing

/// Links within the documentation, as they resolve on GitHub.
@Suite("The documentation's links")
struct LinkTests {
    @Test("each leads to a file, and to a heading where it names one", arguments: Page.all)
    func links(of page: Page) throws {
        for link in page.links {
            let problem = try page.problem(with: link)
            #expect(problem == nil, "\(page.path): \(link): \(problem ?? "")")
        }
    }

    @Test("every page is reached from the index, and what is linked there")
    func reached() throws {
        let index = try Page(path: "docs/README.md")
        var reached: Set = [index.path]
        var next = [index]
        while let page = next.popLast() {
            let targets = Set(page.links.compactMap { page.target(of: $0)?.path })
            let new = Page.all.filter { targets.contains($0.path) && !reached.contains($0.path) }
            reached.formUnion(new.map(\.path))
            next += new
        }
        #expect(Page.all.map(\.path).filter { !reached.contains($0) } == [])
    }

    @Test(
        "a heading's anchor is made as GitHub makes it",
        arguments: [
            ("### `lowpass` effect", "lowpass-effect"), ("## What a change needs", "what-a-change-needs"),
            ("## describe, clean, init", "describe-clean-init"), ("# −16 LUFS: how?", "16-lufs-how"),
            ("## [Gates](gates.md) & more", "gates--more"), ("## snake_case", "snake_case"),
        ])
    func anchor(heading: String, expected: String) {
        #expect(Page.anchor(of: heading) == expected)
    }
}

extension Page {
    /// What stands between the brackets of each link to another place of the documentation.
    fileprivate var links: [String] {
        pieces.flatMap { piece -> [String] in
            guard case .prose(let line) = piece else { return [] }
            return line.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        }.filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
    }

    /// The file that a link names, from the project's directory, and the heading in it; nil outside the project.
    fileprivate func target(of link: String) -> (path: String, anchor: String?)? {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let file =
            parts[0].isEmpty
            ? url : url.deletingLastPathComponent().appending(path: parts[0]).standardizedFileURL
        let root = "\(Page.root.standardizedFileURL.path)/"
        guard file.standardizedFileURL.path.hasPrefix(root) else { return nil }
        return (String(file.standardizedFileURL.path.dropFirst(root.count)), parts.count > 1 ? parts[1] : nil)
    }

    fileprivate func problem(with link: String) throws -> String? {
        guard let (path, anchor) = target(of: link) else { return "it leads out of the project" }
        guard FileManager.default.fileExists(atPath: Page.root.appending(path: path).path) else {
            return "there is no \(path)"
        }
        guard let anchor else { return nil }
        guard path.hasSuffix(".md") else { return "only a page has headings" }
        return try Page(path: path).anchors.contains(anchor) ? nil : "\(path) has no heading '\(anchor)'"
    }

    /// One for each heading; a second of the same name has a number.
    private var anchors: Set<String> {
        var counts: [String: Int] = [:]
        return Set(
            pieces.compactMap { piece in
                guard case .heading(let heading) = piece else { return nil }
                let anchor = Page.anchor(of: heading)
                counts[anchor, default: -1] += 1
                return counts[anchor] == 0 ? anchor : "\(anchor)-\(counts[anchor] ?? 0)"
            })
    }

    /// Lower case, without marks of punctuation, a hyphen for each space.
    fileprivate static func anchor(of heading: String) -> String {
        let words = heading.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
        let shown = words.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }
        return String(
            shown.lowercased().compactMap { character in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
            })
    }
}

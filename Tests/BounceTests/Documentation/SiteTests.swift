import Foundation
import Testing

/// `make docs`, where markdown-it-py is installed.
@Suite("The documentation as a site", .enabled(if: SitePython.path != nil))
struct SiteTests {
    private func build(in place: WorkSpace, project: String) throws -> RunResult {
        try place.start(
            program: "/usr/bin/env",
            [SitePython.path ?? "", Page.root.appending(path: "docs/site/build.py").path, "site", project]
        ).wait()
    }

    @Test("has every page, links that resolve, and nothing from a network")
    func builds() throws {
        let place = try WorkSpace()
        let result = try build(in: place, project: Page.root.path)
        #expect(result.exit == 0, "\(result)")
        #expect(result.output.hasPrefix("\(Page.all.count) pages"), "\(result)")
        let site = place.url("site")
        let files = FileManager.default.enumerator(atPath: site.path)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasSuffix(".html") {
            let text = try String(contentsOf: site.appending(path: file), encoding: .utf8)
            let loads = text.matches(of: /(?:src|<link[^>]* href)="([^"]*)"/).map { String($0.1) }
            #expect(loads.filter { $0.contains("//") } == [], "\(file)")
            for link in text.matches(of: /href="([^"#:]+)(?:#[^"]*)?"/).map({ String($0.1) }) {
                let target = site.appending(path: file).deletingLastPathComponent().appending(path: link)
                #expect(FileManager.default.fileExists(atPath: target.path), "\(file): \(link)")
            }
        }
    }

    @Test(
        "is not built with a link that leads nowhere",
        arguments: [
            ("[a](none.md)", "there is nothing at none.md"), ("[a](#none)", "has no heading 'none'"),
            ("[a](../README.md#none)", "README.md has no heading 'none'"),
            ("[a](../../x)", "nothing at ../../x"),
        ])
    func deadLink(link: String, words: String) throws {
        let place = try WorkSpace()
        try place.write("# All\n", as: "project/README.md")
        try place.write("# Docs\n\n[all](../README.md#all)\n", as: "project/docs/README.md")
        #expect(try build(in: place, project: "project").exit == 0)
        try place.write("# Docs\n\n\(link)\n", as: "project/docs/README.md")
        let result = try build(in: place, project: "project")
        #expect(result.exit == 1 && result.errors.contains(words), "\(result)")
    }
}

private enum SitePython {
    /// A Python that can build it: Debian's has the package where another that comes first on the path has not.
    static let path: String? = ["python3", "/usr/bin/python3"].first { python in
        guard let place = try? WorkSpace() else { return false }
        let running = try? place.start(program: "/usr/bin/env", [python, "-c", "import markdown_it"])
        return (try? running?.wait().exit) == 0
    }
}

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What is wrong with a block of data, by a parser of its language; nil where nothing is.
enum DataBlock {
    static func problem(json text: String) -> String? {
        let whole = withoutGaps(text)
        if (try? JSON(parsing: whole)) != nil { return nil }
        let lines = whole.split(separator: "\n")
        return lines.lazy.compactMap { line in
            do {
                _ = try JSON(parsing: String(line))
                return nil
            } catch {
                return "\(error)"
            }
        }.first
    }

    static func problem(xml text: String) -> String? {
        let parser = XMLParser(data: Data("<page>\(text)</page>".utf8))
        return parser.parse() ? nil : "\(parser.parserError.map { "\($0)" } ?? "not well-formed")"
    }

    /// By a program that reads the block from its standard input: nil also where it is not installed.
    static func problem(_ text: String, by program: String, _ arguments: [String]) throws -> String? {
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let place = try WorkSpace()
        try place.write(text, as: "block")
        let result = try place.start(program: program, arguments + ["block"]).wait()
        return result.exit == 0 ? nil : result.errors
    }

    /// JSON that leaves something out says so with "…", at the end of a list or an object.
    private static func withoutGaps(_ text: String) -> String {
        text.replacing(/,\s*…(?=\s*[\]}])/, with: "").replacing("[…]", with: "[]")
            .replacing("{…}", with: "{}")
    }
}

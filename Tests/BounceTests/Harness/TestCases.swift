import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The cases of a JUnit file, as an XML parser finds them: "class name".
final class TestCases: NSObject, XMLParserDelegate {
    private(set) var all: [String] = []
    private(set) var failed: [String] = []
    private(set) var skipped: [String] = []

    /// Throws where the file is not well-formed.
    init(readingFrom url: URL) throws {
        super.init()
        let parser = XMLParser(data: try Data(contentsOf: url))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        switch name {
        case "testcase": all.append("\(attributes["classname"] ?? "") \(attributes["name"] ?? "")")
        case "failure": failed.append(all.last ?? "")
        case "skipped": skipped.append(all.last ?? "")
        default: break
        }
    }
}

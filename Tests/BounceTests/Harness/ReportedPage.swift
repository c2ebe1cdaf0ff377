import Foundation
import Testing

/// A page that `bounce report` wrote, taken apart.
struct ReportedPage {
    let text: String
    let document: JSON

    /// Reads it as a browser would: the document ends with the element that it is in.
    init(_ place: WorkSpace, _ path: String = "report.html") throws {
        text = String(decoding: try place.bytes(of: path), as: UTF8.self)
        let start = try #require(text.firstRange(of: #"<script type="application/json" id="report">"#))
        let rest = text[start.upperBound...]
        let end = try #require(rest.firstRange(of: "</script"))
        document = try JSON(parsing: String(rest[..<end.lowerBound]))
    }

    subscript(target: String) -> JSON {
        document["targets"].elements.first { $0["name"].text == target } ?? .null
    }
}

extension WorkSpace {
    /// Writes the report of the description, and reads it.
    func report(_ arguments: String...) throws -> (result: RunResult, page: ReportedPage) {
        let result = try start(["report", "-f", "production.json"] + arguments).wait()
        try #require(result.exit == 0, "\(result)")
        return (result, try ReportedPage(self))
    }
}

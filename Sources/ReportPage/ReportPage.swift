internal import CReportPage

/// The page of `bounce report`: one HTML file that needs nothing else, made of the template in `Page/` and a
/// document.
package enum ReportPage {
    /// What a page of ours begins with, behind its first line: nothing else is ever overwritten.
    package static let mark = "<!-- A report of bounce: written again by the next bounce report. -->"

    /// The page that shows a document.
    ///
    /// - Parameter document: JSON, which may hold any text.
    package static func html(document: [UInt8]) -> [UInt8] {
        let template = bytes(report_page_template())
        var page: [UInt8] = []
        page.reserveCapacity(document.count + document.count / 16 + (256 << 10))
        // Browsers want the kind of document on the first line.
        let head = template.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        page += template[..<head]
        page += Array((mark + "\n").utf8)
        var rest = template[head...]
        let parts: [(marker: String, fill: (inout [UInt8]) -> Void)] = [
            ("/*STYLE*/", { $0 += bytes(report_page_style()) }),
            ("/*REPORT*/", { append(document, to: &$0) }),
            ("/*SCRIPT*/", { $0 += bytes(report_page_script()) }),
        ]
        for part in parts {
            guard let place = rest.firstRange(of: part.marker.utf8) else {
                preconditionFailure("BUG: the page has no place for \(part.marker)")
            }
            page += rest[..<place.lowerBound]
            part.fill(&page)
            rest = rest[place.upperBound...]
        }
        return page + rest
    }

    /// JSON within HTML: no text in it can end the element that it is in.
    private static func append(_ document: [UInt8], to page: inout [UInt8]) {
        let escape = Array(#"\u003c"#.utf8)
        var start = document.startIndex
        while let place = document[start...].firstIndex(of: UInt8(ascii: "<")) {
            page += document[start..<place]
            page += escape
            start = place + 1
        }
        page += document[start...]
    }

    private static func bytes(_ part: report_page_part) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: part.bytes, count: part.count)
    }
}

import Foundation
import Testing

@Suite("A database that is damaged")
struct DamagedDatabaseTests {
    private static let path = "cache/state.db"
    private static let pageSize = 4_096

    @Test("in one page, whichever it is, stops at most one build", arguments: [false, true])
    func anyPage(hasEdit: Bool) throws {
        let place = try WorkSpace(.song)
        try place.build()
        let whole = try place.bytes(of: Self.path)
        let production = hasEdit ? JSON.song.with(["tempo": 97]) : .song
        let expected = try cleanOutputs(production)
        try #require(whole.count >= 8 * Self.pageSize)
        for page in 0..<whole.count / Self.pageSize {
            // The head of the page: the first page has the file's header before it.
            let head = page == 0 ? 100 : page * Self.pageSize
            var bytes = whole
            bytes.replaceSubrange(head..<head + 8, with: Data(repeating: 0xFF, count: 8))
            try place.write(bytes, as: Self.path)
            let first = try place.build(production)
            #expect([0, 7].contains(first.exit), "page \(page): \(first)")
            let second = try place.build()
            #expect(second.exit == 0, "page \(page): \(second)")
            #expect(try place.outputs() == expected, "page \(page)")
        }
    }
}

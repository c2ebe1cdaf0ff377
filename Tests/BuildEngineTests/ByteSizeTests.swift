import Testing

@testable import BuildEngine

@Suite struct ByteSizeTests {
    @Test(
        "a size is read with its unit",
        arguments: [
            ("0", 0), ("0GiB", 0), ("17B", 17), ("1KiB", 1_024), ("1.5 MiB", 1_572_864), ("20GiB", 20 << 30),
            ("2TiB", 2 << 40), ("3kB", 3_000), ("3 MB", 3_000_000), ("0.5GB", 500_000_000),
            ("1TB", 1_000_000_000_000),
        ] as [(String, Int64)])
    func reading(text: String, bytes: Int64) throws {
        #expect(try ByteSize(parsing: text).bytes == bytes)
    }

    @Test(
        "what is no size is refused, and why",
        arguments: [
            ("", .noNumber("")), ("GiB", .noNumber("GiB")), ("-1GiB", .noNumber("-1GiB")),
            ("1.2.3GiB", .noNumber("1.2.3GiB")),
            ("20", .noUnit("20")), ("20gib", .unknownUnit("gib", of: "20gib")),
            ("1e3B", .unknownUnit("e3B", of: "1e3B")),
            ("2000000TiB", .tooLarge("2000000TiB")), ("nan", .noNumber("nan")),
        ] as [(String, ByteSizeError)])
    func refusing(text: String, error: ByteSizeError) {
        #expect(throws: error) { try ByteSize(parsing: text) }
    }

    @Test(
        "a size is shown in the unit that fits",
        arguments: [
            (0, "0 B"), (1_023, "1023 B"), (1_024, "1 KiB"), (1_536, "1.50 KiB"), (20 << 30, "20 GiB"),
            (1_300_000_000, "1.21 GiB"), (5 << 40, "5 TiB"), (12_345_678, "11.8 MiB"),
        ] as [(Int64, String)])
    func showing(bytes: Int64, text: String) {
        #expect(ByteSize(bytes: bytes).text == text)
    }
}

import Testing

@testable import Archives

@Suite("A picture in grey")
struct GreyPictureTests {
    /// What a PNG holds, read by the standard: the chunks' checks, then the pixels with their filters undone.
    private func pixels(_ png: [UInt8]) throws -> (width: Int, height: Int, pixels: [UInt8]) {
        #expect(Array(png.prefix(8)) == [137, 80, 78, 71, 13, 10, 26, 10])
        var chunks: [String: [UInt8]] = [:]
        var start = 8
        while start < png.count {
            let count = number(png[start..<start + 4])
            let body = Array(png[start + 4..<start + 8 + count])
            var check = Checksum()
            body.withUnsafeBytes { check.update($0) }
            #expect(Int(check.value) == number(png[start + 8 + count..<start + 12 + count]))
            chunks[String(decoding: body.prefix(4), as: UTF8.self)] = Array(body.dropFirst(4))
            start += 12 + count
        }
        #expect(chunks.keys.sorted() == ["IDAT", "IEND", "IHDR"])
        let header = try #require(chunks["IHDR"])
        #expect(Array(header[8...]) == [8, 0, 0, 0, 0])
        let (width, height) = (number(header[0..<4]), number(header[4..<8]))
        // Two bytes of zlib's head, four of its check.
        var packed = Array(try #require(chunks["IDAT"]).dropFirst(2).dropLast(4))
        var rows: [UInt8] = []
        let outcome = packed.withUnsafeMutableBytes { packed in
            Inflater().inflate(packed) { rows += Array($0) }
        }
        #expect(outcome == .finished(unused: 0) && rows.count == (width + 1) * height)
        return (width, height, unfiltered(rows, width))
    }

    private func unfiltered(_ rows: [UInt8], _ width: Int) -> [UInt8] {
        var pixels: [UInt8] = []
        for row in 0..<rows.count / (width + 1) {
            let filter = rows[row * (width + 1)]
            for column in 0..<width {
                let byte = rows[row * (width + 1) + 1 + column]
                let (left, above) = (
                    column > 0 ? pixels[pixels.count - 1] : 0, row > 0 ? pixels[pixels.count - width] : 0
                )
                pixels.append(byte &+ (filter == 1 ? left : filter == 2 ? above : 0))
            }
        }
        return pixels
    }

    private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    @Test("holds its pixels, whatever packs them best", arguments: [(1, 1), (7, 3), (1_200, 160)])
    func roundTrip(width: Int, height: Int) throws {
        let pictures: [(Int) -> UInt8] = [
            { _ in 0 }, { UInt8($0 % width * 255 / width) }, { UInt8($0 / width * 255 / height) },
            { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) },
        ]
        for picture in pictures {
            let expected = (0..<width * height).map(picture)
            let found = try pixels(GreyPicture.png(width: width, height: height, pixels: expected))
            #expect(found.width == width && found.height == height && found.pixels == expected)
        }
    }
}

internal import CZlib

/// A picture in 8-bit grey, as a PNG file (ISO/IEC 15948). It is here because zlib is: one module imports each C
/// library.
package enum GreyPicture {
    /// - Parameter pixels: Row after row, the upper one first.
    package static func png(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
        precondition(
            width > 0 && height > 0 && pixels.count == width * height,
            "BUG: \(pixels.count) pixels for \(width) × \(height)")
        // Which filter packs best is known when it has packed.
        let packed = Filter.allCases.map { deflated(filtered(pixels, width, by: $0)) }
        let smallest = packed.min { $0.count < $1.count } ?? []
        // Eight bits of grey, deflate, the five filters, not interlaced.
        let header = bigEndian(width) + bigEndian(height) + [8, 0, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", smallest) + chunk("IEND", [])
    }

    /// What is taken from a pixel before it is packed: nothing, the one to its left, the one above.
    private enum Filter: UInt8, CaseIterable {
        case none = 0
        case sub = 1
        case up = 2
    }

    private static func filtered(_ pixels: [UInt8], _ width: Int, by filter: Filter) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pixels.count + pixels.count / width)
        for start in stride(from: 0, to: pixels.count, by: width) {
            bytes.append(filter.rawValue)
            for index in start..<start + width {
                let before: UInt8 =
                    switch filter {
                    case .none: 0
                    case .sub: index > start ? pixels[index - 1] : 0
                    case .up: start > 0 ? pixels[index - width] : 0
                    }
                bytes.append(pixels[index] &- before)
            }
        }
        return bytes
    }

    /// In zlib's form (RFC 1950).
    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { packed, filled in
            let code = compress2(packed.baseAddress, &count, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
            guard code == Z_OK else { fatalError("BUG: no memory to pack a picture (zlib: \(code))") }
            filled = Int(count)
        }
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bigEndian(content.count) + body + bigEndian(Int(crc32(0, body, uInt(body.count))))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian) { Array($0) }
    }
}

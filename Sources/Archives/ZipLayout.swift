/// The numbers of the ZIP format, after PKWARE's APPNOTE.TXT 6.3.10, and the values that we pin.
enum ZipLayout {
    static let localSignature: UInt32 = 0x0403_4B50
    static let recordSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let zip64EndSignature: UInt32 = 0x0606_4B50
    static let zip64LocatorSignature: UInt32 = 0x0706_4B50

    // Bytes of the fixed part of each record.
    static let localSize = 30
    static let recordSize = 46
    static let endSize = 22
    static let zip64EndSize = 56
    static let zip64LocatorSize = 20
    static let longestComment = 0xFFFF
    /// Bytes of a directory (of some three million members) beyond which we neither write nor read one:
    /// it is held in memory, and a hostile archive could ask for any amount.
    static let largestDirectory: UInt64 = 256 << 20
    static let oversizedDirectory = "a directory of more than 256 MiB"

    /// Bit 11: the name is UTF-8.
    static let utf8Flag: UInt16 = 1 << 11
    static let zip64Tag: UInt16 = 1

    /// Stand for "see the ZIP64 field".
    static let marker16: UInt16 = 0xFFFF
    static let marker32: UInt32 = 0xFFFF_FFFF

    /// 2.0: deflate and folders. 4.5: ZIP64.
    static let plainVersion: UInt16 = 20
    static let zip64Version: UInt16 = 45
    static let madeByUnix: UInt16 = 3 << 8

    /// 1980-01-01 00:00:00, the first that the format can say.
    static let pinnedTime: UInt16 = 0
    static let pinnedDate: UInt16 = 0x0021
    /// A regular file, rw-r--r--.
    static let attributes: UInt32 = 0o100644 << 16
}

/// From which values on a field moves to its ZIP64 form. A test may lower them.
struct Zip64Thresholds {
    /// Sizes and offsets in bytes.
    var bytes = UInt64(ZipLayout.marker32)
    var members = UInt64(ZipLayout.marker16)

    func exceeds(_ summary: MemberSummary) -> Bool {
        summary.size >= bytes || summary.compressedSize >= bytes
    }
}

extension [UInt8] {
    /// Appends the bytes of an integer, lowest first, as everywhere in the format.
    mutating func append<Field: FixedWidthInteger & UnsignedInteger>(field: Field) {
        for shift in stride(from: 0, to: Field.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: field >> Field(shift)))
        }
    }
}

/// The records around a member, byte for byte.
struct ZipMemberRecord {
    let name: String
    let summary: MemberSummary
    /// Where its local header starts.
    let headerOffset: UInt64
    let thresholds: Zip64Thresholds

    /// The header before its bytes. Where one size needs ZIP64, the format wants both there.
    var localHeader: [UInt8] {
        let isLarge = thresholds.exceeds(summary)
        let extra = isLarge ? [summary.size, summary.compressedSize] : []
        var bytes: [UInt8] = []
        bytes.append(field: ZipLayout.localSignature)
        bytes.append(field: isLarge ? ZipLayout.zip64Version : ZipLayout.plainVersion)
        appendCommon(
            to: &bytes, packed: isLarge ? nil : summary.compressedSize, plain: isLarge ? nil : summary.size)
        bytes.append(field: Self.extraLength(extra))
        bytes.append(contentsOf: name.utf8)
        Self.append(extra, to: &bytes)
        return bytes
    }

    /// Its record in the directory. Only the fields that do not fit go to the extra field, in the order
    /// of the format: plain size, packed size, offset.
    var directoryRecord: [UInt8] {
        let size = fitting(summary.size)
        let packed = fitting(summary.compressedSize)
        let offset = fitting(headerOffset)
        let all = [(size, summary.size), (packed, summary.compressedSize), (offset, headerOffset)]
        let extra = all.filter { $0.0 == nil }.map(\.1)
        let version = extra.isEmpty ? ZipLayout.plainVersion : ZipLayout.zip64Version
        var bytes: [UInt8] = []
        bytes.append(field: ZipLayout.recordSignature)
        bytes.append(field: ZipLayout.madeByUnix | version)
        bytes.append(field: version)
        appendCommon(to: &bytes, packed: packed, plain: size)
        bytes.append(field: Self.extraLength(extra))
        bytes.append(field: UInt16(0))  // comment length
        bytes.append(field: UInt16(0))  // disk
        bytes.append(field: UInt16(0))  // internal attributes
        bytes.append(field: ZipLayout.attributes)
        bytes.append(field: Self.clamped(offset))
        bytes.append(contentsOf: name.utf8)
        Self.append(extra, to: &bytes)
        return bytes
    }

    /// From the flags to the length of the name: the same in both.
    private func appendCommon(to bytes: inout [UInt8], packed: UInt64?, plain: UInt64?) {
        bytes.append(field: ZipLayout.utf8Flag)
        bytes.append(field: summary.compressionMethod)
        bytes.append(field: ZipLayout.pinnedTime)
        bytes.append(field: ZipLayout.pinnedDate)
        bytes.append(field: summary.crc32)
        bytes.append(field: Self.clamped(packed))
        bytes.append(field: Self.clamped(plain))
        bytes.append(field: UInt16(name.utf8.count))
    }

    private func fitting(_ value: UInt64) -> UInt64? { value < thresholds.bytes ? value : nil }

    private static func clamped(_ value: UInt64?) -> UInt32 { value.map { UInt32($0) } ?? ZipLayout.marker32 }

    private static func extraLength(_ fields: [UInt64]) -> UInt16 {
        fields.isEmpty ? 0 : UInt16(4 + 8 * fields.count)
    }

    private static func append(_ fields: [UInt64], to bytes: inout [UInt8]) {
        guard !fields.isEmpty else { return }
        bytes.append(field: ZipLayout.zip64Tag)
        bytes.append(field: UInt16(8 * fields.count))
        for field in fields { bytes.append(field: field) }
    }
}

/// What stands after the directory.
struct ZipEnd {
    let members: UInt64
    let directoryOffset: UInt64
    let directorySize: UInt64
    let thresholds: Zip64Thresholds

    var bytes: [UInt8] {
        let members16 = members < thresholds.members ? UInt16(members) : ZipLayout.marker16
        let size32 = directorySize < thresholds.bytes ? UInt32(directorySize) : ZipLayout.marker32
        let offset32 = directoryOffset < thresholds.bytes ? UInt32(directoryOffset) : ZipLayout.marker32
        let isLarge =
            members >= thresholds.members || directorySize >= thresholds.bytes
            || directoryOffset >= thresholds.bytes
        var bytes = isLarge ? zip64Bytes : []
        bytes.append(field: ZipLayout.endSignature)
        bytes.append(field: UInt16(0))  // this disk
        bytes.append(field: UInt16(0))  // disk of the directory
        bytes.append(field: members16)  // on this disk
        bytes.append(field: members16)
        bytes.append(field: size32)
        bytes.append(field: offset32)
        bytes.append(field: UInt16(0))  // comment length
        return bytes
    }

    /// The wide end record, and the locator that says where it is.
    private var zip64Bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(field: ZipLayout.zip64EndSignature)
        bytes.append(field: UInt64(ZipLayout.zip64EndSize - 12))  // what follows this field
        bytes.append(field: ZipLayout.madeByUnix | ZipLayout.zip64Version)
        bytes.append(field: ZipLayout.zip64Version)
        bytes.append(field: UInt32(0))  // this disk
        bytes.append(field: UInt32(0))  // disk of the directory
        bytes.append(field: members)  // on this disk
        bytes.append(field: members)
        bytes.append(field: directorySize)
        bytes.append(field: directoryOffset)
        bytes.append(field: ZipLayout.zip64LocatorSignature)
        bytes.append(field: UInt32(0))  // disk of the wide end record
        bytes.append(field: directoryOffset + directorySize)
        bytes.append(field: UInt32(1))  // disks
        return bytes
    }
}

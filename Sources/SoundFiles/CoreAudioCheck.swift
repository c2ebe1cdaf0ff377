/// The header of a Core Audio Format file: sizes of 64 bits, the description first, PCM only.
///
/// Source: Apple, "Core Audio Format Specification 1.0".
struct CoreAudioCheck {
    private static let descriptionSize = 32

    let file: ReadableFile
    let check: HeaderCheck

    func run() throws(SoundFileError) {
        var (offset, hasFormat) = (8, false)
        while offset + 12 <= file.length {
            let head = try file.bytes(at: offset, count: 12)
            guard head.count == 12 else { break }
            let id = HeaderCheck.tag(head[0..<4])
            let size = ByteOrder.big.integer(head[4..<12])
            offset += 12
            let found = file.length - offset
            if id == "data" {
                guard hasFormat else { throw check.error(.malformed("`data` comes before `desc`")) }
                // The size is left open by what was not closed.
                if size == -1 { throw check.error(.unfinished) }
                guard size >= 4 else { throw check.error(.malformed("the `data` chunk is too short")) }
                if size > found { throw check.error(.truncated(declared: size, found: found)) }
                return
            }
            guard size >= 0, size <= found else {
                throw check.error(.malformed("chunk `\(id)` declares \(size) bytes, \(found) are left"))
            }
            if id == "desc" {
                guard size >= Self.descriptionSize else {
                    throw check.error(.malformed("the `desc` chunk is too short"))
                }
                try description(file.bytes(at: offset, count: Self.descriptionSize))
                hasFormat = true
            }
            offset += size
        }
        throw check.error(
            .malformed(hasFormat ? "there is no `data` chunk" : "there is no `desc` chunk"))
    }

    private func description(_ body: [UInt8]) throws(SoundFileError) {
        guard body.count == Self.descriptionSize else {
            throw check.error(.malformed("the `desc` chunk is cut off"))
        }
        let rate = Double(bitPattern: UInt64(bitPattern: Int64(ByteOrder.big.integer(body[0..<8]))))
        guard rate.isFinite, rate >= 1, rate <= 0x7FFF_FFFF else {
            throw check.error(.malformed("the sample rate is \(rate) Hz"))
        }
        let codec = HeaderCheck.tag(body[8..<12])
        guard codec == "lpcm" else { throw check.error(.codec("CAF codec `\(codec)`")) }
        let isFloat = body[15] & 1 == 1
        let frameBytes = ByteOrder.big.integer(body[16..<20])
        let channels = ByteOrder.big.integer(body[24..<28])
        let bits = ByteOrder.big.integer(body[28..<32])
        guard (isFloat ? [32, 64] : [8, 16, 24, 32]).contains(bits) else {
            throw check.error(.codec("CAF \(isFloat ? "float" : "PCM") of \(bits) bits"))
        }
        try check.check(channels: channels)
        guard frameBytes == channels * bits / 8, ByteOrder.big.integer(body[20..<24]) == 1 else {
            throw check.error(
                .malformed("\(channels) × \(bits) bits in frames of \(frameBytes) bytes"))
        }
    }
}

import CSndfile

/// Markers as libsndfile takes and gives them: a count, then records of a fixed size.
///
/// The library's own type has room for a hundred; the real thing is as long as it needs to be.
enum CueList {
    /// Names are cut to this many bytes of UTF-8: what the library's records and AIFF's strings hold.
    static let longestName = 255

    private static let headSize = MemoryLayout<UInt32>.size
    private static let cueSize = MemoryLayout<SF_CUE_POINT>.stride
    private static let nameOffset = MemoryLayout<SF_CUE_POINT>.offset(of: \.name) ?? 24

    /// Hands the markers to the library, which writes them into the header.
    static func set(_ markers: [Marker], of handle: borrowing LibraryHandle) -> Bool {
        let size = headSize + cueSize * markers.count
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { memory in
            memory.initializeMemory(as: UInt8.self, repeating: 0)
            memory.storeBytes(of: UInt32(markers.count), as: UInt32.self)
            for (index, marker) in markers.enumerated() {
                let offset = headSize + cueSize * index
                memory.storeBytes(
                    of: cue(marker, number: index + 1), toByteOffset: offset, as: SF_CUE_POINT.self)
                for (position, byte) in name(of: marker).enumerated() {
                    memory[offset + nameOffset + position] = byte
                }
            }
            return sf_command(handle.pointer, Int32(SFC_SET_CUE), memory.baseAddress, Int32(size)) != 0
        }
    }

    static func markers(of handle: borrowing LibraryHandle) -> [Marker] {
        var count: UInt32 = 0
        let isThere = sf_command(handle.pointer, Int32(SFC_GET_CUE_COUNT), &count, Int32(headSize)) != 0
        guard isThere, (1...65_536).contains(count) else { return [] }
        let size = headSize + cueSize * Int(count)
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        memory.storeBytes(of: count, as: UInt32.self)
        guard sf_command(handle.pointer, Int32(SFC_GET_CUE), memory.baseAddress, Int32(size)) != 0 else {
            return []
        }
        return (0..<Int(count)).map { index in
            let offset = headSize + cueSize * index
            let cue = memory.loadUnaligned(fromByteOffset: offset, as: SF_CUE_POINT.self)
            let name = memory[(offset + nameOffset)..<(offset + nameOffset + longestName)].prefix { $0 != 0 }
            return Marker(name: String(decoding: name, as: UTF8.self), frame: Int(cue.sample_offset))
        }
    }

    /// The name's bytes: no control characters, cut between characters.
    static func name(of marker: Marker) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in marker.name.unicodeScalars where scalar.properties.generalCategory != .control {
            let encoded = Array(String(scalar).utf8)
            if bytes.count + encoded.count > longestName { break }
            bytes += encoded
        }
        return bytes
    }

    private static func cue(_ marker: Marker, number: Int) -> SF_CUE_POINT {
        var cue = SF_CUE_POINT()
        cue.indx = Int32(number)
        // "data", read as a little-endian number: the chunk that the offset counts in.
        cue.fcc_chunk = 0x6174_6164
        cue.position = UInt32(marker.frame)
        cue.sample_offset = UInt32(marker.frame)
        return cue
    }
}

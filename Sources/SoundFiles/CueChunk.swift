/// The `cue ` chunk of an RF64 file, which the library writes for plain WAV only.
///
/// Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0", 3-24.
enum CueChunk {
    static let id = "cue "

    static func content(_ markers: [Marker]) -> [UInt8] {
        var content: [UInt8] = []
        content.append(little: markers.count, bytes: 4)
        for (index, marker) in markers.enumerated() {
            content.append(little: index + 1, bytes: 4)
            content.append(little: marker.frame, bytes: 4)
            content.append(text: "data")
            content.append(little: 0, bytes: 8)
            content.append(little: marker.frame, bytes: 4)
        }
        return content
    }
}

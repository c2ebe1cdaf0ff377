import CSndfile

/// What goes into a header besides the form of the audio, in the words of the container.
struct HeaderContents {
    /// Chunks of our own, in their order.
    var chunks: [(id: String, content: [UInt8])] = []
    /// Markers that the library writes by itself.
    var cues: [Marker] = []
    /// Texts that the library writes by itself, by its number for each.
    var strings: [(Int32, String)] = []
    /// What is put into the stream on its way.
    var rewriting: (any StreamRewriting)?

    init(_ header: SoundHeader, of format: SoundFormat, frames: Int, isLong: Bool) {
        let markers = header.markers.filter { (0...Int(UInt32.max)).contains($0.frame) }
        let comments = {
            VorbisComments.list(header.tags, markers: header.markers, sampleRate: format.sampleRate)
        }
        switch format.container {
        case .wav, .bwf, .rf64:
            addRIFF(header, markers, isLong: isLong, format, frames: frames)
            if isLong, !format.encoding.isInteger { rewriting = PeakRewriting() }
        case .aiff:
            cues = markers
            let tags = header.tags
            let texts = [
                (SF_STR_TITLE, tags.title), (SF_STR_ARTIST, tags.artist), (SF_STR_COMMENT, tags.comment),
            ]
            strings = texts.compactMap { number, text in text.map { (Int32(number), $0) } }
            add("ID3 ", id3(header.tags, markers, format, frames, multiple: 4))
        case .caf:
            add("info", CoreAudioChunks.information(header.tags))
            if !header.markers.isEmpty {
                add("strg", CoreAudioChunks.names(header.markers))
                add("mark", CoreAudioChunks.markers(header.markers))
            }
        case .w64: break
        case .flac: rewriting = FlacRewriting(comments())
        case .vorbis, .opus: rewriting = OggRewriting(comments())
        case .mp3: rewriting = PrefixRewriting(id3(header.tags, markers, format, frames, multiple: 1))
        }
    }

    /// Bytes of the header, of which the library has room for 100 KiB.
    var size: Int { chunks.reduce(24 * cues.count) { $0 + $1.content.count } }

    private mutating func addRIFF(
        _ header: SoundHeader, _ markers: [Marker], isLong: Bool, _ format: SoundFormat, frames: Int
    ) {
        if format.container == .bwf {
            add(Broadcast.id, header.broadcast.content())
            if let isrc = header.tags.isrc { add(IdentifierChunk.id, IdentifierChunk.content(isrc: isrc)) }
        }
        if !markers.isEmpty {
            if isLong { add(CueChunk.id, CueChunk.content(markers)) } else { cues = markers }
            add(LabelChunk.id, LabelChunk.content(markers))
        }
        add(InfoChunk.id, InfoChunk.content(header.tags))
        add("id3 ", id3(header.tags, [], format, frames, multiple: 4))
    }

    private func id3(
        _ tags: SoundTags, _ markers: [Marker], _ format: SoundFormat, _ frames: Int, multiple: Int
    ) -> [UInt8] {
        ID3Tag.bytes(
            tags, markers: markers, frames: frames, sampleRate: format.sampleRate, multiple: multiple)
    }

    private mutating func add(_ id: String, _ content: [UInt8]) {
        if !content.isEmpty { chunks.append((id, content)) }
    }
}

/// What a file says of the music in it; nil is not said.
package struct SoundTags: Equatable, Sendable {
    package var title: String?
    package var artist: String?
    package var album: String?
    /// International Standard Recording Code: twelve characters, without hyphens.
    package var isrc: String?
    /// `2026-11-25`, `2026-11` or `2026`.
    package var date: String?
    /// Beats per minute, as it is to be read.
    package var tempo: String?
    /// `C`, `F#m`, `Bb`.
    package var key: String?
    package var version: String?
    package var comment: String?

    package init() {}
}

/// What a header holds besides the form of the audio.
package struct SoundHeader: Equatable, Sendable {
    package var markers: [Marker]
    package var tags: SoundTags
    /// Of a Broadcast Wave file.
    package var broadcast: Broadcast

    package init(markers: [Marker] = [], tags: SoundTags = SoundTags(), broadcast: Broadcast = Broadcast()) {
        self.markers = markers
        self.tags = tags
        self.broadcast = broadcast
    }
}

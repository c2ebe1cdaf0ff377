internal import Archives
internal import BuildStore
internal import Resampling
internal import SoundFiles
internal import SoundFonts

/// The libraries, and which versions of them are loaded.
package enum LibraryChecks {
    package static func all() -> [Check] {
        let linked =
            StoreLibraries.versions + [
                ("libsndfile", SoundFormat.library), ("soxr", ResamplerVersion.library),
                ("zlib", Compression.deflateVersion), ("isa-l", Compression.fastVersion),
            ]
        return linked.map { Check("libraries", $0.0, .ok, $0.1) } + [archive, fluidsynth]
    }

    private static var archive: Check {
        do {
            return Check("libraries", "libarchive", .ok, try Zstandard.version())
        } catch {
            return Check(
                "libraries", "libarchive", .warning,
                "not installed: archives as .tar.zst cannot be made or checked",
                advice: "install libarchive13 (apt), libarchive (dnf, brew)")
        }
    }

    private static var fluidsynth: Check {
        if let version = SoundFontTrack.library { return Check("libraries", "fluidsynth", .ok, version) }
        return Check(
            "libraries", "fluidsynth", .warning, "not installed: only needed to play SoundFonts",
            advice: "install libfluidsynth3 (apt), fluidsynth (dnf, brew) if a manifest plays one")
    }
}

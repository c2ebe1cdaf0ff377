internal import CSndfile

extension SoundFormat {
    /// The library that reads and writes audio files, with its version: another one may write other bytes.
    package static let library = String(cString: sf_version_string())
}

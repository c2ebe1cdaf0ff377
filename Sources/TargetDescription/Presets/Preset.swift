/// A kind of delivery whose demands are written down somewhere: a named set of gates.
public enum Preset: String, CaseIterable, Sendable {
    /// Music for streaming services: −14 LUFS, at most −1 dBTP.
    case streaming
    /// AES TD1008, single music tracks: −16 LUFS, at most −1 dBTP.
    case aesTD1008 = "aes-td1008"
    /// Apple Digital Masters: 24 bits, no clips on the samples or between them.
    case appleDigitalMasters = "apple-digital-masters"
    /// EBU R 128, as quality control measures it: −23 LUFS ± 0.2, at most −1 dBTP.
    case ebuR128 = "ebu-r128"
    /// EBU R 128, live productions: −23 LUFS ± 1, at most −1 dBTP.
    case ebuR128Live = "ebu-r128-live"
    /// EBU R 128 s1, adverts, promos and trailers: as R 128, no 3 s louder than −18 LUFS.
    case ebuR128S1 = "ebu-r128-s1"
    /// ATSC A/85, television in North America: −24 LKFS ± 2, at most −2 dBTP.
    case atscA85 = "atsc-a85"
    /// Podcasts: −16 LUFS ± 1 in stereo, −19 in mono, at most −1 dBTP.
    case podcast
    /// Games on consoles and computers: −24 LUFS ± 2, loudness range at most 20 LU.
    case gameConsole = "game-console"
    /// Games on portable devices: −18 LUFS ± 2, loudness range at most 20 LU.
    case gameMobile = "game-mobile"
    /// A re-render of a Dolby Atmos music master: at most −18 LKFS, at most −1 dBTP.
    case atmosMusic = "atmos-music"
    /// A stem for sync licensing: 48 kHz, 24 bits, peaks at most −6 dBFS, a portable name.
    case syncStems = "sync-stems"
    /// A mix that goes to a mastering engineer: 24 bits or more, peaks at most −6 dBFS.
    case preMaster = "pre-master"
}

/// What a preset asks for, and who says so.
package struct PresetSheet: Sendable {
    package let title: String
    /// Raised whenever the gates change: it is part of every judgement.
    package let version: Int
    /// The document, and where in it.
    package let source: String
    /// When the source was published.
    package let date: String
    /// Whether the numbers were read at their publisher's, rather than in what others write of it.
    package let isPrimary: Bool
    /// What counts for a file of two or more channels.
    package let stereo: String
    /// What counts for a file of one channel.
    package let mono: String
    /// What is asked for and no gate can judge; empty where there is nothing.
    package let remarks: String
    package let gates: [Gate]
}

extension Preset {
    package var sheet: PresetSheet {
        switch self {
        case .streaming: .streaming
        case .aesTD1008: .aesTD1008
        case .appleDigitalMasters: .appleDigitalMasters
        case .ebuR128: .ebuR128
        case .ebuR128Live: .ebuR128Live
        case .ebuR128S1: .ebuR128S1
        case .atscA85: .atscA85
        case .podcast: .podcast
        case .gameConsole: .gameConsole
        case .gameMobile: .gameMobile
        case .atmosMusic: .atmosMusic
        case .syncStems: .syncStems
        case .preMaster: .preMaster
        }
    }

    /// The gate that stands for it, with all that it comes to.
    package func recipe(line: Int) -> Recipe {
        let sheet = sheet
        return Recipe(
            .presetGate,
            [.text(rawValue), .integer(sheet.version), .recipes(sheet.gates.map(\.recipe))], line: line)
    }
}

/// The channel layout of an audio file.
public enum Channels: String, CaseIterable, Sendable {
    /// One channel.
    case mono
    /// Two channels, left and right.
    case stereo

    /// How many channels the layout has.
    package var count: Int { self == .mono ? 1 : 2 }
}

internal import Signal
internal import SoundFiles
internal import TargetDescription

/// What a rendering knows of its surroundings: numbers and files, no other target and no fact of the host.
final class RenderContext {
    let target: String
    let timeline: Timeline
    /// The length of what is rendered.
    let frames: Int
    /// The channels of what is rendered.
    let channels: Int

    /// The grid of values that the file will hold, and the dither before it.
    let grid: Quantiser.Grid
    let dither: Quantiser.Dither
    /// Whether the effects end in silence, whatever sounds before them.
    let fadesOut: Bool

    /// Opens another target that this one is made from, such as what a compressor listens to.
    private let input: (String) throws -> any SampleStream

    // Asked when the rendering is over: "limited samples: 12".
    private var reports: [(isWarning: Bool, text: () -> String?)] = []

    init(
        target: String, timeline: Timeline, frames: Int, channels: Int, grid: Quantiser.Grid,
        dither: Quantiser.Dither, fadesOut: Bool = false, input: @escaping (String) throws -> any SampleStream
    ) {
        self.target = target
        self.timeline = timeline
        self.frames = frames
        self.channels = channels
        self.grid = grid
        self.dither = dither
        self.fadesOut = fadesOut
        self.input = input
    }

    /// The same surroundings for a sound that is only listened to: nobody asks for its reports.
    func rehearsing() -> RenderContext {
        RenderContext(
            target: target, timeline: timeline, frames: frames, channels: channels, grid: grid,
            dither: dither, fadesOut: fadesOut, input: input)
    }

    /// Another target of that name, from its first frame on.
    func stream(of input: String) throws -> any SampleStream { try self.input(input) }

    var sampleRate: Double { Double(timeline.sampleRate) }

    /// Where a limiter has to stop for the file's samples to stay at or below a ceiling.
    var reachable: @Sendable (Double) -> Double {
        { [grid, dither] ceiling in grid.reachable(ceiling, dither: dither) }
    }

    /// Has something to say when all frames have gone by.
    func report(_ text: @escaping () -> String?) { reports.append((false, text)) }

    /// Has something to say that somebody will hear, and may not have meant.
    func warn(_ text: @escaping () -> String?) { reports.append((true, text)) }

    /// All that there is to say, the warnings included.
    var notes: [String] { reports.compactMap { $0.text() } }
    var warnings: [String] { reports.filter(\.isWarning).compactMap { $0.text() } }
}

/// Why a rendering could not be done: the production's or the files' fault.
package struct RenderError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The rendering was called off.
struct Interrupted: Error {}

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

    // Asked when the rendering is over: "limited samples: 12".
    private var reports: [() -> String?] = []

    init(
        target: String, timeline: Timeline, frames: Int, channels: Int, grid: Quantiser.Grid,
        dither: Quantiser.Dither
    ) {
        self.target = target
        self.timeline = timeline
        self.frames = frames
        self.channels = channels
        self.grid = grid
        self.dither = dither
    }

    var sampleRate: Double { Double(timeline.sampleRate) }

    /// Where a limiter has to stop for the file's samples to stay at or below `ceiling`.
    func reachable(_ ceiling: Double) -> Double { grid.reachable(ceiling, dither: dither) }

    /// Has something to say when all frames have gone by.
    func report(_ text: @escaping () -> String?) { reports.append(text) }

    var notes: [String] { reports.compactMap { $0() } }
}

/// Why a rendering could not be done: the production's or the files' fault.
package struct RenderError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// The rendering was called off.
struct Interrupted: Error {}

internal import Arrangement
internal import BuildGraph
internal import Signal
internal import TargetDescription

/// How far onsets lie from the beat grid.
struct OnsetsGate: GateUnit {
    private let bounds: Bounds
    private let divisions: Int
    private let map: TempoMap

    init(_ recipe: Recipe, _ timeline: Timeline) {
        bounds = Bounds(atMost: recipe.number("atMost"), unit: "ms")
        divisions = recipe.integer("divisions")
        map = timeline.map
    }

    /// One tempo is a grid that any meter knows, and `bounce measure` can be asked for.
    private var even: Metric? {
        guard map.pieces.count == 1 else { return nil }
        return Metric(
            kind: .onsetDistance, grid: BeatGrid(tempo: map.pieces[0].tempo, division: divisions))
    }

    /// The name in the evidence.
    private var metric: String {
        even?.name ?? "\(Metric.Kind.onsetDistance.rawValue)@tempo-map/\(divisions)"
    }

    var metrics: [Metric] { [even].compactMap(\.self) }

    /// Where the tempo changes, the lines are the map's.
    func meters(_ job: Job) -> [GateMeter] {
        guard even == nil else { return [] }
        let (metric, lines) = (metric, map.lines(division: divisions))
        return [
            GateMeter(metrics: [metric], basis: Digest(of: Array(map.words.utf8)).text) { info in
                OnsetMeter(name: metric, lines: lines, sampleRate: info.sampleRate, channels: info.channels)
            }
        ]
    }

    func judge(_ evidence: Evidence) -> [Verdict] {
        [
            bounds.judge("onsets", evidence, metric) { excess in
                "move what begins \(amply(excess, 2)) ms closer to the grid: check the tempo, and where a recording starts"
            }
        ]
    }
}

extension TempoMap {
    /// Lines at every so many parts of a beat: 4 for quarters of it.
    fileprivate func lines(division: Int) -> GridLines {
        let map = self
        let rate = Double(sampleRate)
        // A piece is slowest at one of its ends.
        let slowest = pieces.flatMap { [$0.tempo, tempo(before: $0)] }.reduce(.infinity, min)
        return GridLines(widest: 60 / (slowest * Double(division))) { time in
            let lines = map.beat(atFrame: time * rate) * Double(division)
            // On a ramp, the line that is nearest in beats need not be the one that is nearest in time.
            let distances = [lines.rounded(.down), lines.rounded(.up)].map { line in
                abs(map.exactFrame(atBeat: line / Double(division)) / rate - time)
            }
            return min(distances[0], distances[1])
        }
    }

    /// The tempo that is reached where a piece begins.
    private func tempo(before piece: TempoPiece) -> Double {
        guard let last = pieces.last(where: { $0.beat < piece.beat }) else { return piece.tempo }
        return last.tempo + last.growth * (piece.beat - last.beat)
    }

    /// All that its lines depend on.
    fileprivate var words: String {
        let pieces = pieces.map { "\($0.beat) \($0.tempo) \($0.growth)" }
        return pieces.joined(separator: ", ")
    }
}

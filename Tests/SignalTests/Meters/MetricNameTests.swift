import Signal
import Testing

@Suite("The names of metrics")
struct MetricNameTests {
    @Test("each is read back as it is written", arguments: Metric.Kind.allCases)
    func roundTrip(_ kind: Metric.Kind) {
        #expect(Metric(name: kind.rawValue) == Metric(kind: kind))
        #expect(Metric(kind: kind).name == kind.rawValue)
    }

    @Test("a threshold and a grid are part of the name")
    func parts() {
        #expect(Metric(name: "silence.longest@-48") == Metric(kind: .silenceLongest, threshold: -48))
        #expect(Metric(name: "silence.leading@-52.5")?.name == "silence.leading@-52.5")
        let grid = BeatGrid(tempo: 92.5, division: 4)
        #expect(Metric(name: "onset-distance@92.5/4") == Metric(kind: .onsetDistance, grid: grid))
        #expect(Metric(kind: .onsetDistance, grid: grid).name == "onset-distance@92.5/4")
        #expect(grid.spacing == 60 / 370.0)
    }

    @Test(
        "what is no metric is none",
        arguments: [
            "", "@", "loud", "peak@-3", "silence.longest@", "silence.longest@nan", "silence.longest@-60.0",
            "silence.longest@120/4", "onset-distance@120", "onset-distance@120/0", "onset-distance@0/4",
            "onset-distance@-1/4", "onset-distance@120/4/4", "onset-distance@120/4.5", "band.440", "Peak",
        ])
    func unknown(_ name: String) {
        #expect(Metric(name: name) == nil)
    }
}

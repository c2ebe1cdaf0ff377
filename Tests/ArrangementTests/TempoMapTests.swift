import Foundation
import Testing

@testable import Arrangement

@Suite("A tempo map")
struct TempoMapTests {
    private static let map = TempoMap(
        sampleRate: 48_000, tempo: 120,
        changes: [
            TempoMap.Change(beat: 8, over: 0, tempo: 90), TempoMap.Change(beat: 16, over: 8, tempo: 180),
            TempoMap.Change(beat: 32, over: 4, tempo: 60),
        ], signature: TimeSignature(beats: 4, unit: 4),
        signatures: [
            TempoMap.SignatureChange(bar: 2, signature: TimeSignature(beats: 7, unit: 8)),
            TempoMap.SignatureChange(bar: 6, signature: TimeSignature(beats: 3, unit: 4)),
        ])

    @Test(
        "places a beat where the sum of all beats before it ends",
        arguments: [0, 1, 8, 12.5, 16, 20, 24, 30, 34, 36, 50])
    func position(_ beat: Double) {
        // The minutes up to a beat, by the midpoint rule in pieces between which nothing jumps.
        let edges = [0, 8, 16, 24, 32, 36, 1_000].map { min($0, beat) }
        let minutes = zip(edges, edges.dropFirst()).reduce(0.0) { sum, edge in
            let width = (edge.1 - edge.0) / 20_000
            return sum
                + (0..<20_000).reduce(0.0) { $0 + width / tempo(atBeat: edge.0 + (Double($1) + 0.5) * width) }
        }
        #expect(abs(Self.map.exactFrame(atBeat: beat) - minutes * 60 * 48_000) < 1e-3)
    }

    @Test("finds the beat of a frame again", arguments: Array(stride(from: 0.0, through: 60, by: 0.37)))
    func inverse(_ beat: Double) {
        #expect(abs(Self.map.beat(atFrame: Self.map.exactFrame(atBeat: beat)) - beat) < 1e-9)
        #expect(abs(Self.map.tempo(atBeat: beat) - tempo(atBeat: beat)) < 1e-9)
    }

    @Test(
        "counts bars by the signatures that hold",
        arguments: [(0.0, 0.0), (1, 4), (2, 8), (3, 11.5), (6, 22), (7, 25), (6.5, 23.5), (2.5, 9.75)])
    func bars(_ bar: Double, _ beat: Double) {
        #expect(Self.map.beat(atBar: bar) == beat)
        let found = Self.map.bar(atBeat: beat)
        #expect(found.bar == Int(bar))
    }

    @Test("a tempo that stays is places beats at whole multiples, rounded once")
    func constant() {
        let map = TempoMap(sampleRate: 44_100, tempo: 130, beatsPerBar: 4)
        for beat in 0..<1_000 {
            let exact = Double(beat) * 60 * 44_100 / 130
            #expect(
                TempoMap.rounded(map.exactFrame(atBeat: Double(beat))) == Int((exact + 0.5).rounded(.down)))
        }
    }

    /// The tempo as it is meant, piece by piece.
    private func tempo(atBeat beat: Double) -> Double {
        switch beat {
        case ..<8: 120
        case ..<16: 90
        case ..<24: 90 + 90 * (beat - 16) / 8
        case ..<32: 180
        case ..<36: 180 - 120 * (beat - 32) / 4
        default: 60
        }
    }
}

import Signal
import Testing

@Suite("The silence meter")
struct SilenceMeterTests {
    @Test(
        "reads the longest, the leading and the trailing run, in seconds",
        arguments: [
            ([0, 0, 1, 0, 0, 0, 1, 0], 3, 2, 1), ([1, 1], 0, 0, 0), ([0, 0, 0], 3, 3, 3),
            ([0, 1], 1, 1, 0), ([1, 0, 0], 2, 0, 2), ([], 0, 0, 0),
        ] as [([Double], Double, Double, Double)])
    func runs(_ samples: [Double], _ longest: Double, _ leading: Double, _ trailing: Double) {
        for capacity in [1, 2, 100] {
            #expect(Metered.number(.silenceLongest, of: [samples], rate: 1, capacity: capacity) == longest)
            #expect(Metered.number(.silenceLeading, of: [samples], rate: 1, capacity: capacity) == leading)
            #expect(Metered.number(.silenceTrailing, of: [samples], rate: 1, capacity: capacity) == trailing)
        }
        #expect(Metered.number(.silenceLongest, of: [samples], rate: 8) == longest / 8)
    }

    @Test("reads the channel that is silent for longest")
    func worstChannel() {
        let programme = [[1, 1, 1, 1, 0], [0, 0, 1, 1, 1]] as [[Double]]
        #expect(Metered.number(.silenceLeading, of: programme, rate: 1) == 2)
        #expect(Metered.number(.silenceTrailing, of: programme, rate: 1) == 1)
        #expect(Metered.number(.silenceLongest, of: programme, rate: 1) == 2)
    }

    @Test("takes what lies below the threshold for silence, and −60 dBFS when none is given")
    func threshold() {
        let sound = [[0.0009, 0.0011, 0.009, 0.011, -0.5]]
        #expect(Metered.number(.silenceLeading, of: sound, rate: 1) == 1)
        #expect(Metered.number(.silenceLeading, of: sound, threshold: -40, rate: 1) == 3)
        #expect(Metered.number(.silenceLeading, of: sound, threshold: 0, rate: 1) == 5)
    }

    @Test("answers several thresholds at once, each under its name")
    func several() {
        let metrics = [nil, -40, -52.5].map { Metric(kind: .silenceLongest, threshold: $0) }
        let found = Metered.all([[0.0011, 0.009, 1]], metrics + [Metric(kind: .frames)], rate: 1)
        #expect(
            found == [
                Measurement(metric: "frames", value: .number(3)),
                Measurement(metric: "silence.longest", value: .number(0)),
                Measurement(
                    metric: "silence.longest@-52.5", value: .number(1),
                    place: Place(frame: 0, length: 1, channel: 0)),
                Measurement(
                    metric: "silence.longest@-40", value: .number(2),
                    place: Place(frame: 0, length: 2, channel: 0)),
            ])
    }
}

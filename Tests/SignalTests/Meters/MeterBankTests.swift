import Signal
import Testing

@Suite("The bank of meters")
struct MeterBankTests {
    @Test(
        "gives the same bits and places for every metric however the programme is cut",
        arguments: [1, 7, 479, 5000, 100_000])
    func cuts(_ capacity: Int) throws {
        for seed in [7, 41, 57] {
            let programme = RandomProgramme.all[seed]
            let samples = programme.samples().map { Array($0.prefix(60_000)) }
            let whole = Metered.all(samples, Metric.all, rate: programme.rate)
            #expect(Metered.all(samples, Metric.all, rate: programme.rate, capacity: capacity) == whole)
        }
    }

    @Test("says for each metric why samples that are not finite have none", arguments: Metric.all)
    func nonFinite(_ metric: Metric) {
        guard ![.frames, .finite, .denormal].contains(metric.kind) else { return }
        var sound = Programme.tones([(seconds: 1, levels: [-20, -20])])
        sound[1][30_000] = .infinity
        #expect(Metered.all(sound, [metric]).first?.value == .unmeasurable("1 sample is not finite"))
    }

    @Test(
        "never gives a number that is none, however large the samples",
        arguments: [1e30, 1e154, 1e200, 1.7e308])
    func huge(_ size: Double) {
        let sound = (0..<50_000).map { $0 % 48 < 24 ? size : -size }
        for measurement in Metered.all([sound, sound.map { -$0 }], Metric.all) {
            guard case .number(let number) = measurement.value else { continue }
            #expect(number.isFinite, "\(measurement.metric)")
        }
    }

    @Test("takes further meters along, and checks what they say")
    func further() {
        struct Counter: Meter {
            var frames = 0
            mutating func measure(_ block: borrowing Block) { frames += block.frames }
            mutating func finish() -> [Measurement] {
                [Measurement(metric: "counted", value: .number(Double(frames)))]
            }
        }
        for (sample, value) in [
            (0.5, Measurement.Value.number(3)), (.nan, .unmeasurable("3 samples are not finite")),
        ] {
            let bank = MeterBank(
                metrics: [Metric(kind: .frames)], sampleRate: 8000, channels: 1, fullScale: 1,
                further: [Counter()])
            var block = Block(channels: 1)
            block.resize(to: 3)
            block.withChannel(0) { $0.update(repeating: sample) }
            bank.measure(block)
            #expect(
                bank.finish() == [
                    Measurement(metric: "frames", value: .number(3)),
                    Measurement(metric: "counted", value: value),
                ])
        }
    }

    @Test("every metric has its unit")
    func units() {
        let units = Set(Metric.Kind.allCases.map { Metric(kind: $0).unit })
        #expect(units == ["", "frames", "samples", "runs", "dBFS", "dBTP", "LUFS", "LU", "dB", "s", "ms"])
    }
}

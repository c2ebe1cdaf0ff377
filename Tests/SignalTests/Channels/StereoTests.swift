import Testing

@testable import Signal

@Suite("Width, middle and sides")
struct StereoTests {
    @Test("a width of 1 changes no bit, and a mono sound stays as it is at any width")
    func unchanged() throws {
        var asItIs = Width(Control(1))
        #expect(bits(try asItIs.processed(programmeSignal())) == bits(programmeSignal()))
        var mono = Width(Control(0.2))
        #expect(bits(try mono.processed([referenceSignal(500)])) == bits([referenceSignal(500)]))
    }

    @Test("a width of 0 is mono, and of 2 the sides alone, which add up to nothing")
    func ends() throws {
        var (narrow, wide) = (Width(Control(0)), Width(Control(2)))
        let mono = try narrow.processed(programmeSignal())
        #expect(mono[0] == mono[1])
        let sides = try wide.processed(programmeSignal())
        #expect(sides[0] == sides[1].map(-))
        #expect(sides[0] != sides[1])
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [7, 300], [20_000]])
    func cut(capacities: [Int]) throws {
        let curve = Control(through: [.init(frame: 0, value: 0.4), .init(frame: 700, value: 1.9)])
        var (first, second) = (Width(curve), Width(curve))
        #expect(
            bits(try first.processed(programmeSignal(), blockCapacities: capacities))
                == bits(try second.processed(programmeSignal())))
        #expect(
            bits(try StereoConformance.monoBelow(capacities))
                == bits(try StereoConformance.monoBelow([8_192])))
    }

    @Test(
        "below half the frequency the lows are mono, within 90 dB; above half as much again nothing changes")
    func monoBelow() throws {
        func sides(_ frequency: Double) throws -> Double {
            let tone = (0..<24_000).map { Mathematics.sine(turns: frequency * Double($0) / 48_000) }
            let output = try MonoBelow.stream(
                StoredStream([tone, tone.map(-)]), frequency: 200, sampleRate: 48_000, frames: 24_000
            ).allSamples()
            // Away from the ends, where the tone begins and stops.
            return Played.peak(Array(zip(output[0], output[1]).map { ($0 - $1) / 2 }[6_000..<18_000]))
        }
        #expect(try sides(99) < 3.2e-5)
        #expect(abs(try sides(200) - 0.5) < 1e-3)
        #expect(abs(try sides(301) - 1) < 3.2e-5)
    }

    @Test("one part may be read all the way before the other, and nothing is lost")
    func oneAfterTheOther() throws {
        let split = MidSideSplit(StoredStream(programmeSignal()))
        let (mid, side) = (split.mid, split.side)
        let middle = try mid.allSamples(blockCapacities: [100])[0]
        let sides = try side.allSamples(blockCapacities: [7, 1_000])[0]
        let alone = MidSidePart(.side, of: StoredStream(programmeSignal()))
        #expect(try alone.allSamples(blockCapacities: [64]) == [sides])
        #expect(largestDifference(zip(middle, sides).map(+), programmeSignal()[0]) < 1e-15)
        #expect(largestDifference(zip(middle, sides).map(-), programmeSignal()[1]) < 1e-15)
    }

    @Test("parts of different lengths are an error")
    func unequal() {
        let join = MidSideJoin(
            mid: StoredStream([referenceSignal(10)]), side: StoredStream([referenceSignal(9)]))
        #expect(throws: MixError.self) { try join.allSamples() }
    }
}

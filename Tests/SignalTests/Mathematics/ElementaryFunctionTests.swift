import Foundation
import Signal
import Testing

/// The C library's functions are the reference: within 1 ulp of the truth on every platform.
@Suite("Elementary functions")
struct ElementaryFunctionTests {
    struct Comparison: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let range: ClosedRange<Double>
        let ours: @Sendable (Double) -> Double
        let reference: @Sendable (Double) -> Double
    }

    static let comparisons: [Comparison] = [
        Comparison(
            testDescription: "sine(turns:) around 0", range: -0.125...0.125,
            ours: { Mathematics.sine(turns: $0) }, reference: { sineOfTurns($0) }),
        Comparison(
            testDescription: "cosine(turns:) around 0", range: -0.125...0.125,
            ours: { Mathematics.cosine(turns: $0) }, reference: { cosineOfTurns($0) }),
        Comparison(
            testDescription: "sine", range: -10...10, ours: { Mathematics.sine($0) }, reference: { sin($0) }),
        Comparison(
            testDescription: "sine, large", range: -1e9...1e9,
            ours: { Mathematics.sine($0) }, reference: { sin($0) }),
        Comparison(
            testDescription: "cosine", range: -10...10,
            ours: { Mathematics.cosine($0) }, reference: { cos($0) }),
        Comparison(
            testDescription: "tangent", range: -1.57...1.57,
            ours: { Mathematics.tangent($0) }, reference: { tan($0) }),
        Comparison(
            testDescription: "exponential", range: -745...709,
            ours: { Mathematics.exponential($0) }, reference: { exp($0) }),
        Comparison(
            testDescription: "exponential around 0", range: -1...1,
            ours: { Mathematics.exponential($0) }, reference: { exp($0) }),
        Comparison(
            testDescription: "logarithm around 1", range: 0.4...2.2,
            ours: { Mathematics.logarithm($0) }, reference: { log($0) }),
        Comparison(
            testDescription: "logarithm", range: 1e-12...1e12,
            ours: { Mathematics.logarithm($0) }, reference: { log($0) }),
        Comparison(
            testDescription: "amplitude(fromDecibels:)", range: -150...30,
            ours: { Mathematics.amplitude(fromDecibels: $0) }, reference: { amplitude($0) }),
        Comparison(
            testDescription: "decibels(fromAmplitude:)", range: 1e-7...2,
            ours: { Mathematics.decibels(fromAmplitude: $0) }, reference: { decibels($0) }),
        Comparison(
            testDescription: "power", range: -12...12,
            ours: { Mathematics.power(2.5, $0) }, reference: { pow(2.5, $0) }),
    ]

    @Test("every function agrees with the C library within 3 ulp", arguments: comparisons)
    func agreement(_ comparison: Comparison) {
        let random = CounterRandom(seed: 1)
        let (low, high) = (comparison.range.lowerBound, comparison.range.upperBound)
        var (worst, worstArgument) = (0.0, 0.0)
        for index in 0..<20_000 as Range<UInt64> {
            let x = low + (high - low) * (random.uniform(index) * 0.5 + 0.5)
            let (got, expected) = (comparison.ours(x), comparison.reference(x))
            let error = got == expected ? 0 : (got - expected).magnitude / expected.ulp
            if !(error <= worst) { (worst, worstArgument) = (error, x) }
        }
        #expect(worst <= 3, "worst at \(worstArgument)")
    }

    @Test("the sine in turns is right all around the circle, within 4.5e-16")
    func wholeCircle() {
        for step in -40_000...40_000 {
            let turns = Double(step) / 39_999
            // The reference is reduced to the nearest half turn, where its own argument is most exact.
            let half = (turns * 2).rounded()
            let rest = sin((turns - half / 2) * 2 * .pi)
            let expected = half.truncatingRemainder(dividingBy: 2) == 0 ? rest : -rest
            let difference = (Mathematics.sine(turns: turns) - expected).magnitude
            #expect(difference <= 4.5e-16, "at \(turns) turns")
        }
    }

    @Test(
        "radians next to multiples of π/2 lose nothing: within 2 ulp of the C library",
        arguments: [
            3.141592653589793, 1.5707963267948966, 6.283185307179586, 11, 22, 355, 710, 103_993, 80_143_857,
            245_850_922, 1_068_966_896,
        ] as [Double])
    func nearMultiplesOfPi(x: Double) {
        for x in [x, -x, x / 2] {
            #expect((Mathematics.sine(x) - sin(x)).magnitude <= 2 * sin(x).ulp)
            #expect((Mathematics.cosine(x) - cos(x)).magnitude <= 2 * cos(x).ulp)
            #expect((Mathematics.tangent(x) - tan(x)).magnitude <= 3 * tan(x).ulp)
        }
    }

    @Test("quarter turns are exact, near zero and a billion turns away")
    func quarterTurns() {
        for turn in [0.0, 1, -1, 1000, 1e9, -1e9, 0x1p45] {
            #expect(Mathematics.sine(turns: turn) == 0)
            #expect(Mathematics.sine(turns: turn + 0.25) == 1)
            #expect(Mathematics.sine(turns: turn + 0.5) == 0)
            #expect(Mathematics.sine(turns: turn + 0.75) == -1)
            #expect(Mathematics.cosine(turns: turn) == 1)
            #expect(Mathematics.cosine(turns: turn + 0.25) == 0)
            #expect(Mathematics.cosine(turns: turn + 0.5) == -1)
        }
    }

    static let roundValues: [(Double, Double)] = [
        (Mathematics.amplitude(fromDecibels: 0), 1),
        (Mathematics.amplitude(fromDecibels: 20), 10),
        (Mathematics.amplitude(fromDecibels: -20), 0.1),
        (Mathematics.amplitude(fromDecibels: 60), 1000),
        (Mathematics.amplitude(fromDecibels: -.infinity), 0),
        (Mathematics.decibels(fromAmplitude: 1), 0),
        (Mathematics.decibels(fromAmplitude: 10), 20),
        (Mathematics.decibels(fromAmplitude: 0), -.infinity),
        (Mathematics.exponential(0), 1),
        (Mathematics.exponential(-1000), 0),
        (Mathematics.exponential(1000), .infinity),
        (Mathematics.logarithm(1), 0),
        (Mathematics.logarithm(0), -.infinity),
        (Mathematics.logarithm(.infinity), .infinity),
        (Mathematics.power(2, 10), 1024),
        (Mathematics.power(2, -1), 0.5),
        (Mathematics.power(3, 0), 1),
        (Mathematics.sine(0), 0),
        (Mathematics.cosine(0), 1),
        (Mathematics.tangent(0), 0),
    ]

    @Test("round values come out round", arguments: roundValues)
    func comesOutRound(got: Double, expected: Double) {
        #expect(got == expected)
    }

    @Test("what has no value is not a number")
    func undefined() {
        #expect(Mathematics.logarithm(-1).isNaN)
        #expect(Mathematics.decibels(fromAmplitude: -1).isNaN)
        #expect(Mathematics.sine(Double.infinity).isNaN)
        #expect(Mathematics.exponential(.nan).isNaN)
        #expect(Mathematics.amplitude(fromDecibels: .nan).isNaN)
        #expect(Mathematics.sine(turns: .nan).isNaN)
    }
}

/// 2π · turns, and what rounding took from it.
private func radians(_ turns: Double) -> (rounded: Double, lost: Double) {
    let rounded = 2 * Double.pi * turns
    return (rounded, (-rounded).addingProduct(2 * Double.pi, turns) + 2.4492935982947064e-16 * turns)
}

private func sineOfTurns(_ turns: Double) -> Double {
    let angle = radians(turns)
    return sin(angle.rounded) + angle.lost * cos(angle.rounded)
}

private func cosineOfTurns(_ turns: Double) -> Double {
    let angle = radians(turns)
    return cos(angle.rounded) - angle.lost * sin(angle.rounded)
}

/// 10^(dB/20), with what rounding took from the exponent put back.
private func amplitude(_ decibels: Double) -> Double {
    let exponent = decibels / 20
    let lost = decibels.addingProduct(-20, exponent) / 20
    return pow(10, exponent) * (1 + 2.302585092994046 * lost)
}

private func decibels(_ amplitude: Double) -> Double {
    20 * log10(amplitude)
}

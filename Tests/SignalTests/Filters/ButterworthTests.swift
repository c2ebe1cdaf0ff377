import Foundation
import Testing

@testable import Signal

@Suite("Butterworth design")
struct ButterworthTests {
    @Test("a designed filter does what scipy's does, within 1e-12", arguments: FilterCase.all)
    func agreesWithReference(filter: FilterCase) throws {
        var causal = CausalFilter(filter.sections, channels: 1)
        let output = try causal.processed([referenceSignal(300)])[0]
        #expect(largestDifference(output, try expectedFilterValues(filter.name + "-sosfilt")) < 1e-12)
    }

    @Test("the gain at a cut-off is −3.01 dB, within 1e-7 dB", arguments: Butterworth.orders)
    func halfPowerAtCutoff(order: Int) {
        let cases: [(Butterworth.Response, [Double])] = [
            (.lowpass(50), [50]), (.lowpass(23000), [23000]), (.highpass(50), [50]),
            (.highpass(9000), [9000]), (.bandpass(400, 5000), [400, 5000]),
        ]
        for (response, cutoffs) in cases {
            let sections = Butterworth.sections(response, order: order, sampleRate: 48000)
            for cutoff in cutoffs {
                let decibels = 20 * log10(magnitude(of: sections, atTurns: cutoff / 48000))
                #expect(abs(decibels - 10 * log10(0.5)) < 1e-7, "\(response) at \(cutoff) Hz")
            }
        }
    }

    @Test(
        "the middle of the pass band has unit gain, the stop band's end none", arguments: Butterworth.orders)
    func passAndStop(order: Int) {
        let low = Butterworth.sections(.lowpass(3000), order: order, sampleRate: 48000)
        #expect(abs(magnitude(of: low, atTurns: 0) - 1) < 1e-11)
        #expect(magnitude(of: low, atTurns: 0.5) < 1e-12)
        let high = Butterworth.sections(.highpass(3000), order: order, sampleRate: 48000)
        #expect(abs(magnitude(of: high, atTurns: 0.5) - 1) < 1e-12)
        #expect(magnitude(of: high, atTurns: 0) < 1e-12)
        let band = Butterworth.sections(.bandpass(1000, 4000), order: order, sampleRate: 48000)
        let edges: [Double] = [1000, 4000].map { tan(Double.pi * $0 / 48000) }
        let centre = atan((edges[0] * edges[1]).squareRoot()) / Double.pi
        #expect(abs(magnitude(of: band, atTurns: centre) - 1) < 1e-11)
    }

    @Test("an order has its number of poles, all inside the unit circle", arguments: Butterworth.orders)
    func stability(order: Int) {
        for response in [Butterworth.Response.lowpass(20), .highpass(23900), .bandpass(20, 23000)] {
            let sections = Butterworth.sections(response, order: order, sampleRate: 48000)
            let isBand = response == .bandpass(20, 23000)
            #expect(sections.count == (isBand ? order : (order + 1) / 2))
            // The triangle of stable second-order denominators.
            #expect(sections.allSatisfy { $0.a2 < 1 && abs($0.a1) < 1 + $0.a2 })
        }
    }

    /// |H| at a frequency in turns per sample.
    private func magnitude(of sections: [Biquad], atTurns turns: Double) -> Double {
        let (c1, s1) = (cos(2 * .pi * turns), sin(2 * .pi * turns))
        let (c2, s2) = (cos(4 * .pi * turns), sin(4 * .pi * turns))
        return sections.reduce(1) { product, section in
            let top = hypot(section.b0 + section.b1 * c1 + section.b2 * c2, section.b1 * s1 + section.b2 * s2)
            let bottom = hypot(1 + section.a1 * c1 + section.a2 * c2, section.a1 * s1 + section.a2 * s2)
            return product * top / bottom
        }
    }
}

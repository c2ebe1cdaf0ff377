import Foundation
import Testing

@testable import Signal

@Suite("Fade")
struct FadeTests {
    @Test("a linear fade starts and ends at silence and is a straight line between")
    func linear() throws {
        var fade = Fade(in: 4, out: 2, totalFrames: 10, shape: .linear)
        let output = try fade.processed([Array(repeating: 1, count: 10), Array(repeating: -2, count: 10)])
        #expect(output[0] == [0, 0.25, 0.5, 0.75, 1, 1, 1, 1, 0.5, 0])
        #expect(output[1] == output[0].map { $0 * -2 })
    }

    @Test("a raised cosine is (1 − cos πt)/2 within 3e-16, at both ends")
    func raisedCosine() throws {
        var fade = Fade(in: 100, out: 50, totalFrames: 300)
        let output = try fade.processed([Array(repeating: 1, count: 300)])[0]
        for frame in 0..<100 {
            #expect(abs(output[frame] - (0.5 - 0.5 * cos(.pi * Double(frame) / 100))) < 3e-16)
        }
        for frame in 0..<50 {
            #expect(abs(output[299 - frame] - (0.5 - 0.5 * cos(.pi * Double(frame) / 50))) < 3e-16)
        }
        #expect(output[100..<250].allSatisfy { $0 == 1 })
    }

    @Test("fades that overlap both apply")
    func overlap() throws {
        var fade = Fade(in: 4, out: 4, totalFrames: 4, shape: .linear)
        #expect(try fade.processed([[1, 1, 1, 1]])[0] == [0, 0.125, 0.125, 0])
    }

    @Test("no fades change no bit")
    func none() throws {
        var fade = Fade(in: 0, out: 0, totalFrames: 50)
        let signal = [referenceSignal(50)]
        #expect(bits(try fade.processed(signal)) == bits(signal))
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [7, 30], [64]])
    func blockCut(capacities: [Int]) throws {
        let signal = [referenceSignal(200)]
        var whole = Fade(in: 60, out: 170, totalFrames: 200)
        var cut = whole
        #expect(
            bits(try whole.processed(signal)) == bits(try cut.processed(signal, blockCapacities: capacities)))
    }
}

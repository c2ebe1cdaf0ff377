import Foundation
import Testing

@testable import Signal

@Suite("Dynamics")
struct DynamicsTests {
    private static let compressor = DynamicsConformance.computer {
        $0.threshold = Control(-20); $0.ratio = Control(4); $0.knee = 6; $0.attack = 0.001; $0.release = 0.01
    }

    @Test("how the stream is cut makes no difference to any bit", arguments: [[1], [63, 700], [1_200]])
    func blockCut(capacities: [Int]) throws {
        let whole = try DynamicsConformance.processed(Self.compressor, capacities: [333])
        #expect(
            bits(whole) == bits(try DynamicsConformance.processed(Self.compressor, capacities: capacities)))
        var (shaper, cut) = (
            TransientShaper(attack: Control(1), sustain: Control(1), sampleRate: 48_000),
            TransientShaper(attack: Control(1), sustain: Control(1), sampleRate: 48_000)
        )
        #expect(
            bits(try shaper.processed(programmeSignal()))
                == bits(try cut.processed(programmeSignal(), blockCapacities: capacities)))
    }

    @Test("a steady level above the threshold comes out as the ratio says, within 1e-6 dB")
    func ratio() throws {
        let level = Array(repeating: 0.5, count: 48_000)
        let output = try DynamicsProcessor(StoredStream([level]), Self.compressor, frames: 48_000)
            .allSamples()[0]
        let input = 20 * log10(0.5)
        #expect(abs(20 * log10(output[47_999]) - (-20 + (input + 20) / 4)) < 1e-6)
    }

    @Test("what stays below the knee passes bit for bit, in a compressor and in a de-esser")
    func identity() throws {
        let signal = [referenceSignal(5_000).map { $0 * 0.05 }]
        let output = try DynamicsProcessor(StoredStream(signal), Self.compressor, frames: 5_000).allSamples()
        #expect(bits(output) == bits(signal))
        var deEsser = DeEsser(
            frequency: 6_000,
            DynamicsConformance.settings {
                $0.threshold = Control(-20); $0.ratio = Control(4)
            },
            channels: 1, sampleRate: 48_000)
        #expect(bits(try deEsser.processed(signal)) == bits(signal))
    }

    @Test("a key of another length is an error", arguments: [1_199, 1_201])
    func keyLength(frames: Int) throws {
        #expect(throws: StreamLengthError.self) {
            try DynamicsConformance.processed(Self.compressor, key: [referenceSignal(frames)])
        }
    }

    @Test("numbers that are none stay for a gate to find, and what follows is as before")
    func notANumber() throws {
        var signal = referenceSignal(2_000)
        signal[100] = .nan
        let output = try DynamicsProcessor(StoredStream([signal]), Self.compressor, frames: 2_000)
            .allSamples()[0]
        #expect(output[100].isNaN && output[101...].allSatisfy(\.isFinite))
    }
}

import Testing

@testable import Signal

@Suite("Zero-phase filter")
struct ZeroPhaseFilterTests {
    @Test(
        "300 frames come out as scipy's sosfiltfilt has them, within 1e-11, both ends included",
        arguments: FilterCase.all)
    func agreesWithReference(filter: FilterCase) throws {
        let output = try filtered(referenceSignal(300), filter.sections)
        #expect(largestDifference(output, try expectedFilterValues(filter.name + "-sosfiltfilt")) < 1e-11)
    }

    @Test("9 frames come out as with scipy's padlen=8, within 1e-11", arguments: FilterCase.all)
    func agreesOnShortSignals(filter: FilterCase) throws {
        let output = try filtered(referenceSignal(9), filter.sections)
        #expect(largestDifference(output, try expectedFilterValues(filter.name + "-short")) < 1e-11)
    }

    @Test("many chunks make the whole signal within 1e-12", arguments: Butterworth.orders)
    func agreesWithWholeSignal(order: Int) throws {
        // Chunks shorter than the filter's memory, longer, and long enough for lanes.
        let cases: [(Butterworth.Response, Int)] = [
            (.lowpass(0.01), 1500), (.lowpass(0.2), 2048), (.highpass(0.02), 1000), (.highpass(0.45), 700),
            (.bandpass(0.1, 0.3), 4000),
        ]
        for (response, chunk) in cases {
            let sections = Butterworth.sections(response, order: order, sampleRate: 1)
            let memory = try #require(FilterMemory.frames(of: Cascade(sections)))
            let signal = referenceSignal(2 * chunk + memory + 777)
            let output = try filtered(signal, sections, chunk: chunk)
            let difference = largestDifference(output, wholeSignalZeroPhase(signal, sections: sections))
            #expect(difference < 1e-12, "\(response), memory \(memory)")
        }
    }

    @Test("the chunks that are chosen by default make the whole signal within 1e-13")
    func agreesWithWholeSignalByDefault() throws {
        let sections = Butterworth.sections(.lowpass(8000), order: 4, sampleRate: 48000)
        let signal = referenceSignal(50_001)
        let difference = largestDifference(
            try filtered(signal, sections), wholeSignalZeroPhase(signal, sections: sections))
        #expect(difference < 1e-13)
    }

    @Test(
        "how the stream is read makes no difference to any bit", arguments: [[1000], [1, 4097], [16384, 3]])
    func blockCut(capacities: [Int]) throws {
        let sections = Butterworth.sections(.bandpass(500, 5000), order: 3, sampleRate: 48000)
        let signal = [referenceSignal(40_000), referenceSignal(40_000, state: 99)]
        func output(_ capacities: [Int]) throws -> [[Double]] {
            try ZeroPhaseFilter(StoredStream(signal), sections: sections, frames: 40_000)
                .allSamples(blockCapacities: capacities)
        }
        #expect(bits(try output([8192])) == bits(try output(capacities)))
    }

    @Test("each channel is filtered as if it were alone")
    func channelsAreSeparate() throws {
        let sections = Butterworth.sections(.highpass(300), order: 2, sampleRate: 48000)
        let (left, right) = (referenceSignal(20_000), referenceSignal(20_000, state: 7))
        let both = try ZeroPhaseFilter(StoredStream([left, right]), sections: sections, frames: 20_000)
            .allSamples()
        #expect(both == [try filtered(left, sections), try filtered(right, sections)])
    }

    @Test("an impulse comes out where it went in, the same on both sides within 1e-15")
    func noDelay() throws {
        let sections = Butterworth.sections(.lowpass(4000), order: 4, sampleRate: 48000)
        var signal = Array(repeating: 0.0, count: 40_001)
        signal[20_000] = 1
        let output = try filtered(signal, sections)
        let peak = output.enumerated().max { $0.element < $1.element }?.offset
        #expect(peak == 20_000)
        #expect(largestDifference(output, output.reversed()) < 1e-15)
    }

    @Test("silence stays silence, and the passage after a sound ends at zero")
    func silence() throws {
        let sections = Butterworth.sections(.lowpass(4000), order: 4, sampleRate: 48000)
        #expect(try filtered(Array(repeating: 0, count: 20_000), sections).allSatisfy { $0 == 0 })
        let output = try filtered(referenceSignal(100) + Array(repeating: 0, count: 30_000), sections)
        #expect(output.last == 0)
        #expect(!output.contains { $0.isSubnormal })
    }

    @Test("no frames give no frames; one frame passes a low-pass within 1e-14", arguments: [0, 1, 2])
    func shortest(frames: Int) throws {
        let sections = Butterworth.sections(.lowpass(4000), order: 4, sampleRate: 48000)
        let signal = Array(repeating: 0.5, count: frames)
        #expect(largestDifference(try filtered(signal, sections), signal) < 1e-14)
    }

    @Test("a filter that rings for minutes is refused, and the message says what to do")
    func remembersTooMuch() throws {
        let sections = Butterworth.sections(.highpass(0.05), order: 2, sampleRate: 48000)
        let error = try #require(throws: ZeroPhaseFilterError.self) {
            try ZeroPhaseFilter(StoredStream([[0]]), sections: sections, frames: 1)
        }
        guard case .remembersTooMuch(let order, let cutoff) = error else { return }
        #expect(order == 2)
        #expect(abs(cutoff * 48000 - 0.05) < 1e-5)
        #expect(error.description.contains("raise the cut-off"))
        #expect(error.description.contains("2097152 frames"))
    }

    @Test("an input of another length than announced is an error", arguments: [99, 101, 0, 9000])
    func wrongLength(found: Int) throws {
        let sections = Butterworth.sections(.lowpass(4000), order: 2, sampleRate: 48000)
        let filter = try ZeroPhaseFilter(
            StoredStream([referenceSignal(found)]), sections: sections, frames: 100)
        let error = try #require(throws: StreamLengthError.self) { try filter.allSamples() }
        switch error {
        case .short(let expected, let found): #expect(expected == 100 && found < 100)
        case .long(let expected, let found): #expect(expected == 100 && found > 100)
        }
        #expect(error.description.contains("100 were expected"))
    }

    private func filtered(_ signal: [Double], _ sections: [Biquad], chunk: Int? = nil) throws -> [Double] {
        try ZeroPhaseFilter(StoredStream([signal]), sections: sections, frames: signal.count, chunk: chunk)
            .allSamples()[0]
    }
}

import Testing

@testable import Signal

@Suite("Filter memory")
struct FilterMemoryTests {
    @Test(
        "what the impulse response still sums to after the memory is below 2⁻⁶⁰, and was not one grain before"
    )
    func tail() throws {
        for (cutoff, order) in [(0.01, 1), (0.02, 2), (0.02, 7), (0.03, 16), (0.25, 4), (0.45, 16)] {
            let sections = Butterworth.sections(.lowpass(cutoff), order: order, sampleRate: 1)
            let cascade = Cascade(sections)
            let memory = try #require(FilterMemory.frames(of: cascade))
            var filter = CausalFilter(sections, channels: 1)
            let response = try filter.processed([[1] + Array(repeating: 0, count: 3 * memory + 200)])[0]
            let tail = response[memory...].reduce(0) { $0 + abs($1) }
            let before = response[(memory - FilterMemory.grain)...].reduce(0) { $0 + abs($1) }
            #expect(tail < 0x1p-60 && before > 0x1p-62, "order \(order) at \(cutoff): \(memory) frames")
        }
    }

    @Test("a lower cut-off and a higher order are remembered for longer")
    func ordering() throws {
        func memory(_ cutoff: Double, _ order: Int) throws -> Int {
            let sections = Butterworth.sections(.highpass(cutoff), order: order, sampleRate: 48000)
            return try #require(FilterMemory.frames(of: Cascade(sections)))
        }
        #expect(try memory(200, 4) > memory(2000, 4))
        #expect(try memory(2000, 8) > memory(2000, 4))
    }

    @Test("a filter without sections remembers nothing")
    func empty() {
        #expect(FilterMemory.frames(of: Cascade([])) == 0)
    }

    @Test("an unstable filter has no memory that ends")
    func unstable() {
        let section = Biquad(b0: 1, b1: 0, b2: 0, a1: -2.1, a2: 1.1)
        #expect(FilterMemory.frames(of: Cascade([section])) == nil)
    }
}

import Signal
import Testing

@Suite("Counter-based random numbers")
struct CounterRandomTests {
    @Test("the bits are those of SplitMix64, whose published sequence for seed 1234567 begins so")
    func publishedSequence() {
        let random = CounterRandom(seed: 1_234_567)
        let published: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5 as Range<UInt64>).map(random.bits) == published)
    }

    @Test("numbers lie in −1 ..< 1, with mean 0, variance 1/3 and uncorrelated neighbours, within 0.01")
    func distribution() {
        let random = CounterRandom(seed: 99)
        let numbers = (0..<50_000 as Range<UInt64>).map(random.uniform)
        #expect(numbers.allSatisfy { $0 >= -1 && $0 < 1 })
        let count = Double(numbers.count)
        #expect((numbers.reduce(0, +) / count).magnitude < 0.01)
        #expect((numbers.reduce(0) { $0 + $1 * $1 } / count - 1 / 3.0).magnitude < 0.01)
        #expect((zip(numbers, numbers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count).magnitude < 0.01)
    }

    @Test("seeds tell names, salts and the order of salts apart")
    func seeds() {
        let seeds: Set = [
            seed(of: ""), seed(of: "drums"), seed(of: "drum"), seed(of: "drums", 0), seed(of: "drums", 1),
            seed(of: "drums", 0, 0), seed(of: "drums", 0, 1), seed(of: "drums", 1, 0), seed(of: "Drums"),
        ]
        #expect(seeds.count == 9)
    }

    @Test("a seed never changes: artifacts depend on it")
    func pinned() {
        #expect(seed(of: "drums") == 8_755_696_124_081_400_302)
        #expect(seed(of: "drums", 3, 4) == 462_401_818_896_316_522)
    }
}

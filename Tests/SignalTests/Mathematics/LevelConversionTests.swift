import Foundation
import Testing

@testable import Signal

@Suite("Level conversion")
struct LevelConversionTests {
    @Test("levels and factors are right within 1e-13 dB and 1e-14 of the factor")
    func accuracy() {
        let random = CounterRandom(seed: 9)
        var (worstLevel, worstFactor) = (0.0, 0.0)
        for index in 0..<20_000 {
            let decibels = 150 * random.uniform(UInt64(index))
            let factor = Mathematics.amplitude(fromDecibels: decibels)
            worstFactor = max(worstFactor, abs(LevelConversion.amplitude(decibels) / factor - 1))
            let level = Mathematics.decibels(fromAmplitude: factor)
            worstLevel = max(worstLevel, abs(LevelConversion.decibels(factor) - level))
        }
        #expect(worstLevel < 1e-13 && worstFactor < 1e-14, "\(worstLevel) dB, \(worstFactor)")
    }

    @Test("0 dB is 1 exactly, and nothing that comes in makes a number that is none")
    func edges() {
        #expect(LevelConversion.amplitude(0) == 1 && LevelConversion.decibels(1) == 0)
        #expect(LevelConversion.decibels(0) < -6_000 && LevelConversion.decibels(0).isFinite)
        #expect(LevelConversion.amplitude(-.infinity) < 1e-299)
        #expect(LevelConversion.amplitude(.infinity) > 1e299)
    }
}

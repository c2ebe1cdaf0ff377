import Testing

@testable import Signal

@Suite("Matching equaliser")
struct MatchingTests {
    @Test("what already has the tone is left as it is, and a louder reference does not make it louder")
    func same() throws {
        let sound = try MatchingConformance.noise(1)
        let louder = sound.map { $0.map { $0 * 4 } }
        let output = try MatchingConformance.matched(
            sound, try MatchingConformance.filter(sound, to: louder))
        #expect(largestDifference(Array(output.joined()), Array(sound.joined())) < 1e-12)
    }

    @Test("no band is changed by more than the maximum, and those that would be are known")
    func limited() throws {
        let (sound, reference) = (
            try MatchingConformance.noise(1), try MatchingConformance.noise(7, .lowpass(300))
        )
        let filter = try MatchingConformance.filter(sound, to: reference, maximum: 3)
        #expect(filter.bands.allSatisfy { abs($0.given) < 3.1 })
        #expect(filter.bands.contains { $0.isLimited })
        for band in filter.bands {
            #expect(band.isLimited == (abs(band.wanted) > 3))
            // What is heard is what was said.
            #expect(band.isLimited || abs(band.given - band.wanted) < 0.1)
        }
        let output = try MatchingConformance.tone(try MatchingConformance.matched(sound, filter))
        let changes = zip(output, try MatchingConformance.tone(sound)).map { $0 - $1 }
        let mean = filter.bands.map(\.given).reduce(0, +) / Double(filter.bands.count)
        #expect(largestDifference(changes, filter.bands.map { $0.given - mean }) < 0.1)
    }

    @Test("half the amount makes up half the difference, and neighbours are smoothed as far as is said")
    func amount() throws {
        let (sound, reference) = (
            try MatchingConformance.noise(1), try MatchingConformance.noise(7, .lowpass(2_000))
        )
        let whole = try MatchingConformance.filter(sound, to: reference).bands.map(\.wanted)
        let half = try MatchingConformance.filter(sound, to: reference, amount: 0.5).bands.map(\.wanted)
        #expect(largestDifference(half.map { 2 * $0 }, whole) < 1e-12)
        // The next band counts for two thirds at an octave, and the one after for a third.
        let smooth = try MatchingConformance.filter(sound, to: reference, smoothing: 1).bands.map(\.wanted)
        let expected = (whole[8] + whole[12] + 2 * (whole[9] + whole[11]) + 3 * whole[10]) / 9
        #expect(abs(smooth[10] - expected) < 1e-12)
    }

    @Test("silence has no tone, and cannot be matched")
    func silence() throws {
        let sound = try LongTermSpectrum(
            of: StoredStream(try MatchingConformance.noise(1, frames: 5_000)), sampleRate: 48_000)
        let silence = try LongTermSpectrum(of: Silence(channels: 1, frames: 5_000), sampleRate: 48_000)
        for (one, other) in [(sound, silence), (silence, sound)] {
            #expect(
                MatchingFilter(
                    from: one, to: other, maximum: 12, amount: 1, smoothing: 0, sampleRate: 48_000) == nil)
        }
    }

    @Test("a reference of another rate is matched in hertz")
    func otherRate() throws {
        let sound = try LongTermSpectrum(
            of: StoredStream(try MatchingConformance.noise(1)), sampleRate: 48_000)
        // White noise has a level of its own in each rate, and the same tone.
        let references = try [(44_100.0, 88_200), (96_000, 192_000)].map { rate, frames in
            try LongTermSpectrum(
                of: Noise(colour: .white, level: 0.5, seed: 4, frames: frames), sampleRate: rate)
        }
        let wanted = references.map { reference in
            MatchingFilter(
                from: sound, to: reference, maximum: 24, amount: 1, smoothing: 0, sampleRate: 48_000)?
                .bands.suffix(12).map(\.wanted) ?? []
        }
        #expect(wanted[0].count == 12)
        #expect(largestDifference(wanted[0], wanted[1]) < 1)
    }
}

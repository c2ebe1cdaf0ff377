import Signal
import Testing

@Suite("Drum voices")
struct DrumVoiceTests {
    struct Named: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let voice: any DrumVoice
        /// Of the hit of velocity 0.8 and seed 7 at 48 kHz.
        let checksum: UInt64
        /// The band, in Hz, that holds most of the power.
        let band: Range<Int>
        /// The length of what is louder than −40 dB of the peak, in seconds.
        let sounding: ClosedRange<Double>
    }

    static let kit = [
        Named(
            testDescription: "kick", voice: Kick(), checksum: 0x9bcb_980b_a171_c983, band: 40..<200,
            sounding: 0.3...0.6),
        Named(
            testDescription: "snare", voice: Snare(), checksum: 0xb05e_ed58_4750_487f, band: 150..<16_000,
            sounding: 0.1...0.35),
        Named(
            testDescription: "closed hat", voice: ClosedHat(), checksum: 0xe31c_93dc_6ac8_bd1f,
            band: 6_000..<16_000,
            sounding: 0.03...0.08),
        Named(
            testDescription: "open hat", voice: OpenHat(), checksum: 0x7ba3_081b_3a8c_0628,
            band: 6_000..<16_000,
            sounding: 0.25...0.45),
        Named(
            testDescription: "clap", voice: Clap(), checksum: 0x0700_8696_e468_2dc9, band: 500..<3_000,
            sounding: 0.12...0.35),
        Named(
            testDescription: "low tom", voice: Tom.low, checksum: 0x6ede_7c74_6734_5793, band: 60..<160,
            sounding: 0.3...0.7),
        Named(
            testDescription: "mid tom", voice: Tom.mid, checksum: 0x026e_d8ed_ee0e_1f7f, band: 90..<240,
            sounding: 0.3...0.7),
        Named(
            testDescription: "high tom", voice: Tom.high, checksum: 0x55c4_046d_b75c_889d, band: 130..<340,
            sounding: 0.3...0.7),
        Named(
            testDescription: "cowbell", voice: Cowbell(), checksum: 0x59d5_f854_d449_a892, band: 500..<6_000,
            sounding: 0.2...0.5),
        Named(
            testDescription: "rim", voice: Rim(), checksum: 0x5591_3490_a7d1_f733, band: 400..<12_000,
            sounding: 0.03...0.12),
        Named(
            testDescription: "ride", voice: Ride(), checksum: 0x1541_41f9_69cf_37e8, band: 2_000..<16_000,
            sounding: 0.6...1.6),
        Named(
            testDescription: "crash", voice: Crash(), checksum: 0x51b7_6fbd_4cac_c5db, band: 2_000..<16_000,
            sounding: 1...1.9),
    ]

    private static func hit(_ voice: any DrumVoice, _ velocity: Double = 1, _ seed: UInt64 = 7) -> [Double] {
        voice.render(velocity: velocity, seed: seed, sampleRate: 48_000)[0]
    }

    @Test("a hit peaks at 0.9 times its velocity, whatever the seed and the sample rate", arguments: kit)
    func peak(_ named: Named) {
        for (velocity, seed, rate) in [(1.0, 1, 48_000.0), (0.5, 2, 44_100), (0.8, 3, 96_000)] {
            let channels = named.voice.render(velocity: velocity, seed: UInt64(seed), sampleRate: rate)
            #expect(channels.count == 1)
            #expect((Played.peak(channels[0]) - 0.9 * velocity).magnitude < 1e-12)
            #expect(Double(channels[0].count) <= 2 * rate)
        }
        #expect(Self.hit(named.voice, 0).allSatisfy { $0 == 0 })
    }

    @Test("a hit has no DC and ends at rest", arguments: kit)
    func clean(_ named: Named) {
        let samples = Self.hit(named.voice)
        #expect((samples.reduce(0, +) / Double(samples.count)).magnitude < 1e-12)
        // The last fifth of a millisecond is below −80 dBFS, and no step near the end is audible.
        #expect(Played.peak(samples.suffix(10)) < 1e-4)
        #expect(Played.largestStep(samples.suffix(480)) < 0.02)
    }

    @Test("a hit lasts as long as such a drum does", arguments: kit)
    func length(_ named: Named) throws {
        let samples = Self.hit(named.voice)
        let last = try #require(samples.lastIndex { $0.magnitude > 0.009 })
        #expect(named.sounding.contains(Double(last) / 48_000))
    }

    @Test("most of a hit's power lies in its drum's band", arguments: kit)
    func band(_ named: Named) {
        let length = 131_072
        var real = Self.hit(named.voice)
        real += Array(repeating: 0, count: length - real.count)
        var imaginary = Array(repeating: 0.0, count: length)
        FourierTransform(length: length).synthesise(real: &real, imaginary: &imaginary)
        let power = (0..<length / 2).map { real[$0] * real[$0] + imaginary[$0] * imaginary[$0] }
        let inside = named.band.lowerBound * length / 48_000..<named.band.upperBound * length / 48_000
        #expect(power[inside].reduce(0, +) > 0.8 * power.reduce(0, +))
    }

    @Test("hits of different seeds differ where the voice has noise, and nowhere else", arguments: kit)
    func seeds(_ named: Named) {
        let (one, again, other) = (
            Self.hit(named.voice, 1, 1), Self.hit(named.voice, 1, 1), Self.hit(named.voice, 1, 2)
        )
        #expect(one == again)
        #expect((one != other) == named.voice.variesWithSeed)
    }

    @Test("the sound of a voice never changes without notice", arguments: kit)
    func pinned(_ named: Named) {
        #expect(Played.checksum(Self.hit(named.voice, 0.8)) == named.checksum)
    }

    @Test("a recorded voice is its samples times gain and velocity")
    func sampled() {
        let voice = SampledVoice(samples: [[0.5, -0.25], [1, 0]], gain: 2)
        #expect(
            voice.render(velocity: 0.25, seed: 0, sampleRate: 48_000) == [[0.25, -0.125], [0.5, 0]])
        #expect(voice.render(velocity: 0.5, seed: 0, sampleRate: 48_000) == [[0.5, -0.25], [1, 0]])
    }
}

/// The metal of hi-hats and cymbals, in the manner of the TR-808: six square waves whose pitches share no
/// fundamental, some noise, and of the sum only the top.
struct Cymbal {
    /// The pitches of the TR-808's six oscillators, Hz: K. J. Werner, J. S. Abel and J. O. Smith, "The TR-808
    /// cymbal: a physically-informed, circuit-bendable, digital model", ICMC 2014.
    private static let pitches = [205.3, 304.4, 369.6, 522.7, 540.0, 800.0]
    /// Level of each square, and of the noise.
    private static let (metalLevel, noiseLevel) = (0.16, 0.6)
    /// The quality of the band-pass and of the high-pass.
    private static let (bandQuality, cornerQuality) = (0.8, 0.9)

    /// Seconds until the cut.
    let length: Double
    /// Seconds in which the sound falls to 1/e.
    let decay: Double
    /// The band's centre and the high-pass's corner, Hz.
    var centre = 9500.0
    var corner = 6500.0

    func render(velocity: Double, seed: UInt64, sampleRate: Double) -> [[Double]] {
        var samples = excitation(seed: seed, sampleRate: sampleRate)
        var band = VoiceFilter(frequency: centre, quality: Cymbal.bandQuality, sampleRate: sampleRate)
        var top = VoiceFilter(frequency: corner, quality: Cymbal.cornerQuality, sampleRate: sampleRate)
        var level = Decay(time: decay, sampleRate: sampleRate)
        for frame in samples.indices {
            samples[frame] = level.next() * top.highPass(band.bandPass(samples[frame]))
        }
        return [Finish.finished(samples, velocity: velocity, sampleRate: sampleRate)]
    }

    /// The squares from phases that the seed picks, and the noise. The squares are not band-limited: what they
    /// fold back is as inharmonic as they are, and is not told from them.
    private func excitation(seed: UInt64, sampleRate: Double) -> [Double] {
        let random = CounterRandom(seed: seed)
        var samples = (0..<Finish.frames(length, sampleRate)).map { frame in
            Cymbal.noiseLevel * random.uniform(UInt64(frame))
        }
        for (number, pitch) in Cymbal.pitches.enumerated() {
            // Numbers from the far end of the sequence, which the noise never reaches.
            let phase = 0.5 * random.uniform(UInt64.max - UInt64(number))
            addSquare(to: &samples, turnsPerFrame: pitch / sampleRate, phase: phase)
        }
        return samples
    }

    /// Adds a square wave: up in the first half of each turn, down in the second.
    private func addSquare(to samples: inout [Double], turnsPerFrame: Double, phase: Double) {
        samples.withUnsafeMutableBufferPointer { samples in
            for frame in 0..<samples.count {
                let turns = phase + Double(Int32(truncatingIfNeeded: frame)) * turnsPerFrame
                let sign = (turns - Mathematics.nearest(turns)).bitPattern & (1 << 63)
                samples[frame] += Double(bitPattern: Cymbal.metalLevel.bitPattern | sign)
            }
        }
    }
}

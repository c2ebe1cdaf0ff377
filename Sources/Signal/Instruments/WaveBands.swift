/// A wave for every frequency, free of aliasing: tables that hold fewer harmonics the higher they are played.
///
/// There are eight bands to the octave. The table of a band holds the harmonics that stay below half the sample
/// rate up to the band's upper end. A frequency within a band is a blend of the band's table and the next one, which
/// moves with the frequency: a glide hears harmonics fade, never jump, and none folds back. What lies within a quarter
/// octave of half the sample rate is faded or missing.
package final class WaveBands: Sendable {
    private static let bandsPerOctave = 8.0
    /// The lower end of the first band, Hz. Below it the first table is used.
    private static let lowest = 20.0

    private let tables: [Wavetable]
    private let sampleRate: Double

    /// - Parameter sampleRate: Hz.
    package init(wave: Tone.Wave, sampleRate: Double) {
        self.sampleRate = sampleRate
        var tables: [Wavetable] = []
        var upper = 0.0
        repeat {
            upper = WaveBands.lowest * Pitch.ratio(Double(tables.count + 1) / WaveBands.bandsPerOctave)
            tables.append(Wavetable(wave: wave, level: 1, frequency: upper, sampleRate: sampleRate))
        } while upper < sampleRate / 2
        // The last one is silent: its first harmonic is at half the sample rate or above.
        tables.append(Wavetable(wave: wave, level: 0, frequency: sampleRate, sampleRate: sampleRate))
        self.tables = tables
    }

    /// Where a frequency lies: bands from the lowest, with a fraction.
    private func position(_ frequency: Double) -> Double {
        guard frequency > WaveBands.lowest else { return 0 }
        let octaves = Mathematics.logarithm(frequency / WaveBands.lowest) * 0x1.71547652b82fep+0
        return min(octaves * WaveBands.bandsPerOctave, Double(tables.count - 1))
    }

    /// Adds a run of the wave.
    ///
    /// - Parameters:
    ///   - phases: of the frames, in turns.
    ///   - frequency: Hz, at both ends of the run.
    ///   - gain: a factor at both ends of the run.
    func add(to output: inout [Double], phases: [Double], offset: RunLine, frequency: RunLine, gain: Double) {
        let (start, end) = (position(frequency.start), position(frequency.end))
        let band = min(Int(max(start, end)), tables.count - 2)
        let blend = RunLine(
            min(max(start - Double(band), 0), 1), min(max(end - Double(band), 0), 1))
        output.withUnsafeMutableBufferPointer { output in
            phases.withUnsafeBufferPointer { phases in
                tables[band].read { lower in
                    tables[band + 1].read { upper in
                        for index in 0..<NoteRun.length {
                            let turns = phases[index] + offset.value(index)
                            let (low, high) = (lower(turns), upper(turns))
                            output[index] += gain * (low + blend.value(index) * (high - low))
                        }
                    }
                }
            }
        }
    }
}

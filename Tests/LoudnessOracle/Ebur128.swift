private import CEbur128

/// Owns one measurement of libebur128, the reference implementation of ITU-R BS.1770 and EBU R 128, which the meters
/// are tested against.
package struct Ebur128: ~Copyable {
    private let state: UnsafeMutablePointer<ebur128_state>
    private let channels: Int

    /// nil when the library does not take the format: 1 … 64 channels, 16 … 2,822,400 Hz.
    package init?(sampleRate: Int, channels: Int, truePeak: Bool = true) {
        var mode = EBUR128_MODE_I.rawValue | EBUR128_MODE_S.rawValue
        if truePeak { mode |= EBUR128_MODE_TRUE_PEAK.rawValue }
        guard let count = UInt32(exactly: channels), let rate = UInt(exactly: sampleRate),
            let state = ebur128_init(count, rate, Int32(mode))
        else { return nil }
        self.state = state
        self.channels = channels
    }

    deinit {
        var state: UnsafeMutablePointer<ebur128_state>? = state
        ebur128_destroy(&state)
    }

    /// Takes interleaved frames. False when the library is out of memory.
    package func add(_ interleaved: UnsafePointer<Double>, frames: Int) -> Bool {
        ebur128_add_frames_double(state, interleaved, frames) == 0
    }

    /// Integrated loudness in LUFS; −∞ when no block lies above the gate, nil when it cannot be had.
    package var loudness: Double? { value { ebur128_loudness_global(state, $0) } }

    /// Of the last 400 ms, LUFS.
    package var momentary: Double? { value { ebur128_loudness_momentary(state, $0) } }

    /// Of the last 3 s, LUFS.
    package var shortTerm: Double? { value { ebur128_loudness_shortterm(state, $0) } }

    /// The largest true peak, or sample peak where that is larger, of all channels so far, as a magnitude.
    package var truePeak: Double? {
        let peaks = (0..<UInt32(channels)).flatMap { channel in
            [
                value { ebur128_true_peak(state, channel, $0) },
                value { ebur128_sample_peak(state, channel, $0) },
            ]
        }
        return peaks.contains { $0 == nil } ? nil : peaks.compactMap { $0 }.max()
    }

    private func value(_ read: (UnsafeMutablePointer<Double>) -> Int32) -> Double? {
        var result = 0.0
        return read(&result) == 0 ? result : nil
    }
}

import CEbur128

/// Owns one measurement of libebur128, the reference implementation of ITU-R BS.1770 and EBU R 128.
struct Ebur128: ~Copyable {
    private let state: UnsafeMutablePointer<ebur128_state>

    /// nil when the library does not take the format: 1 … 64 channels, 16 … 2,822,400 Hz.
    init?(sampleRate: Int, channels: Int, integrated: Bool, truePeak: Bool) {
        var mode: UInt32 = 0
        if integrated { mode |= EBUR128_MODE_I.rawValue }
        if truePeak { mode |= EBUR128_MODE_TRUE_PEAK.rawValue }
        guard let channels = UInt32(exactly: channels), let rate = UInt(exactly: sampleRate),
            let state = ebur128_init(channels, rate, Int32(mode))
        else { return nil }
        self.state = state
    }

    deinit {
        var state: UnsafeMutablePointer<ebur128_state>? = state
        ebur128_destroy(&state)
    }

    /// Takes interleaved frames. False when the library is out of memory.
    func add(_ interleaved: UnsafePointer<Double>, frames: Int) -> Bool {
        ebur128_add_frames_double(state, interleaved, frames) == EBUR128_SUCCESS.code
    }

    /// Integrated loudness in LUFS; −∞ when no block lies above the gate, nil when it cannot be had.
    func loudness() -> Double? {
        var result = 0.0
        return ebur128_loudness_global(state, &result) == EBUR128_SUCCESS.code ? result : nil
    }

    /// The largest of a channel's true peak and sample peak so far, as a magnitude.
    func truePeak(channel: Int) -> Double? {
        var between = 0.0
        var sample = 0.0
        guard ebur128_true_peak(state, UInt32(channel), &between) == EBUR128_SUCCESS.code,
            ebur128_sample_peak(state, UInt32(channel), &sample) == EBUR128_SUCCESS.code
        else { return nil }
        return max(between, sample)
    }
}

extension error {
    /// As the library's functions return it.
    fileprivate var code: Int32 { Int32(rawValue) }
}

/// What the pointer of an EBU Mode meter (EBU Tech 3341) shows as a programme goes by.
package struct LoudnessTrace: Equatable, Sendable {
    /// Seconds from one value to the next; the first is what the meter shows after so long.
    package let hop: Double
    /// In hundredths of a LUFS; `silence` where there is no full window yet, and for less than −327.67 LUFS.
    package let momentary: [Int16]
    package let shortTerm: [Int16]

    package static let silence = Int16.min
}

/// Measures a ``LoudnessTrace``: a value every 100 ms, or so many times that as it takes to stay within a number.
struct LoudnessTraceMeter {
    private let isPossible: Bool
    /// How many hops of the windows there are for each value.
    private let step: Int
    private var clock: HopClock
    private var channels: [WeightedChannels]
    private var windows = LoudnessWindows()
    private var momentary: [Int16] = []
    private var shortTerm: [Int16] = []

    init(frames: Int, sampleRate: Int, channels: Int, atMost most: Int) {
        isPossible = sampleRate >= KWeighting.lowestRate
        let tenths = frames / max(1, sampleRate / 10)
        step = LoudnessWindows.hopsPerSecond / 10 * max(1, (tenths + most - 1) / most)
        clock = HopClock(sampleRate: sampleRate, perSecond: LoudnessWindows.hopsPerSecond)
        self.channels =
            isPossible ? WeightedChannels.pairs(of: channels, KWeighting(sampleRate: sampleRate)) : []
    }

    mutating func measure(_ block: borrowing Block) {
        guard isPossible else { return }
        var clock = clock
        clock.split(block.frames) { piece, clock, isEnd in
            for index in channels.indices { channels[index].add(block, piece) }
            if isEnd { closeHop(clock) }
        }
        self.clock = clock
    }

    private mutating func closeHop(_ clock: HopClock) {
        var energy = 0.0
        for index in channels.indices { energy += channels[index].take() }
        windows.add(energy)
        guard clock.index % step == 0 else { return }
        momentary.append(Self.value(windows.momentary, clock, LoudnessWindows.momentaryHops))
        shortTerm.append(Self.value(windows.shortTerm, clock, LoudnessWindows.shortTermHops))
    }

    private static func value(_ energy: Double?, _ clock: HopClock, _ hops: Int) -> Int16 {
        guard let energy else { return LoudnessTrace.silence }
        let loudness = LoudnessHistogram.loudness(ofEnergy: energy / Double(clock.length(ofLast: hops)))
        guard loudness.isFinite, abs(loudness) < 327 else { return LoudnessTrace.silence }
        return Int16((loudness * 100).rounded())
    }

    func finish() -> LoudnessTrace {
        LoudnessTrace(
            hop: Double(step) / Double(LoudnessWindows.hopsPerSecond), momentary: momentary,
            shortTerm: shortTerm)
    }
}

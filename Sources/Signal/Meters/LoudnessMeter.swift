/// Measures `loudness`, `momentary-max`, `short-term-max` and `loudness-range`: ITU-R BS.1770-5, EBU Tech 3341 and
/// 3342, with windows that move by 10 ms, and gating blocks and range values every 100 ms.
package struct LoudnessMeter: Meter {
    /// Below this the percentiles of the loudness range rest on too few values: the shortest of the test signals
    /// of EBU Tech 3342, seconds.
    package static let shortestForRange = 40.0

    private let sampleRate: Int
    private var clock: HopClock
    private var channels: [WeightedChannels]
    private var windows = LoudnessWindows()
    private var blocks = LoudnessHistogram()
    private var range = LoudnessHistogram()
    private var momentary = Loudest(hops: LoudnessWindows.momentaryHops)
    private var shortTerm = Loudest(hops: LoudnessWindows.shortTermHops)

    /// - Parameters:
    ///   - sampleRate: 4000 Hz or more; below, everything is unmeasurable.
    ///   - channels: Up to five count as L R C Ls Rs (four: L R Ls Rs); six or more as L R C LFE Ls Rs, the LFE
    ///     and whatever follows left out.
    package init(sampleRate: Int, channels: Int) {
        self.sampleRate = sampleRate
        clock = HopClock(sampleRate: sampleRate, perSecond: LoudnessWindows.hopsPerSecond)
        self.channels =
            sampleRate < KWeighting.lowestRate
            ? [] : WeightedChannels.pairs(of: channels, KWeighting(sampleRate: sampleRate))
    }

    package mutating func measure(_ block: borrowing Block) {
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
        let isStep = clock.index % 10 == 0
        if let energy = windows.momentary {
            let mean = energy / Double(clock.length(ofLast: LoudnessWindows.momentaryHops))
            momentary.add(mean, clock)
            if isStep { blocks.add(mean) }
        }
        if let energy = windows.shortTerm {
            let mean = energy / Double(clock.length(ofLast: LoudnessWindows.shortTermHops))
            shortTerm.add(mean, clock)
            if isStep { range.add(mean) }
        }
    }

    /// What an EBU Mode meter shows after the last full hop, LUFS; nil before there is a full window.
    package var momentaryLoudness: Double? { now(windows.momentary, LoudnessWindows.momentaryHops) }
    package var shortTermLoudness: Double? { now(windows.shortTerm, LoudnessWindows.shortTermHops) }

    private func now(_ energy: Double?, _ hops: Int) -> Double? {
        energy.map { LoudnessHistogram.loudness(ofEnergy: $0 / Double(clock.length(ofLast: hops))) }
    }

    package mutating func finish() -> [Measurement] {
        [
            Measurement(metric: Metric.Kind.loudness.rawValue, value: integrated),
            maximum(.momentaryMax, momentary, "momentary loudness needs 400 ms"),
            maximum(.shortTermMax, shortTerm, "short-term loudness needs 3 s"),
            Measurement(metric: Metric.Kind.loudnessRange.rawValue, value: loudnessRange),
        ]
    }

    private var integrated: Measurement.Value {
        if let reason = reason(windows.count >= 40, "integrated loudness needs 400 ms") {
            return .unmeasurable(reason)
        }
        guard let mean = blocks.gatedMean(relativeGate: -10) else {
            return .unmeasurable("no part of the audio is above the gate of −70 LUFS")
        }
        return .finite(LoudnessHistogram.loudness(ofEnergy: mean))
    }

    private var loudnessRange: Measurement.Value {
        let isLong = clock.frame >= Int(Self.shortestForRange * Double(sampleRate))
        if let reason = reason(isLong, "the loudness range needs \(Int(Self.shortestForRange)) s") {
            return .unmeasurable(reason)
        }
        guard let ends = range.percentiles([0.10, 0.95], relativeGate: -20) else {
            return .unmeasurable("no 3 s of the audio are above the gate of −70 LUFS")
        }
        let levels = ends.map(LoudnessHistogram.loudness(ofEnergy:))
        return .finite(levels[1] - levels[0])
    }

    private func maximum(_ kind: Metric.Kind, _ loudest: Loudest, _ need: String) -> Measurement {
        if let reason = reason(windows.count >= loudest.hops, need) {
            return Measurement(metric: kind.rawValue, value: .unmeasurable(reason))
        }
        // None is the loudest where all are too large to compute with.
        guard loudest.mean >= 0 else { return Measurement(metric: kind.rawValue, value: .finite(.nan)) }
        let loudness = LoudnessHistogram.loudness(ofEnergy: loudest.mean)
        return Measurement(
            metric: kind.rawValue, value: .level(loudness),
            place: loudness == -.infinity ? nil : loudest.place)
    }

    /// Why there is no value; nil when there is one.
    private func reason(_ isLongEnough: Bool, _ need: String) -> String? {
        if channels.isEmpty {
            return
                "loudness needs a rate of \(KWeighting.lowestRate) Hz or more, the audio has \(sampleRate) Hz"
        }
        return isLongEnough ? nil : "the audio lasts \(Duration.words(clock.frame, sampleRate)), \(need)"
    }
}

/// The loudest window so far.
private struct Loudest {
    let hops: Int
    private(set) var mean = -1.0
    private(set) var place: Place?

    init(hops: Int) { self.hops = hops }

    mutating func add(_ mean: Double, _ clock: HopClock) {
        guard mean > self.mean else { return }
        self.mean = mean
        place = Place(frame: clock.start(of: clock.index - hops), length: clock.length(ofLast: hops))
    }
}

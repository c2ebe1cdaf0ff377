internal import BuildGraph
internal import BuildStore
internal import Signal
internal import SoundFiles

/// One pass over the samples of a file: what its gates need measured and is not known yet.
struct Measuring {
    private let bank: MeterBank
    private let job: Job
    private let listening: [(meter: GateMeter, listener: any Meter)]

    /// Whether there is anything to measure.
    let isNeeded: Bool

    /// - Parameter known: What was measured before, under the names that it is remembered by.
    init(_ job: Job, _ info: SoundInfo, fullScale: Double, known: [Measurement] = []) throws {
        let names = Set(known.map(\.metric))
        let missing = job.metrics.filter { !names.contains($0.name) }
        listening = try job.meters.filter { meter in
            !meter.metrics.allSatisfy { names.contains(meter.remembered($0)) }
        }.map { ($0, try $0.make(info)) }
        isNeeded = !missing.isEmpty || !listening.isEmpty
        self.job = job
        bank = MeterBank(
            metrics: missing, sampleRate: info.sampleRate, channels: info.channels, fullScale: fullScale,
            further: listening.map(\.listener))
    }

    func measure(_ block: borrowing Block) { bank.measure(block) }

    /// What was measured, under the names that it is to be remembered by.
    func finish() throws -> [Measurement] {
        let found = bank.finish()
        for (_, listener) in listening {
            if let failure = (listener as? any GateMeter.Listener)?.failure { throw failure }
        }
        let names = listening.flatMap { meter, _ in meter.metrics.map { ($0, meter.remembered($0)) } }
        let remembered = Dictionary(names, uniquingKeysWith: { first, _ in first })
        return found.map { $0.renamed(remembered[$0.metric] ?? $0.metric) }
    }
}

extension Job {
    /// Measurements as the gates ask for them: under their own names, not those that they are remembered by.
    func evidence(of measurements: [Measurement]) -> [Measurement] {
        let names = meters.flatMap { meter in meter.metrics.map { (meter.remembered($0), $0) } }
        guard !names.isEmpty else { return measurements }
        let plain = Dictionary(names, uniquingKeysWith: { first, _ in first })
        return measurements.map { $0.renamed(plain[$0.metric] ?? $0.metric) }
    }

    /// What the gates have to know of other targets: measured now where it is not remembered.
    func examineComparisons(
        _ isCancelled: () -> Bool
    ) throws -> (evidence: [String: ComparisonEvidence], news: [Aside]) {
        var evidence: [String: ComparisonEvidence] = [:]
        var news: [Aside] = []
        let needed = target.gates.reduce(into: [String: [Metric]]()) {
            $0.merge($1.comparisons) { $0 + $1 }
        }
        for (name, metrics) in needed.sorted(by: { $0.key < $1.key }) {
            guard let source = source(name) else {
                evidence[name] = ComparisonEvidence(problem: "the file of '\(name)' does not exist")
                continue
            }
            let known = comparisons.first { $0.name == name }?.known ?? []
            let reader = try SoundReader(path: source.path)
            let found = try reader.measurements(Set(metrics), known: known, isCancelled)
            if !found.isEmpty {
                news.append(Aside(content: source.content, news: found.map(StoredMeasurement.init)))
            }
            evidence[name] = ComparisonEvidence(
                info: reader.info,
                measurements: Dictionary(
                    (known + found).map { ($0.metric, $0) }, uniquingKeysWith: { first, _ in first }))
        }
        return (evidence, news)
    }
}

extension SoundReader {
    /// Measures what is not known yet, from the first frame to the last.
    func measurements(
        _ metrics: Set<Metric>, known: [Measurement], _ isCancelled: () -> Bool
    ) throws -> [Measurement] {
        let names = Set(known.map(\.metric))
        let missing = metrics.filter { !names.contains($0.name) }
        guard !missing.isEmpty else { return [] }
        let bank = MeterBank(
            metrics: missing, sampleRate: info.sampleRate, channels: info.channels,
            fullScale: info.encoding?.fullScale ?? 1)
        try forEachBlock(isCancelled) { bank.measure($0) }
        return bank.finish()
    }

    /// Reads on to the end.
    func forEachBlock(_ isCancelled: () -> Bool, _ take: (borrowing Block) -> Void) throws {
        var block = Block(channels: info.channels)
        repeat {
            if isCancelled() { throw Interrupted() }
            try read(into: &block)
            take(block)
        } while block.frames > 0
    }
}

extension Measurement {
    fileprivate func renamed(_ name: String) -> Measurement {
        Measurement(metric: name, value: value, place: place)
    }
}

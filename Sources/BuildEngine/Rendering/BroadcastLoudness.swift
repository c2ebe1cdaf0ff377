internal import Signal
internal import SoundFiles

extension Broadcast.Loudness {
    /// What the header of a Broadcast Wave file tells.
    static let metrics = [
        Metric(kind: .loudness), Metric(kind: .loudnessRange), Metric(kind: .truePeak),
        Metric(kind: .momentaryMax), Metric(kind: .shortTermMax),
    ]

    /// Of what was measured; what could not be is left open.
    init(_ measurements: [Measurement]) {
        func number(_ kind: Metric.Kind) -> Double? {
            let name = Metric(kind: kind).name
            guard case .number(let number) = measurements.first(where: { $0.metric == name })?.value else {
                return nil
            }
            return number
        }
        self.init(
            integrated: number(.loudness), range: number(.loudnessRange), truePeak: number(.truePeak),
            momentary: number(.momentaryMax), shortTerm: number(.shortTermMax))
    }
}

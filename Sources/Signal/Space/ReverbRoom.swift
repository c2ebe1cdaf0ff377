/// What a reverberation's settings come to: the lengths of its lines, and what each of them loses.
struct ReverbRoom: Sendable {
    static let lines = 16
    /// With which sign a line is fed and heard; the left ones are the even ones. Of some hundred random choices the one
    /// whose spectrum is most even.
    static let inputs: [Double] = [1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1, 1]
    static let outputs: [Double] = [-1, 1, -1, -1, 1, -1, -1, -1, 1, -1, 1, -1, -1, 1, 1, 1]
    /// 1/√8: a side is shared among eight lines.
    static let share = 0.125.squareRoot()
    static let root2 = 2.0.squareRoot()

    /// Metres in a second.
    private static let speed = 343.0
    /// The most that a diffuser's gain is.
    static let diffuserGain = 0.7
    /// The octaves from the shortest line to the longest.
    private static let octaves = 1.5
    /// Seconds of the diffusers on either side, in a room of 12 m or more.
    private static let diffusing = [[0.0017, 0.0031, 0.0053, 0.0083], [0.0019, 0.0037, 0.0049, 0.0077]]

    /// In frames, rising.
    let lengths: [Int]
    let absorption: [AbsorptionFilter]
    /// The lengths of the diffusers on either side; none without diffusion.
    let diffusers: [[Int]]
    /// What makes noise come out as loud as it goes in.
    let gain: Double

    init(_ settings: Reverb.Settings, sampleRate: Double) {
        let (size, largest) = (settings.size.exact(at: 0), settings.size.range.upperBound)
        var lengths: [Int] = []
        for line in 0..<ReverbRoom.lines {
            let wanted = Int(ReverbRoom.length(line, size: size, sampleRate: sampleRate).rounded())
            lengths.append(ReverbRoom.prime(from: max(wanted, (lengths.last ?? 1) + 1)))
        }
        self.lengths = lengths
        let loss = settings.loss(at: 0)
        absorption = lengths.map { AbsorptionFilter(loss, frames: Double($0), sampleRate: sampleRate) }
        let scale = min(1, largest / 12) * sampleRate
        diffusers = ReverbRoom.diffusing.map { times in
            settings.diffusion.constant == 0
                ? [] : times.map { ReverbRoom.prime(from: max(2, Int(($0 * scale).rounded()))) }
        }
        gain = ReverbRoom.gain(absorption)
    }

    /// How long a line is in a room of a size in metres, in frames.
    static func length(_ line: Int, size: Double, sampleRate: Double) -> Double {
        let place = Double(line) / Double(lines - 1) - 0.5
        return size / speed * sampleRate * Mathematics.power(2, octaves * place)
    }

    /// The smallest prime number that is not below another number.
    private static func prime(from number: Int) -> Int {
        var candidate = number
        while !(2..<candidate).prefix(while: { $0 * $0 <= candidate }).allSatisfy({ candidate % $0 != 0 }) {
            candidate += 1
        }
        return candidate
    }

    /// With γ the energy that is left of one round in the mean over the lines, a side hears γ + γ² + γ³ … of an energy of
    /// 1 that goes in on either side: the mean of γ/(1 − γ) over all frequencies, as white noise has them.
    static func gain(_ absorption: [AbsorptionFilter]) -> Double {
        let energy = cosines.reduce(0.0) { sum, cosine in
            let left = absorption.reduce(0.0) { $0 + $1.energy(cosine: cosine) } / Double(lines)
            return sum + left / (1 - left)
        }
        return 1 / (energy / Double(cosines.count)).squareRoot()
    }

    /// Of frequencies that lie evenly.
    private static let cosines: [Double] = {
        let steps = 256
        return (0..<steps).map { Mathematics.cosine(turns: (Double($0) + 0.5) / Double(2 * steps)) }
    }()
}

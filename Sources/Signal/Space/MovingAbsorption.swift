/// What the lines of a reverberation lose while its decay or its size moves: an ``AbsorptionBank`` whose filters are worked
/// out anew at every frame that is a multiple of ``period``, and run in straight lines between; and the gain that belongs to
/// them.
struct MovingAbsorption: Sendable {
    /// Frames between two designs: 0.7 ms at 48 kHz. A run of the lines is a multiple of it.
    static let period = 32

    private typealias Four = SIMD4<Double>

    /// The filters of four lines beside each other.
    private struct Lanes {
        var b0 = Four.zero, b1 = Four.zero, a1 = Four.zero
        var b0Step = Four.zero, b1Step = Four.zero, a1Step = Four.zero
        var state = Four.zero
    }

    private let settings: Reverb.Settings
    /// Of the lines in frames: in a room whose size moves, of 1 m.
    private let lengths: [Double]
    private let sizeMoves: Bool
    private let sampleRate: Double
    private var lanes: [Lanes]
    private var filters: [AbsorptionFilter]
    private var nextGain: Double
    private var gain = 0.0
    private var gainStep = 0.0

    init(_ settings: Reverb.Settings, _ room: ReverbRoom, sampleRate: Double) {
        self.settings = settings
        self.sampleRate = sampleRate
        let sizeMoves = settings.size.constant == nil
        self.sizeMoves = sizeMoves
        lengths = room.lengths.indices.map { line in
            sizeMoves
                ? ReverbRoom.length(line, size: 1, sampleRate: sampleRate) : Double(room.lengths[line])
        }
        filters = room.absorption
        nextGain = room.gain
        lanes = Array(repeating: Lanes(), count: room.lengths.count / 4)
    }

    /// The gain of a frame, so many after a turn.
    @inline(__always)
    func gain(_ offset: Int) -> Double { gain + gainStep * Double(offset) }

    /// Takes up the next filters, from a frame on that is a multiple of the period; lets go of states too small to matter.
    mutating func turn(at frame: Int) {
        for number in lanes.indices { set(number) }
        let next = frame + MovingAbsorption.period
        let (loss, scale) = (settings.loss(at: next), sizeMoves ? settings.size.exact(at: next) : 1)
        for line in filters.indices {
            filters[line] = AbsorptionFilter(loss, frames: scale * lengths[line], sampleRate: sampleRate)
        }
        for number in lanes.indices { step(number) }
        gain = nextGain
        nextGain = ReverbRoom.gain(filters)
        gainStep = (nextGain - gain) / Double(MovingAbsorption.period)
    }

    private mutating func set(_ number: Int) {
        lanes[number].b0 = four(number, \.b0)
        lanes[number].b1 = four(number, \.b1)
        lanes[number].a1 = four(number, \.a1)
        for lane in 0..<4 where abs(lanes[number].state[lane]) < SectionPair.silence {
            lanes[number].state[lane] = 0
        }
    }

    private mutating func step(_ number: Int) {
        let period = Double(MovingAbsorption.period)
        lanes[number].b0Step = (four(number, \.b0) - lanes[number].b0) / period
        lanes[number].b1Step = (four(number, \.b1) - lanes[number].b1) / period
        lanes[number].a1Step = (four(number, \.a1) - lanes[number].a1) / period
    }

    private func four(_ number: Int, _ value: (AbsorptionFilter) -> Double) -> Four {
        let first = 4 * number
        return Four(
            value(filters[first]), value(filters[first + 1]), value(filters[first + 2]),
            value(filters[first + 3]))
    }

    /// Filters the first `count` samples of each line's run, in place, so many frames after a turn.
    mutating func filter(_ sounds: UnsafeMutableBufferPointer<Double>, _ count: Int, _ offset: Int) {
        for number in lanes.indices {
            let lane = lanes[number]
            var state = lane.state
            let (a, b, c, d) = (
                4 * number * Reverb.run, (4 * number + 1) * Reverb.run, (4 * number + 2) * Reverb.run,
                (4 * number + 3) * Reverb.run
            )
            for index in 0..<count {
                let at = Four(repeating: Double(offset + index))
                let input = Four(sounds[a + index], sounds[b + index], sounds[c + index], sounds[d + index])
                let output = (lane.b0 + lane.b0Step * at) * input + state
                state = (lane.b1 + lane.b1Step * at) * input - (lane.a1 + lane.a1Step * at) * output
                sounds[a + index] = output[0]
                sounds[b + index] = output[1]
                sounds[c + index] = output[2]
                sounds[d + index] = output[3]
            }
            lanes[number].state = state
        }
    }
}

/// Adds one input to a mix, at its level and place, both of which may move.
struct Fader {
    private let inputChannels: Int
    private let channels: Int
    /// The factor to each channel of the mix, where nothing moves.
    private let factors: [Double]?
    private var gain: ControlReader
    private var pan: ControlReader
    private let law: PanLaw
    /// The factors of the frames at hand, a channel for each of the mix's, where something moves.
    private var moving: Block

    init(gain: Control, pan: Control, law: PanLaw, from inputChannels: Int, to channels: Int) {
        self.inputChannels = inputChannels
        self.channels = channels
        self.gain = ControlReader(gain)
        self.pan = ControlReader(pan)
        self.law = law
        factors = gain.constant.flatMap { gain in
            pan.constant.map { pan in
                law.gains(from: inputChannels, to: channels, pan: pan).map { $0 * gain }
            }
        }
        moving = Block(channels: channels, capacity: factors == nil ? Block.standardCapacity : 1)
    }

    mutating func add(_ input: Block, to mix: inout Block) {
        if let factors {
            for channel in 0..<channels { add(input, to: &mix, channel, factor: factors[channel]) }
            return
        }
        move(by: input.frames)
        for channel in 0..<channels { addMoving(input, to: &mix, channel) }
    }

    private func add(_ input: Block, to mix: inout Block, _ channel: Int, factor: Double) {
        mix.withChannel(channel) { (sum: UnsafeMutableBufferPointer<Double>) in
            input.withChannel(min(channel, inputChannels - 1)) { (samples: UnsafeBufferPointer<Double>) in
                for index in 0..<sum.count { sum[index] += factor * samples[index] }
            }
        }
    }

    private func addMoving(_ input: Block, to mix: inout Block, _ channel: Int) {
        mix.withChannel(channel) { (sum: UnsafeMutableBufferPointer<Double>) in
            input.withChannel(min(channel, inputChannels - 1)) { (samples: UnsafeBufferPointer<Double>) in
                moving.withChannel(channel) { (factors: UnsafeBufferPointer<Double>) in
                    for index in 0..<sum.count { sum[index] += factors[index] * samples[index] }
                }
            }
        }
    }

    /// Works out the factors of the frames that come next.
    private mutating func move(by frames: Int) {
        if moving.capacity < frames { moving = Block(channels: channels, capacity: frames) }
        moving.resize(to: frames)
        for frame in 0..<frames {
            let (gain, pan) = (self.gain.next(), self.pan.next())
            for channel in 0..<channels {
                let share = law.gain(of: channel, from: inputChannels, to: channels, pan: pan)
                moving.withChannel(channel) { (factors: UnsafeMutableBufferPointer<Double>) in
                    factors[frame] = share * gain
                }
            }
        }
    }
}

/// An artificial room: sixteen delay lines of lengths without a common factor, which feed each other through an orthogonal
/// matrix that loses nothing, and in each a filter that takes from what goes round just as much as the room is to lose in
/// that time (J. Stautner and M. Puckette, "Designing multi-channel reverberators", 1982; J.-M. Jot and A. Chaigne,
/// "Digital delay networks for designing artificial reverberators", 1991).
///
/// With s the sixteen sounds behind the filters, H Hadamard's matrix over 4, b and c the signs with which lines are fed
/// and heard, v the sound through the diffusers, and g what makes noise come out as loud as it goes in:
///
///     s_i[n] = A_i(w_i(n − M_i)),   w_i[n] = Σ H_ij·s_j[n] + b_i·v[n]/√8,   wet[n] = g·Σ c_i·s_i[n]
///
/// The even lines belong to the left and the odd ones to the right, on their way in and out. In mono all are fed, and
/// what comes out is the sum of both sides over √2.
///
/// Where the size moves, the lines are as long as the size says, as a tape's are, and not of lengths without a common
/// factor; the diffusers stay those of the largest. While the decay or the size moves, g is that of the moment at which a
/// sound goes in, and not at which it comes out: so what rings already goes on as loud as it is, faster or slower.
package struct Reverb: Processor {
    package struct Settings: Sendable {
        /// Seconds to −60 dB, at low frequencies.
        package var decay = Control(2)
        /// The share of `decay` that high frequencies take.
        package var highDecay = Control(1)
        /// Hz: where low and high meet; there the decay is the harmonic mean of both.
        package var crossover = Control(4_000)
        /// Metres that sound travels from wall to wall, in the mean.
        package var size = Control(12)
        /// Frames before the first of it; those of ``MovingDelay`` where they move.
        package var predelay = Control(0)
        /// How dense it is from the start: 0 … 1.
        package var diffusion = Control(0.7)
        /// How far left and right differ: 0 … 1.
        package var width = Control(1)
        package var mix = Control(1)

        package init() {}

        /// Whether what the lines lose moves.
        var isMoving: Bool {
            decay.constant == nil || highDecay.constant == nil || crossover.constant == nil
                || size.constant == nil
        }

        /// What the room loses at a frame.
        func loss(at frame: Int) -> Loss {
            Loss(
                decay: decay.exact(at: frame), highDecay: highDecay.exact(at: frame),
                crossover: crossover.exact(at: frame))
        }
    }

    /// What a room loses: the decay, the share of it at high frequencies, and where they meet, as in ``Settings``.
    struct Loss: Sendable {
        let decay: Double
        let highDecay: Double
        let crossover: Double
    }

    /// The largest that still sounds within one of the lines, or waits for them, as loud as it alone would be heard.
    package var remainder: Double {
        let waiting = before.peak
        let sounding = lines.peak
        return lastMix * max((moving?.gain(0) ?? gain) * waiting, (moving == nil ? gain : 1) * sounding)
    }

    private let channels: Int
    private let gain: Double
    private var width: ControlReader
    private var mix: ControlReader
    private var before: Predelay
    private var diffusers: [[Diffuser]]
    private var diffusion: FrameControl
    private var lines: ReverbLines
    private var absorption: AbsorptionBank
    // In its place, where the decay or the size moves.
    private var moving: MovingAbsorption?
    private var position = 0
    private var lastMix = 0.0
    // One run: what goes in and is heard on either side, the mix, and the sounds of all lines, one after the other.
    private var sides: [[Double]]
    private var heard: [[Double]]
    private var mixes: [Double]
    private var widths: [Double]
    private var sounds: [Double]

    /// Frames that go through all lines together, at most.
    static let run = 64

    /// - Parameters:
    ///   - channels: one or two.
    ///   - sampleRate: in hertz.
    package init(_ settings: Settings, channels: Int, sampleRate: Double) {
        precondition((1...2).contains(channels), "BUG: a reverberation in \(channels) channels")
        self.channels = channels
        let room = ReverbRoom(settings, sampleRate: sampleRate)
        absorption = AbsorptionBank(room.absorption)
        gain = room.gain
        moving = settings.isMoving ? MovingAbsorption(settings, room, sampleRate: sampleRate) : nil
        width = ControlReader(settings.width)
        mix = ControlReader(settings.mix)
        before = Predelay(settings.predelay)
        diffusers = room.diffusers.map { $0.map { Diffuser(length: $0) } }
        diffusion = FrameControl(settings.diffusion.converted { ReverbRoom.diffuserGain * $0 })
        lines = ReverbLines(settings.size, room, sampleRate: sampleRate)
        sides = Array(repeating: Array(repeating: 0, count: Reverb.run), count: 2)
        heard = sides
        (mixes, widths) = (sides[0], sides[0])
        sounds = Array(repeating: 0, count: Reverb.run * ReverbRoom.lines)
    }

    package mutating func process(_ block: inout Block) {
        precondition(block.channels == channels, "BUG: \(block.channels) channels for \(channels)")
        var done = 0
        while done < block.frames {
            // A run ends before the shortest line comes round, and where small states are let go of.
            let run = moving == nil ? Reverb.run : MovingAbsorption.period
            let count = min(block.frames - done, run - position % run, lines.shortest)
            if position % run == 0 {
                absorption.settle()
                moving?.turn(at: position)
            }
            enter(block, done, count)
            circulate(count)
            leave(&block, done, count)
            lastMix = mixes[count - 1]
            done += count
            position += count
        }
    }

    /// Fills the sides with what goes into the lines.
    private mutating func enter(_ block: Block, _ start: Int, _ count: Int) {
        before.advance(by: count)
        diffusion.advance(by: count)
        for side in 0..<2 {
            sides[side].withUnsafeMutableBufferPointer { sounds in
                let run = UnsafeMutableBufferPointer(rebasing: sounds[..<count])
                block.withChannel(min(side, channels - 1)) { (samples: UnsafeBufferPointer<Double>) in
                    for index in 0..<count { run[index] = samples[start + index] }
                }
                before.delay(run, side)
                for number in diffusers[side].indices { diffusers[side][number].diffuse(run, diffusion) }
                guard let moving else { return }
                let offset = position % MovingAbsorption.period
                for index in 0..<count { run[index] *= moving.gain(offset + index) }
            }
        }
    }

    /// One run of all lines, and what is heard of them.
    private mutating func circulate(_ count: Int) {
        sounds.withUnsafeMutableBufferPointer { sounds in
            for line in 0..<ReverbRoom.lines {
                lines.read(line, UnsafeMutableBufferPointer(rebasing: sounds[Reverb.part(line, count)]))
            }
            if moving == nil {
                absorption.filter(sounds, count)
            } else {
                moving?.filter(sounds, count, position % MovingAbsorption.period)
            }
            let gain = moving == nil ? gain : 1
            for side in 0..<2 { Reverb.listen(sounds, side, count, gain, into: &heard[side]) }
            Reverb.mixLines(sounds, count)
            for line in 0..<ReverbRoom.lines {
                let sound = UnsafeMutableBufferPointer(rebasing: sounds[Reverb.part(line, count)])
                let fed = ReverbRoom.inputs[line] * ReverbRoom.share
                sides[line % 2].withUnsafeBufferPointer { side in
                    for index in 0..<count { sound[index] = 0.25 * sound[index] + fed * side[index] }
                }
                lines.write(line, UnsafeBufferPointer(sound))
            }
        }
        lines.advance(by: count)
    }

    /// Where a line's part of a run lies.
    private static func part(_ line: Int, _ count: Int) -> Range<Int> { line * run..<line * run + count }

    /// What is heard of the lines on a side.
    private static func listen(
        _ sounds: UnsafeMutableBufferPointer<Double>, _ side: Int, _ count: Int, _ gain: Double,
        into heard: inout [Double]
    ) {
        heard.withUnsafeMutableBufferPointer { heard in
            for index in 0..<count { heard[index] = 0 }
            for line in stride(from: side, to: ReverbRoom.lines, by: 2) {
                let sign = ReverbRoom.outputs[line]
                for index in 0..<count { heard[index] += sign * sounds[line * run + index] }
            }
            for index in 0..<count { heard[index] *= gain }
        }
    }

    /// Hadamard's matrix, without its factor of 1/4.
    private static func mixLines(_ sounds: UnsafeMutableBufferPointer<Double>, _ count: Int) {
        var distance = 1
        while distance < ReverbRoom.lines {
            for line in 0..<ReverbRoom.lines where line & distance == 0 {
                let (first, second) = (line * run, (line + distance) * run)
                for index in 0..<count {
                    let (a, b) = (sounds[first + index], sounds[second + index])
                    sounds[first + index] = a + b
                    sounds[second + index] = a - b
                }
            }
            distance *= 2
        }
    }

    private mutating func leave(_ block: inout Block, _ start: Int, _ count: Int) {
        for index in 0..<count { (mixes[index], widths[index]) = (mix.next(), width.next()) }
        for channel in 0..<channels {
            block.withChannel(channel) { samples in
                for index in 0..<count {
                    let (left, right) = (heard[0][index], heard[1][index])
                    let middle = 0.5 * (left + right)
                    let difference = 0.5 * widths[index] * (left - right)
                    let wet =
                        channels == 1
                        ? middle * ReverbRoom.root2 : channel == 0 ? middle + difference : middle - difference
                    samples[start + index] = (1 - mixes[index]) * samples[start + index] + mixes[index] * wet
                }
            }
        }
    }
}

/// Adds streams together, each at its own level and place.
///
/// The inputs are added in their order, so the sum is the same to the last bit every time. They begin
/// together and must end together.
package final class MixBus: SampleStream {
    /// One stream into the mix.
    package struct Input {
        package let stream: any SampleStream
        /// The factor for its level.
        package let gain: Control
        /// Where it is heard, −1 (left) … +1 (right); see `PanLaw` for one channel and for two. In a mix of
        /// one channel it has no effect.
        package let pan: Control
        package let law: PanLaw

        package init(
            stream: any SampleStream, gain: Control = Control(1), pan: Control = Control(0),
            law: PanLaw = .constantPower
        ) {
            self.stream = stream
            self.gain = gain
            self.pan = pan
            self.law = law
        }
    }

    package let channels: Int

    private let streams: [any SampleStream]
    private var faders: [Fader]
    private var scratch: Block
    private var position = 0

    /// - Parameters:
    ///   - inputs: all with the same number of channels: one or two into two, or as many as the mix has.
    ///   - channels: of the mix.
    package init(_ inputs: [Input], channels: Int) {
        let inputChannels = inputs.first?.stream.channels ?? channels
        precondition(
            inputs.allSatisfy { $0.stream.channels == inputChannels },
            "BUG: a mix of \(inputs.map(\.stream.channels)) channels")
        self.channels = channels
        streams = inputs.map(\.stream)
        faders = inputs.map {
            Fader(gain: $0.gain, pan: $0.pan, law: $0.law, from: inputChannels, to: channels)
        }
        scratch = Block(channels: inputChannels)
    }

    /// - Throws: `MixError` if the inputs do not end together, and what an input throws.
    package func read(into block: inout Block) throws {
        // Blocks of one size are the rule; only a change of it allocates.
        if scratch.capacity != block.capacity {
            scratch = Block(channels: scratch.channels, capacity: block.capacity)
        }
        block.resize(to: 0)
        for (index, stream) in streams.enumerated() {
            scratch.resize(to: 0)
            try stream.read(into: &scratch)
            if index == 0 {
                block.resize(to: scratch.frames)
                block.clear()
            }
            guard scratch.frames == block.frames else {
                let lengths = (position + block.frames, position + scratch.frames)
                throw MixError.unequalLengths(input: index, expected: lengths.0, found: lengths.1)
            }
            faders[index].add(scratch, to: &block)
        }
        position += block.frames
    }
}

/// Why streams cannot be mixed.
package enum MixError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The input of this index (from 0) and the first one do not end at the same frame. The lengths are how
    /// far the first one and this one had been read.
    case unequalLengths(input: Int, expected: Int, found: Int)

    package var description: String {
        switch self {
        case .unequalLengths(let input, let expected, let found):
            "input \(input + 1) of the mix stands at \(found) frames where the first stands at \(expected): "
                + "inputs must be equally long; check the shorter file"
        }
    }
}

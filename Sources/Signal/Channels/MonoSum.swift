/// The mean of all channels on each of them.
package struct MonoSum: Processor, Sendable {
    private var sum: [Double] = []

    package init() {}

    package mutating func process(_ block: inout Block) {
        guard block.channels > 1 else { return }
        if sum.count < block.frames { sum = Array(repeating: 0, count: block.capacity) }
        let share = 1 / Double(block.channels)
        sum.withUnsafeMutableBufferPointer { sum in
            sum.update(repeating: 0)
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in samples.indices { sum[index] += samples[index] }
                }
            }
            for channel in 0..<block.channels {
                block.withChannel(channel) { (samples: UnsafeMutableBufferPointer<Double>) in
                    for index in samples.indices { samples[index] = sum[index] * share }
                }
            }
        }
    }
}

import Testing

@testable import Signal

@Suite("Channel tools")
struct ChannelToolTests {
    private let signal = [referenceSignal(500), referenceSignal(500, state: 3)]

    @Test("the channels change places, bit for bit; one alone stays")
    func swap() throws {
        var effect = ChannelSwap()
        #expect(try effect.processed(signal, blockCapacities: [7, 100]) == [signal[1], signal[0]])
        #expect(try effect.processed([signal[0]]) == [signal[0]])
    }

    @Test("both channels become their mean")
    func mono() throws {
        var effect = MonoSum()
        let mean = zip(signal[0], signal[1]).map { ($0 + $1) / 2 }
        #expect(try effect.processed(signal, blockCapacities: [7, 100]) == [mean, mean])
    }

    @Test("the wave of the channels asked for is upside down")
    func polarity() throws {
        var effect = Polarity(inverting: [1])
        #expect(try effect.processed(signal) == [signal[0], signal[1].map(-)])
    }

    @Test("the mean of each channel is subtracted, and what is left has none, within 1e-15")
    func offset() throws {
        let means = try OffsetRemoval.means(of: StoredStream(signal))
        var effect = OffsetRemoval(means)
        let output = try effect.processed(signal)
        for channel in output { #expect(abs(channel.reduce(0, +) / 500) < 1e-15) }
        #expect(zip(signal[0], output[0]).allSatisfy { abs($0 - means[0] - $1) == 0 })
    }
}

import Signal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One step of the work, timed by itself on one core.
struct Stage {
    let name: String
    /// Bytes of one sample on its way through the stage: 8 in the signal path, 4 in the files.
    let bytesPerSample: Int
    let run: (_ frames: Int) throws -> Void

    /// Samples per second of CPU time: the best of several runs, as other programs can only take time away.
    func samplesPerSecond(frames: Int, runs: Int) throws -> Double {
        var best = Double.infinity
        for _ in 0..<runs {
            let start = threadSeconds()
            try run(frames)
            best = min(best, threadSeconds() - start)
        }
        return Double(frames) / best
    }
}

/// CPU time of this thread, in seconds.
func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Bytes per second that one core copies in memory, read and written: far more of them than caches hold.
func copyBandwidth() -> Double {
    let count = 256 << 20
    let source = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    defer {
        source.deallocate()
        target.deallocate()
    }
    target.initializeMemory(as: UInt8.self, repeating: 0)
    var best = Double.infinity
    for round in 1...5 {
        source.initializeMemory(as: UInt8.self, repeating: UInt8(round))
        let start = threadSeconds()
        copy(UnsafeRawBufferPointer(source), to: target)
        best = min(best, threadSeconds() - start)
        precondition(target[count - 1] == UInt8(round), "BUG: nothing was copied")
    }
    return 2 * Double(count) / best
}

/// By itself, so that the compiler cannot leave out what nobody reads.
@inline(never)
private func copy(_ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) {
    target.copyMemory(from: source)
}

/// The same block of noise again and again: a source that costs nothing.
final class Repeated: SampleStream {
    let channels = 1
    private var left: Int
    private var block = Block(channels: 1)

    init(frames: Int, seed: UInt64 = 1) {
        left = frames
        let noise = Noise(colour: .white, level: 0.3, seed: seed, frames: block.capacity)
        noise.read(into: &block)
    }

    func read(into target: inout Block) {
        let count = min(target.capacity, left, block.frames)
        target.resize(to: count)
        target.withChannel(0) { output in
            block.withChannel(0) { (input: UnsafeBufferPointer<Double>) in
                for index in 0..<count { output[index] = input[index] }
            }
        }
        left -= count
    }
}

/// Pulls a stream to its end.
func drain(_ stream: any SampleStream, _ body: (inout Block) throws -> Void = { _ in }) throws {
    var block = Block(channels: stream.channels)
    repeat {
        try stream.read(into: &block)
        try body(&block)
    } while block.frames > 0
}
